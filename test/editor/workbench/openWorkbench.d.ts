import type { FrameLocator, Page } from 'playwright-core';
/** A running VS Code with the packaged extension, and the browser that visits it. */
export interface Workbench {
    /** Opens a file of the workspace in a browser context of its own: nothing of an earlier visit is restored. */
    open(file: string): Promise<Page>;
    stop(): Promise<void>;
}
export declare function startWorkbench(chromium: string): Promise<Workbench>;
/** Runs a command by its title in the palette, as a user would. */
export declare function runInPalette(page: Page, title: string): Promise<void>;
/** Changes the theme of what is open, by the name that the list of themes shows. */
export declare function chooseTheme(page: Page, theme: string): Promise<void>;
/** The page inside a webview: VS Code puts an iframe into an iframe. */
export declare function webviewFrame(page: Page): FrameLocator;
/** How many different colors a canvas shows: one or two for an empty chart. */
export declare function numCanvasColors(canvas: HTMLCanvasElement): number;
