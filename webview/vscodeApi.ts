import type { FromPanel } from '../server/protocol/panel.ts';

/** What VS Code gives the page of a webview. */
export interface VsCodeApi {
  readonly postMessage: (message: FromPanel) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare global {
  /** May be called once a page. */
  function acquireVsCodeApi(): VsCodeApi;
}
