import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { createPage } from './page.ts';
import './panel.css';
import './vscodeApi.ts';
import type { ToPanel } from '../server/protocol/panel.ts';

const vscode = acquireVsCodeApi();
const page = createPage(document.getElementById('root') ?? document.body, vscode);

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  switch (data.type) {
    case 'model':
      page.update(data.model);
      return;
    case 'select':
      page.select(data.evalIndex);
      return;
  }
});
vscode.postMessage({ type: 'ready' });
