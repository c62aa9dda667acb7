import { attemptsEachOf } from '../core/attemptsToAdd.ts';
import { planAttempts } from '../core/planAttempts.ts';
import { seededRandom } from '../core/seededRandom.ts';
import type { PlanText } from '../protocol/panel.ts';
import { ReadCancelled } from '../readers/readLog.ts';
import { describeAssurance, describePlan, formatHalfWidth } from '../text/describePlan.ts';
import { formatCount } from '../text/formatNumber.ts';
import type { LogInput } from './analystChannel.ts';

/** As that of `passk plan`, so that both print the same numbers. */
const SEED = 1;

/** More attempts planned for each evaluation, in words. Throws `ReadCancelled` between two simulated futures. */
export function planTexts(
  { k, within, evals }: Extract<LogInput, { readonly kind: 'plan' }>,
  level: number,
  isCancelled: () => boolean,
): readonly PlanText[] {
  const onFuture = (): void => {
    if (isCancelled()) throw new ReadCancelled();
  };
  return evals.map((problems) => {
    const plan = planAttempts(problems, { k, within, level, random: seededRandom(SEED), onFuture });
    return {
      name: `More attempts for ${formatHalfWidth(within)} at k = ${formatCount(k)}`,
      text: describePlan(plan, { k, within, level }),
      definition: describeAssurance(SEED),
      attemptsEach: plan.kind === 'planned' ? attemptsEachOf(plan.designs) : {},
    };
  });
}
