import { attemptDrift, type Drift } from './attemptDrift.ts';
import { orderedProblems, outcomeAt, type OrderedProblem } from './attemptOrder.ts';
import { blockDispersion } from './blockDispersion.ts';
import type { EvalCounts } from './counts.ts';
import type { Dispersion } from './dispersionTest.ts';
import type { Independence, IndependenceVerdict, RepeatedCompletions } from './independence.ts';
import { sharedTrials } from './sharedTrials.ts';

/** A test is passed by one in a thousand logs of independent attempts. */
const CERTAIN = 0.001;
/** What changes the worth of an attempt by a quarter matters. */
const MATTERS = 1.25;
/** An interval that reaches further leaves dependence possible that takes a third of an attempt’s worth. */
const WIDE = 1.5;
/** From here on completions may be copies rather than draws. */
const MOSTLY_REPEATS = 0.5;

/** What the order of the attempts, and repeated completions, say of their independence given the problem. Linear in the attempts. */
export function testIndependence(
  { problems, attemptOrder, repeats }: Pick<EvalCounts, 'problems' | 'attemptOrder' | 'repeats'>,
  level: number,
): Independence {
  const found = repeats && { repeats };
  if (attemptOrder?.kind !== 'kept') return { kind: 'notTested', reason: attemptOrder?.reason ?? 'notRead', ...found };
  const { outcomes } = attemptOrder;
  const placed = orderedProblems(problems);
  const drift = attemptDrift(outcomes, placed, level);
  if (drift === undefined) return { kind: 'notTested', reason: 'noMixedProblems', ...found };
  const mixed = placed.filter(({ numSamples, numCorrect }) => numCorrect > 0 && numCorrect < numSamples);
  if (mixed.every((problem) => endsAtFirstSuccess(outcomes, problem)))
    return { kind: 'notTested', reason: 'stoppedAtSuccess', ...found };
  const blocks = blockDispersion(outcomes, placed, { level });
  const acrossProblems = sharedTrials(outcomes, placed, level);
  return {
    kind: 'tested',
    verdict: verdictOf(blocks, drift, repeats),
    numProblems: mixed.length,
    numAttempts: mixed.reduce((sum, { numSamples }) => sum + numSamples, 0),
    ...(blocks && { blocks }),
    drift,
    ...(acrossProblems && { acrossProblems }),
    ...found,
  };
}

function endsAtFirstSuccess(outcomes: Uint8Array, { numSamples, numCorrect, start }: OrderedProblem): boolean {
  return numCorrect === 1 && outcomeAt(outcomes, start + numSamples - 1) === 1;
}

/** Problems that move together leave the attempts at each of them independent: they are not part of the verdict. */
function verdictOf(
  blocks: Dispersion | undefined,
  drift: Drift,
  repeats: RepeatedCompletions | undefined,
): IndependenceVerdict {
  const signs = [blocks, drift].filter((sign) => sign !== undefined);
  if (signs.some(isMaterial)) return 'dependent';
  if (areMostlyRepeats(repeats)) return 'repeated';
  if (signs.some(({ pValue }) => pValue < CERTAIN)) return 'nearly';
  return blocks !== undefined && blocks.high < WIDE ? 'independent' : 'unclear';
}

/** A sign of dependence that is certain, and large enough to change what the fits say. */
export function isMaterial({ value, pValue }: { readonly value: number; readonly pValue: number }): boolean {
  return pValue < CERTAIN && (value > MATTERS || value < 1 / MATTERS);
}

function areMostlyRepeats(repeats: RepeatedCompletions | undefined): boolean {
  return repeats !== undefined && repeats.numRepeats > 0 && repeats.numRepeats >= MOSTLY_REPEATS * repeats.numCompared;
}
