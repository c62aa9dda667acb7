import { window, type CustomDocument, type CustomReadonlyEditorProvider, type Disposable } from 'vscode';
import type { Panels } from './panels.ts';

export const archiveViewType = 'passkLens.archive';

/** The editor of logs that are no text, such as Inspect's archives and Parquet files: the panel, which shows of them what else stands in the text. */
export function registerArchiveEditor(panels: Panels): Disposable {
  const provider: CustomReadonlyEditorProvider = {
    // The server reads the file by itself.
    openCustomDocument: (uri): CustomDocument => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: ({ uri }, webview) => {
      panels.adopt(webview, uri);
    },
  };
  return window.registerCustomEditorProvider(archiveViewType, provider);
}
