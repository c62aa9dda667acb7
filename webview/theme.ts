import type { SeriesRole } from '../server/protocol/panel.ts';
import { formatColor, mix, parseColor, withContrast, type Rgba } from './color.ts';

/** The colors and the font of the editor's theme, ready for a canvas. */
export interface Theme {
  readonly background: string;
  readonly foreground: string;
  /** For axis text and labels. */
  readonly muted: string;
  readonly grid: string;
  /** Of a shaded region. */
  readonly shade: string;
  readonly highContrast: boolean;
  readonly fontFamily: string;
  readonly colorOf: (role: SeriesRole) => string;
}

/**
 * CSS variables by role. No two laws share one; dashes tell them apart where colors cannot (see `seriesStyle`). Blue beside yellow,
 * which all themes show as gold, is told apart by every eye; orange would be a blue in the light high-contrast theme.
 */
const ROLE_VARIABLES: Record<SeriesRole, string> = {
  observed: '--vscode-editor-foreground',
  passHatK: '--vscode-descriptionForeground',
  prediction: '--vscode-charts-blue',
  band: '--vscode-editor-foreground',
  betaBinomial: '--vscode-charts-yellow',
  zeroInflated: '--vscode-charts-purple',
  leastSquares: '--vscode-charts-green',
  powerLaw: '--vscode-charts-red',
  effectiveK: '--vscode-charts-orange',
  asymptote: '--vscode-descriptionForeground',
  density: '--vscode-charts-blue',
  never: '--vscode-descriptionForeground',
  cost: '--vscode-charts-blue',
  contour: '--vscode-charts-blue',
  target: '--vscode-charts-yellow',
  category1: '--vscode-charts-blue',
  category2: '--vscode-charts-red',
  category3: '--vscode-charts-green',
  category4: '--vscode-charts-yellow',
  category5: '--vscode-charts-purple',
  category6: '--vscode-charts-orange',
};

/** WCAG asks 3 : 1 of graphics and 4.5 : 1 of text. */
const GRAPHICS_CONTRAST = 3;
const TEXT_CONTRAST = 4.5;

export function readTheme(): Theme {
  const styles = getComputedStyle(document.documentElement);
  const variable = (name: string) => parseColor(styles.getPropertyValue(name));
  const highContrast = /\bvscode-high-contrast/.test(document.body.className);
  const isLight = /\bvscode-(high-contrast-)?light\b/.test(document.body.className);
  const background = variable('--vscode-editor-background') ?? (isLight ? WHITE : BLACK);
  const foreground = withContrast(
    variable('--vscode-editor-foreground') ?? (isLight ? BLACK : WHITE),
    background,
    isLight ? BLACK : WHITE,
    TEXT_CONTRAST,
  );
  const readable = (name: string, ratio: number) =>
    formatColor(withContrast(variable(name) ?? foreground, background, foreground, ratio));
  const ratio = highContrast ? TEXT_CONTRAST : GRAPHICS_CONTRAST;
  return {
    background: formatColor(background),
    foreground: formatColor(foreground),
    muted: highContrast ? formatColor(foreground) : readable('--vscode-descriptionForeground', TEXT_CONTRAST),
    grid: formatColor(mix(background, foreground, highContrast ? 0.3 : 0.1)),
    shade: formatColor({ ...foreground, alpha: 0.05 }),
    highContrast,
    fontFamily: styles.getPropertyValue('--vscode-font-family').trim() || 'sans-serif',
    colorOf: (role) => readable(ROLE_VARIABLES[role], ratio),
  };
}

/** Calls back after each change of theme: VS Code then rewrites the classes of `body` and the variables of `html`. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style'] });
}

const BLACK: Rgba = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE: Rgba = { red: 255, green: 255, blue: 255, alpha: 1 };
