/** How far from 1 the reward of a success may be: the benchmarks multiply and add rewards of parts. */
const TOLERANCE = 1e-6;

/** Whether a reward is the whole of it, as tau-bench has it; what is no finite number stays, for it is no verdict. */
export function isFullReward(reward: number | undefined): boolean | number | undefined {
  return reward === undefined || !Number.isFinite(reward) ? reward : Math.abs(reward - 1) <= TOLERANCE;
}
