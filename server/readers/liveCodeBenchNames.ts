import type { LogInput } from './logInput.ts';

/** `output/<model>/Scenario.<scenario>_<n>_<temperature>_eval_all.json`: the model is the folder, or stands before the scenario. */
export function liveCodeBenchNames({ name, folder }: LogInput): { readonly task: string; readonly model: string } {
  const [, before, scenario] = /^(?:(.*)_)?(?:Scenario\.)?([a-z]+)_\d+_[\d.]+_eval/.exec(name) ?? [];
  return { task: scenario === undefined ? 'LiveCodeBench' : `LiveCodeBench ${scenario}`, model: before ?? folder };
}
