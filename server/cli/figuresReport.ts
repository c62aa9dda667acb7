import type { FittedCurve } from '../figures/fittedCurve.ts';
import { describeEffectiveK, describeLeastSquares } from '../text/describeFit.ts';
import { type Block, blocksAsText } from './blocks.ts';
import type { CliWorld } from './cliWorld.ts';
import { terminalStyle, widthOf } from './terminalStyle.ts';

/** The fitted values, for people. */
export function fitsText(curves: readonly FittedCurve[], { stdout, env }: Pick<CliWorld, 'stdout' | 'env'>): string {
  const blocks = curves.flatMap(({ name, points, eq6, eq10 }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: name }, `, ${String(points.length)} points`] },
    { kind: 'paragraph', text: [`Eq. 6 by least squares: ${describeLeastSquares(eq6)}`] },
    { kind: 'paragraph', text: [`Eq. 10 by least squares: ${describeEffectiveK(eq10)}`] },
  ]);
  return `${blocksAsText(blocks, { width: widthOf(stdout), style: terminalStyle(stdout, env) })}\n`;
}
