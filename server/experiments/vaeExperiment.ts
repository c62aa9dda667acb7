import type { VaeSpec } from '../protocol/experiment.ts';
import type { DataReport, VaeResult, VaeRun, VaeSampling } from '../protocol/experimentResult.ts';
import type { ImageSet, VaeModel } from './compute/engine.ts';
import { vaeShapes } from './compute/layerShapes.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import { ExperimentError } from './experimentError.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { fillNormal } from './fillNormal.ts';
import { float32, float64 } from './modelArrays.ts';
import { randomStream } from './randomStream.ts';
import { runSeeds, type SeedAttempts } from './runSeeds.ts';
import { sampleVae } from './sampleVae.ts';
import { createTallies, type VaeTallies } from './vaeTallies.ts';
import { vaeWork } from './vaeWork.ts';

export interface VaeOutcome {
  readonly result: VaeResult;
  readonly evaluations: readonly CountedEvaluation[];
}

/** What is sampled of a seed, and how far the temperature in hand is. */
interface VaeStage {
  readonly samplings: readonly VaeSampling[];
  readonly evaluations: readonly CountedEvaluation[];
  readonly numTrials: number;
  readonly bestPoints: VaeTallies['bestPoints'];
  /** null: not settled yet. */
  readonly epsilons: readonly number[] | null;
}

/** Trains one VAE a seed, and attempts every image at every temperature (Section 4 of the paper). */
export async function vaeExperiment(
  spec: VaeSpec,
  data: DataReport,
  host: ExperimentHost,
  checkpoint: Checkpoint | undefined,
): Promise<VaeOutcome> {
  const { images } = host;
  refuseBlack(images);
  const { hidden, latent, learningRate, trainingTemperature: temperature } = spec;
  const { runs, evaluations } = await runSeeds<VaeModel, VaeRun['training'], VaeRun, VaeStage>(
    {
      ...{ spec, host, work: vaeWork(spec), shapes: vaeShapes(images.numPixels, hidden, latent) },
      open: (state) => host.engine.openVae({ images, state, learningRate, hidden, latent, temperature }),
      step: async (model, { seed, images: batch, index }) => {
        const stream = randomStream(seed, 'trainingNoise', index);
        const loss = await model.step(batch, fillNormal(new Float32Array(batch.length * latent), stream));
        return [loss.crossEntropy / spec.images, loss.divergence / spec.images];
      },
      trained: (_, { losses, parts: [crossEntropy = 0, divergence = 0] }) =>
        Promise.resolve({ losses, crossEntropy, divergence }),
      attempt: (attempts) => sampleTemperatures(spec, host, attempts),
    },
    checkpoint,
  );
  return { result: { schemaVersion: 1, model: 'vae', spec, engine: host.engineReport, data, runs }, evaluations };
}

/** Eq. 14 divides by ‖y‖. */
function refuseBlack({ pixels, numImages, numPixels }: ImageSet): void {
  for (let i = 0; i < numImages; i += 1)
    if (pixels.subarray(i * numPixels, (i + 1) * numPixels).every((pixel) => pixel === 0))
      throw new ExperimentError(
        `Image ${i} is black, so that the error of a reconstruction, relative to it (Eq. 14), is no number: take other images.`,
      );
}

async function sampleTemperatures(
  spec: VaeSpec,
  host: ExperimentHost,
  { seed, model, training, resumed, report }: SeedAttempts<VaeModel, VaeRun['training'], VaeStage>,
): Promise<{ readonly run: VaeRun; readonly evaluations: readonly CountedEvaluation[] }> {
  const { ofTrial } = vaeWork(spec);
  const samplings = [...(resumed?.stage.samplings ?? [])];
  const evaluations = [...(resumed?.stage.evaluations ?? [])];
  let tallies = resumed && talliesOf(resumed);
  for (let i = samplings.length; i < spec.temperatures.length; i += 1) {
    const temperature = spec.temperatures[i]!;
    const inHand = tallies ?? createTallies(spec);
    tallies = undefined;
    const outcome = await sampleVae({
      ...{ spec, seed, temperature, model, tallies: inHand, host },
      report: () => {
        const { numTrials } = inHand;
        const done = (i * spec.attempts + numTrials) * ofTrial;
        return report({ label: `at T = ${temperature}`, done, numTrials }, () => {
          const { first, best, numBelow, bestPoints, epsilons } = inHand;
          const progress = { numTrials, bestPoints, epsilons: epsilons ?? null };
          return { stage: { samplings, evaluations, ...progress }, arrays: { first, best, numBelow } };
        });
      },
    });
    samplings.push(outcome.sampling);
    evaluations.push(...outcome.evaluations);
  }
  return { run: { seed, training, samplings }, evaluations };
}

/** The tallies that a checkpoint holds of the temperature in hand. */
function talliesOf({ stage, arrays }: { readonly stage: VaeStage; readonly arrays: Checkpoint['arrays'] }): VaeTallies {
  return {
    ...{ first: float32(arrays['first']), best: float32(arrays['best']), numBelow: float64(arrays['numBelow']) },
    ...{ numTrials: stage.numTrials, bestPoints: [...stage.bestPoints], epsilons: stage.epsilons ?? undefined },
  };
}
