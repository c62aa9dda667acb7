import type { MemorySpec } from '../protocol/experiment.ts';

/** How a trained memory is asked. */
export interface Retrieving {
  readonly label: string;
  /** σ; 0: none. */
  readonly noise: number;
  /** τ; absent: the largest logit answers. */
  readonly temperature?: number;
}

/** One evaluation each, in the order of the result. */
export function retrievalsOf({ noises, temperatures, noiseWithTemperature }: MemorySpec): readonly Retrieving[] {
  return [
    ...noises.map((noise) => ({ label: `noise ${noise}`, noise })),
    ...temperatures.map((temperature) => ({ label: `temperature ${temperature}`, noise: 0, temperature })),
    ...noiseWithTemperature.map(([noise, temperature]) => ({
      ...{ label: `noise ${noise}, temperature ${temperature}`, noise, temperature },
    })),
  ];
}
