import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { CloseFromDiskNotification, OpenFromDiskNotification } from '../server/protocol/lsp.ts';
import { runsBehind } from '../server/protocol/mergedRuns.ts';
import type { DocumentGate } from './documentGate.ts';
import type { OpenLogs } from './openLogs.ts';
import { baseName } from './sniffLog.ts';

/**
 * Tells a running server which logs to read from disk, and of which it needs the text: the language client by itself
 * would send every text. Where one takes the place of the other, the new one is told first: the server keeps what it has
 * of the log.
 */
export interface LogSync {
  update(): Promise<void>;
  /** The server is a new one, and has been told nothing. */
  reset(): void;
}

export function createLogSync(client: LanguageClient, gate: DocumentGate, logs: OpenLogs): LogSync {
  /** Logs that the server reads by itself, with what watches them. */
  const fromDisk = new Map<string, Disposable>();

  const openDocuments = async (): Promise<void> => {
    for (const document of workspace.textDocuments) {
      const uri = document.uri.toString();
      if (logs.source(uri) !== 'buffer' || gate.isOpen(uri)) continue;
      await client.sendNotification(
        'textDocument/didOpen',
        client.code2ProtocolConverter.asOpenTextDocumentParams(document),
      );
    }
  };
  const closeDocuments = async (): Promise<void> => {
    for (const uri of logs.uris()) {
      if (logs.source(uri) === 'buffer' || !gate.isOpen(uri)) continue;
      await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }
  };
  const closeFromDisk = async (uri: string): Promise<void> => {
    fromDisk.get(uri)?.dispose();
    fromDisk.delete(uri);
    const params: CloseFromDiskNotification.Params = { uri };
    await client.sendNotification(CloseFromDiskNotification.method, params);
  };
  const openFromDisk = async (uri: string): Promise<void> => {
    fromDisk.set(
      uri,
      watchFiles(uri, () => void client.sendNotification('workspace/didChangeWatchedFiles', changed(uri))),
    );
    const params: OpenFromDiskNotification.Params = { uri };
    await client.sendNotification(OpenFromDiskNotification.method, params);
  };

  return {
    update: async () => {
      await openDocuments();
      for (const uri of [...fromDisk.keys()]) if (logs.source(uri) !== 'disk') await closeFromDisk(uri);
      for (const uri of logs.uris()) if (logs.source(uri) === 'disk' && !fromDisk.has(uri)) await openFromDisk(uri);
      await closeDocuments();
    },
    reset: () => {
      gate.reset();
      for (const watcher of fromDisk.values()) watcher.dispose();
      fromDisk.clear();
    },
  };
}

function watchFiles(uri: string, onChange: () => void): Disposable {
  return Disposable.from(...(runsBehind(uri) ?? [uri]).map((file) => watchFile(file, onChange)));
}

function watchFile(uri: string, onChange: () => void): Disposable {
  const file = Uri.parse(uri);
  // In a glob, `?` is any one character: the name's own brackets and stars must not be read as a pattern.
  const pattern = new RelativePattern(Uri.joinPath(file, '..'), baseName(file).replace(/[[\]{}*]/g, '?'));
  const watcher = workspace.createFileSystemWatcher(pattern);
  watcher.onDidChange(onChange);
  watcher.onDidCreate(onChange);
  return watcher;
}

/** LSP's `FileEvent` of a file that has changed. */
function changed(uri: string): { readonly changes: readonly [{ readonly uri: string; readonly type: 2 }] } {
  return { changes: [{ uri, type: 2 }] };
}
