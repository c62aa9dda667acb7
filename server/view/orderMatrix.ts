import { blockMeans } from '../core/blockMeans.ts';
import type { EvalCounts } from '../core/counts.ts';
import { orderedErrors } from '../core/orderSpectrum.ts';
import { trialCorrelation } from '../core/trialCorrelation.ts';
import type { PictureRow } from '../protocol/panel.ts';
import { matrixRow } from './matrixRow.ts';
import { PANEL_SIZE } from './spectrumChart.ts';

const DRAWN_BLOCKS = 100;

/** A panel is built anew at every stage and setting; the matrix depends on the counts only. */
const known = new WeakMap<EvalCounts, { readonly row: PictureRow | undefined }>();

/** The matrix of Eq. 15 whose eigenvalues `spectrumChart` draws, as a picture; undefined where the order of the attempts is not kept. */
export function orderMatrix(counts: EvalCounts): PictureRow | undefined {
  const found = known.get(counts) ?? { row: draw(counts) };
  known.set(counts, found);
  return found.row;
}

function draw(counts: EvalCounts): PictureRow | undefined {
  const errors = orderedErrors(counts, PANEL_SIZE);
  if (errors === undefined || errors.numTrials < LEAST_TRIALS) return undefined;
  const { numTrials } = errors;
  return matrixRow(blockMeans(trialCorrelation(errors), numTrials, DRAWN_BLOCKS), numTrials);
}

/** Of fewer a picture shows less than the numbers. */
const LEAST_TRIALS = 3;
