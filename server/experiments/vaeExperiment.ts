import type { VaeSpec } from '../protocol/experiment.ts';
import type { DataReport, VaeResult, VaeRun, VaeSampling } from '../protocol/experimentResult.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import type { ModelState, VaeModel } from './compute/engine.ts';
import { vaeShapes } from './compute/layerShapes.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { initialWeights } from './initialWeights.ts';
import { float32, float64, modelArrays, modelStateOf } from './modelArrays.ts';
import { sampleVae } from './sampleVae.ts';
import { trainVae, type TrainingStart } from './trainVae.ts';
import { createTallies, type VaeTallies } from './vaeTallies.ts';
import { vaeWork } from './vaeWork.ts';

export interface VaeOutcome {
  readonly result: VaeResult;
  readonly evaluations: readonly CountedEvaluation[];
}

/** What is finished, and where the work in hand stands: the note of a checkpoint. */
interface VaeNote {
  readonly finished: Finished;
  readonly seedIndex: number;
  readonly numSteps: number;
  readonly stage: Stage;
}

interface Finished {
  readonly runs: readonly VaeRun[];
  readonly evaluations: readonly CountedEvaluation[];
}

type Stage = TrainingStage | SamplingStage;

interface TrainingStage extends TrainingStart {
  readonly kind: 'training';
}

interface SamplingStage {
  readonly kind: 'sampling';
  readonly training: VaeRun['training'];
  readonly samplings: readonly VaeSampling[];
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
  const resumed = checkpoint?.note as VaeNote | undefined;
  let finished: Finished = resumed?.finished ?? { runs: [], evaluations: [] };
  for (let seedIndex = resumed?.seedIndex ?? 0; seedIndex < spec.seeds.length; seedIndex += 1) {
    const isResumed = seedIndex === resumed?.seedIndex;
    finished = await runSeed({ spec, host, seedIndex, finished, checkpoint: isResumed ? checkpoint : undefined });
  }
  const { runs, evaluations } = finished;
  return { result: { schemaVersion: 1, model: 'vae', spec, engine: host.engineReport, data, runs }, evaluations };
}

interface SeedJob {
  readonly spec: VaeSpec;
  readonly host: ExperimentHost;
  readonly seedIndex: number;
  readonly finished: Finished;
  /** Taken while this seed was at work. */
  readonly checkpoint: Checkpoint | undefined;
}

async function runSeed(job: SeedJob): Promise<Finished> {
  const { spec, host, seedIndex, checkpoint } = job;
  const seed = spec.seeds[seedIndex]!;
  const resumed = checkpoint?.note as VaeNote | undefined;
  const shapes = vaeShapes(host.images.numPixels, spec.hidden, spec.latent);
  const state =
    checkpoint && resumed ? modelStateOf(checkpoint, shapes.length, resumed.numSteps) : initialWeights(shapes, seed);
  const model = await openModel(job, state);
  try {
    const stage: Stage = resumed?.stage ?? { kind: 'training', epoch: 0, losses: [] };
    return await sample(job, model, stage.kind === 'training' ? await train(job, model, stage) : stage);
  } finally {
    await model.close();
  }
}

function openModel({ spec, host }: SeedJob, state: ModelState): Promise<VaeModel> {
  const { hidden, latent, learningRate, trainingTemperature } = spec;
  return host.engine.openVae({
    images: host.images,
    state,
    learningRate,
    hidden,
    latent,
    temperature: trainingTemperature,
  });
}

async function train(job: SeedJob, model: VaeModel, start: TrainingStart): Promise<SamplingStage> {
  const { spec, host, seedIndex, finished } = job;
  const seed = spec.seeds[seedIndex]!;
  const work = vaeWork(spec);
  const training = await trainVae({
    ...{ spec, seed, model, start, host },
    report: (reached, advance) =>
      host.report(
        {
          ...advance,
          ...{ phase: 'training', activity: `seed ${seed}: training`, seed, epochs: spec.epochs },
          ...{ done: seedIndex * work.ofSeed + reached.epoch * work.ofEpoch, total: work.ofAll },
          counted: { count: reached.epoch, unit: 'epochs/s' },
        },
        async () => {
          const state = await model.state();
          const stage: Stage = { kind: 'training', ...reached };
          const note: VaeNote = { finished, seedIndex, numSteps: state.numSteps, stage };
          return { note, arrays: modelArrays(state) };
        },
      ),
  });
  return { kind: 'sampling', training, samplings: [], numTrials: 0, bestPoints: [], epsilons: null };
}

async function sample(job: SeedJob, model: VaeModel, start: SamplingStage): Promise<Finished> {
  const { spec, host, seedIndex } = job;
  const { training } = start;
  const seed = spec.seeds[seedIndex]!;
  const work = vaeWork(spec);
  const state = await model.state();
  const samplings = [...start.samplings];
  const evaluations = [...job.finished.evaluations];
  let tallies = resumedTallies(job, start);
  for (let i = samplings.length; i < spec.temperatures.length; i += 1) {
    const temperature = spec.temperatures[i]!;
    const inHand = tallies ?? createTallies(spec);
    tallies = undefined;
    const outcome = await sampleVae({
      ...{ spec, seed, temperature, model, tallies: inHand, host },
      report: () =>
        host.report(
          {
            ...{ phase: 'sampling', activity: `seed ${seed}: attempts at T = ${temperature}`, seed },
            ...{
              epochs: spec.epochs,
              epoch: spec.epochs,
              loss: training.losses.at(-1)?.loss ?? 0,
              losses: training.losses,
            },
            done:
              seedIndex * work.ofSeed +
              spec.epochs * work.ofEpoch +
              (i * spec.attempts + inHand.numTrials) * work.ofTrial,
            total: work.ofAll,
            counted: { count: inHand.numTrials * spec.images, unit: 'attempts/s' },
          },
          () => {
            const { first, best, numBelow, numTrials, bestPoints, epsilons } = inHand;
            const progress = { numTrials, bestPoints, epsilons: epsilons ?? null };
            const stage: Stage = { kind: 'sampling', training, samplings, ...progress };
            const finished = { runs: job.finished.runs, evaluations };
            const note: VaeNote = { finished, seedIndex, numSteps: state.numSteps, stage };
            return Promise.resolve({ note, arrays: { ...modelArrays(state), first, best, numBelow } });
          },
        ),
    });
    samplings.push(outcome.sampling);
    evaluations.push(...outcome.evaluations);
  }
  return { runs: [...job.finished.runs, { seed, training, samplings }], evaluations };
}

/** The tallies that a checkpoint holds of the temperature in hand. */
function resumedTallies({ checkpoint }: SeedJob, start: SamplingStage): VaeTallies | undefined {
  if (checkpoint?.arrays['first'] === undefined) return undefined;
  const { first, best, numBelow } = checkpoint.arrays;
  return {
    ...{ first: float32(first), best: float32(best), numBelow: float64(numBelow) },
    ...{ numTrials: start.numTrials, bestPoints: [...start.bestPoints], epsilons: start.epsilons ?? undefined },
  };
}
