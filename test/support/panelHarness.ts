import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { panelPage } from '../../client/panelPage.ts';
import { launchChromium } from '../../scripts/chromium.mjs';
import type { FromPanel, PanelModel, ToPanel } from '../../server/protocol/panel.ts';
import type { VsCodeApi } from '../../webview/vscodeApi.ts';
import { panelThemes, type PanelTheme } from './panelThemes.ts';

/** The panel's bundle in a real browser, under the page and the content security policy that the extension gives it. */
export interface PanelHarness {
  /** A new page that has shown `model`; `state` is what an earlier page stored. */
  open(options: OpenOptions): Promise<OpenPanel>;
  stop(): Promise<void>;
}

export interface OpenOptions {
  readonly model: PanelModel;
  readonly theme?: PanelTheme;
  readonly width?: number;
  readonly state?: unknown;
}

export interface OpenPanel {
  readonly page: Page;
  /** What went wrong in the page: console errors, exceptions, violations of the policy. */
  readonly complaints: readonly string[];
  send(message: ToPanel): Promise<void>;
  setTheme(theme: PanelTheme): Promise<void>;
  /** What the page posted to the extension so far. */
  posted(): Promise<readonly FromPanel[]>;
  /** What the page stored last. */
  stored(): Promise<unknown>;
  close(): Promise<void>;
}

const HEIGHT = 900;

/** The names under which the fake of VS Code's API keeps what it was given, on the page's `window`. */
declare global {
  interface Window {
    postedMessages: FromPanel[];
    storedState: unknown;
  }
}

export async function startPanelHarness(chromium: string): Promise<PanelHarness> {
  const server = await servePanel();
  const browser = await launchChromium(chromium);
  return {
    open: (options) => openPanel(browser, originOf(server), options),
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function openPanel(
  browser: Browser,
  origin: string,
  { model, theme = 'dark', width = 1200, state }: OpenOptions,
): Promise<OpenPanel> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // The compiler of the tests names functions through a helper, which functions that are sent to the page miss there.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(installVsCode, { state, ...panelThemes[theme] });
  await page.goto(origin);
  const send = async (message: ToPanel) => {
    await page.evaluate((data) => {
      window.postMessage(data, '*');
    }, message);
    // The message is handled in a task of its own, the elements of the page render in microtasks after it.
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => requestAnimationFrame(resolve));
        }),
    );
  };
  await send({ type: 'model', model });
  return {
    page,
    complaints,
    send,
    setTheme: async (name) => {
      await page.evaluate(applyTheme, panelThemes[name]);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    },
    posted: () => page.evaluate(() => window.postedMessages),
    stored: () => page.evaluate(() => window.storedState),
    close: () => context.close(),
  };
}

interface InstalledTheme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs in the page before any of its scripts: what VS Code puts there. */
function installVsCode({ state, bodyClass, variables }: InstalledTheme & { readonly state: unknown }): void {
  window.postedMessages = [];
  window.storedState = state;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy violated: ${violatedDirective} ${blockedURI}`);
  });
  const api: VsCodeApi = {
    postMessage: (message) => window.postedMessages.push(message),
    getState: () => window.storedState,
    setState: (newState) => {
      window.storedState = structuredClone(newState);
    },
  };
  globalThis.acquireVsCodeApi = () => api;
  new MutationObserver((_, observer) => {
    if (document.querySelector('body') === null) return;
    observer.disconnect();
    document.body.className = bodyClass;
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  }).observe(document, { childList: true, subtree: true });
}

function applyTheme({ bodyClass, variables }: InstalledTheme): void {
  document.body.className = bodyClass;
  for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
}

async function servePanel(): Promise<Server> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    entryPoints: { webview: 'webview/main.ts' },
    outdir: 'dist',
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, '/'), text]));
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.css') ? 'text/css' : 'text/html';
    const html = panelPage({
      scriptUri: '/webview.js',
      styleUri: '/webview.css',
      cspSource: originOf(server),
      nonce: 'bm9uY2U=',
      language: 'en',
    });
    response.setHeader('content-type', `${type}; charset=utf-8`).end(files.get(path) ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the harness does not listen on a port');
  return `http://127.0.0.1:${String(address.port)}`;
}
