import type { MemorySpec } from '../protocol/experiment.ts';
import type { DataReport, MemoryResult, MemoryRun } from '../protocol/experimentResult.ts';
import type { MemoryModel } from './compute/engine.ts';
import { memoryShapes } from './compute/layerShapes.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { initialWeights } from './initialWeights.ts';
import { memoryWork } from './memoryWork.ts';
import { float64, modelArrays, modelStateOf } from './modelArrays.ts';
import { recallAll } from './recallAll.ts';
import { retrievalReport } from './retrievalReport.ts';
import { type Retrieving, retrievalsOf } from './retrievals.ts';
import { trainMemory } from './trainMemory.ts';
import type { TrainingStart } from './trainVae.ts';

export interface MemoryOutcome {
  readonly result: MemoryResult;
  readonly evaluations: readonly CountedEvaluation[];
}

interface MemoryNote {
  readonly finished: Finished;
  readonly seedIndex: number;
  readonly numSteps: number;
  readonly stage: TrainingStage | SamplingStage;
}

interface Finished {
  readonly runs: readonly MemoryRun[];
  readonly evaluations: readonly CountedEvaluation[];
}

interface TrainingStage extends TrainingStart {
  readonly kind: 'training';
}

interface SamplingStage {
  readonly kind: 'sampling';
  readonly training: MemoryRun['training'];
  /** Evaluations of this seed that are done. */
  readonly counted: readonly CountedEvaluation[];
  /** Trials of the one in hand. */
  readonly numTrials: number;
}

/** Trains one memorizing classifier a seed, and asks it for every image under every noise and temperature (Appendix B.2, ICML version). */
export async function memoryExperiment(
  spec: MemorySpec,
  data: DataReport,
  host: ExperimentHost,
  checkpoint: Checkpoint | undefined,
): Promise<MemoryOutcome> {
  const resumed = checkpoint?.note as MemoryNote | undefined;
  let finished: Finished = resumed?.finished ?? { runs: [], evaluations: [] };
  for (let seedIndex = resumed?.seedIndex ?? 0; seedIndex < spec.seeds.length; seedIndex += 1) {
    const isResumed = seedIndex === resumed?.seedIndex;
    finished = await runSeed({ spec, host, seedIndex, finished, checkpoint: isResumed ? checkpoint : undefined });
  }
  const { runs, evaluations } = finished;
  return { result: { schemaVersion: 1, model: 'memory', spec, engine: host.engineReport, data, runs }, evaluations };
}

interface SeedJob {
  readonly spec: MemorySpec;
  readonly host: ExperimentHost;
  readonly seedIndex: number;
  readonly finished: Finished;
  /** Taken while this seed was at work. */
  readonly checkpoint: Checkpoint | undefined;
}

async function runSeed(job: SeedJob): Promise<Finished> {
  const { spec, host, seedIndex, checkpoint } = job;
  const { images } = host;
  const resumed = checkpoint?.note as MemoryNote | undefined;
  const shapes = memoryShapes(images.numPixels, spec.hidden, images.numImages);
  const state =
    checkpoint && resumed
      ? modelStateOf(checkpoint, shapes.length, resumed.numSteps)
      : initialWeights(shapes, spec.seeds[seedIndex]!);
  const { hidden, learningRate } = spec;
  const model = await host.engine.openMemory({ images, state, hidden, learningRate });
  try {
    const stage = resumed?.stage ?? { kind: 'training', epoch: 0, losses: [] };
    return await sample(job, model, stage.kind === 'training' ? await train(job, model, stage) : stage);
  } finally {
    await model.close();
  }
}

async function train(job: SeedJob, model: MemoryModel, start: TrainingStart): Promise<SamplingStage> {
  const { spec, host, seedIndex, finished } = job;
  const seed = spec.seeds[seedIndex]!;
  const work = memoryWork(spec);
  const training = await trainMemory({
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
          const note: MemoryNote = {
            finished,
            seedIndex,
            numSteps: state.numSteps,
            stage: { kind: 'training', ...reached },
          };
          return { note, arrays: modelArrays(state) };
        },
      ),
  });
  return { kind: 'sampling', training, counted: [], numTrials: 0 };
}

async function sample(job: SeedJob, model: MemoryModel, start: SamplingStage): Promise<Finished> {
  const { spec, host, seedIndex, finished } = job;
  const { training } = start;
  const seed = spec.seeds[seedIndex]!;
  const work = memoryWork(spec);
  const state = await model.state();
  const retrievals = retrievalsOf(spec);
  const counted = [...start.counted];
  for (const retrieval of retrievals.slice(counted.length)) {
    const resumed = counted.length === start.counted.length ? job.checkpoint?.arrays['numCorrect'] : undefined;
    const numCorrect = resumed === undefined ? new Float64Array(spec.images) : float64(resumed);
    const recallsBefore = retrievals.slice(0, counted.length).reduce((sum, each) => sum + work.ofRetrieval(each), 0);
    await recallAll({
      ...{ spec, seed, model, retrieval, numCorrect, host },
      numTrials: resumed === undefined ? 0 : start.numTrials,
      report: (numTrials) =>
        host.report(
          {
            ...{ phase: 'sampling', activity: `seed ${seed}: attempts with ${retrieval.label}`, seed },
            ...{
              epochs: spec.epochs,
              epoch: spec.epochs,
              loss: training.losses.at(-1)?.loss ?? 0,
              losses: training.losses,
            },
            done:
              seedIndex * work.ofSeed +
              spec.epochs * work.ofEpoch +
              recallsBefore +
              (work.ofRetrieval(retrieval) * numTrials) / spec.attempts,
            total: work.ofAll,
            counted: { count: numTrials * spec.images, unit: 'attempts/s' },
          },
          () => {
            const stage: SamplingStage = { kind: 'sampling', training, counted, numTrials };
            const note: MemoryNote = { finished, seedIndex, numSteps: state.numSteps, stage };
            return Promise.resolve({ note, arrays: { ...modelArrays(state), numCorrect } });
          },
        ),
    });
    counted.push(countedOf(job, retrieval, numCorrect));
  }
  const run = { seed, training, retrievals: retrievals.map((retrieval, i) => retrievalReport(retrieval, counted[i]!)) };
  return { runs: [...finished.runs, run], evaluations: [...finished.evaluations, ...counted] };
}

function countedOf({ spec, seedIndex }: SeedJob, { label }: Retrieving, numCorrect: Float64Array): CountedEvaluation {
  return {
    task: `${spec.data} memory`,
    model: `MLP seed ${spec.seeds[seedIndex]!}, ${label}`,
    scorer: 'its own class',
    numSamples: spec.attempts,
    numCorrect: [...numCorrect],
  };
}
