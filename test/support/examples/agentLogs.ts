import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { drawAttempts } from './drawAttempts.ts';

/** tau-bench: an array of trials, one after the other over all tasks. */
export function tauBenchLog(random: RandomSource): string {
  const problems = drawAttempts({ world: { alpha: 0.8, beta: 0.9, ceiling: 1 }, numProblems: 30, numAttempts: 4 }, random);
  const trials = [0, 1, 2, 3].flatMap((trial) =>
    problems.map(({ index, passed }) => ({
      task_id: index,
      reward: passed[trial] === true ? 1 : 0,
      info: {
        task: { user_id: `user_${index}`, actions: [{ name: 'cancel_reservation', kwargs: {} }], instruction: 'You want to cancel.', outputs: [] },
        source: 'user',
        user_cost: 0.0021,
      },
      traj: [
        { role: 'system', content: 'The policy of the airline.' },
        { role: 'user', content: 'Please cancel my reservation.' },
      ],
      trial,
    })),
  );
  return `${JSON.stringify(trials, null, 1)}\n`;
}
