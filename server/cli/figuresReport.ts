import type { FittedCurve } from '../figures/fittedCurve.ts';
import { describeEffectiveK, describeLeastSquares } from '../text/describeFit.ts';
import { formatQuantity } from '../text/formatNumber.ts';
import { type Block, blocksAsText } from './blocks.ts';
import type { CliWorld } from './cliWorld.ts';
import { terminalStyle, widthOf } from './terminalStyle.ts';

/** What the figures show, for people. */
export function figuresText(blocks: readonly Block[], { stdout, env }: Pick<CliWorld, 'stdout' | 'env'>): string {
  return `${blocksAsText(blocks, { width: widthOf(stdout), style: terminalStyle(stdout, env) })}\n`;
}

/** The fitted values. */
export function fitBlocks(curves: readonly FittedCurve[]): readonly Block[] {
  return curves.flatMap(({ name, points, eq6, eq10 }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: name }, `, ${formatQuantity(points.length, 'point')}`] },
    { kind: 'paragraph', text: [`Eq. 6 by least squares: ${describeLeastSquares(eq6)}`] },
    { kind: 'paragraph', text: [`Eq. 10 by least squares: ${describeEffectiveK(eq10)}`] },
  ]);
}
