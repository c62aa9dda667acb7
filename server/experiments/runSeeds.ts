import type { ExperimentSpec } from '../protocol/experiment.ts';
import type { Model, ModelState } from './compute/engine.ts';
import type { TensorShape } from './compute/layerShapes.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { initialWeights } from './initialWeights.ts';
import { modelArrays, modelStateOf } from './modelArrays.ts';
import { type Trained, trainEpochs, UNTRAINED } from './trainEpochs.ts';

/** What is finished: one run a seed. */
export interface Finished<Run> {
  readonly runs: readonly Run[];
  readonly evaluations: readonly CountedEvaluation[];
}

/** An experiment that trains a model for each seed, and then lets it attempt. `Run` is what comes out of a seed, `Stage` how far its attempts are. */
export interface SeedExperiment<AnyModel extends Model, Training, Run, Stage> {
  readonly spec: ExperimentSpec;
  readonly host: ExperimentHost;
  /** Of the weights, as `open` takes them. */
  readonly shapes: readonly TensorShape[];
  /** About proportional to time. */
  readonly work: { readonly ofEpoch: number; readonly ofSeed: number; readonly ofAll: number };
  readonly open: (state: ModelState) => Promise<AnyModel>;
  /** A step of training: see `trainEpochs`. */
  readonly step: (
    model: AnyModel,
    batch: { readonly seed: number; readonly images: readonly number[]; readonly index: number },
  ) => Promise<readonly number[]>;
  /** What is told of a training. */
  readonly trained: (model: AnyModel, trained: Trained) => Promise<Training>;
  readonly attempt: (attempts: SeedAttempts<AnyModel, Training, Stage>) => Promise<{
    readonly run: Run;
    readonly evaluations: readonly CountedEvaluation[];
  }>;
}

/** The attempts of a trained model. */
export interface SeedAttempts<AnyModel, Training, Stage> {
  readonly seed: number;
  readonly model: AnyModel;
  readonly training: Training;
  /** Where a resumed job stood. */
  readonly resumed: { readonly stage: Stage; readonly arrays: Checkpoint['arrays'] } | undefined;
  /** To be called where the attempts could be taken up again. */
  readonly report: (advance: AttemptsAdvance, stage: () => StageCheckpoint<Stage>) => Promise<void>;
}

export interface AttemptsAdvance {
  /** Which attempts: `at T = 1.1`. */
  readonly label: string;
  /** Of the seed's attempts: see `work`. */
  readonly done: number;
  /** Of these. */
  readonly numTrials: number;
}

export interface StageCheckpoint<Stage> {
  readonly stage: Stage;
  readonly arrays: Checkpoint['arrays'];
}

/** The note of a checkpoint: what is finished, and where the seed in hand stands. */
interface Note<Training, Run, Stage> {
  readonly finished: Finished<Run>;
  readonly seedIndex: number;
  readonly numSteps: number;
  readonly stage:
    | { readonly kind: 'training'; readonly trained: Trained }
    | { readonly kind: 'attempts'; readonly training: Training; readonly stage: Stage };
}

/** Runs an experiment seed by seed, from a checkpoint if there is one: what comes out is the same. */
export async function runSeeds<AnyModel extends Model, Training extends Pick<Trained, 'losses'>, Run, Stage>(
  experiment: SeedExperiment<AnyModel, Training, Run, Stage>,
  checkpoint: Checkpoint | undefined,
): Promise<Finished<Run>> {
  type SeedNote = Note<Training, Run, Stage>;
  const { spec, host, shapes, work } = experiment;
  const resumed = checkpoint?.note as SeedNote | undefined;
  let finished: Finished<Run> = resumed?.finished ?? { runs: [], evaluations: [] };

  const runSeed = async (seedIndex: number, from: Checkpoint | undefined): Promise<Finished<Run>> => {
    const seed = spec.seeds[seedIndex]!;
    const begun = from?.note as SeedNote | undefined;
    const state = from && begun ? modelStateOf(from, shapes.length, begun.numSteps) : initialWeights(shapes, seed);
    const model = await experiment.open(state);
    const saved = (
      { parameters, firstMoments, secondMoments, numSteps }: ModelState,
      stage: SeedNote['stage'],
      arrays: Checkpoint['arrays'] = {},
    ): Checkpoint => {
      const note: SeedNote = { finished, seedIndex, numSteps, stage };
      return {
        note,
        arrays: { ...modelArrays({ parameters, firstMoments, secondMoments, numSteps }), ...arrays },
      };
    };
    const workBefore = seedIndex * work.ofSeed;
    const common = { seed, epochs: spec.epochs };

    const train = async (start: Trained): Promise<Training> => {
      const trained = await trainEpochs({
        ...{ spec, seed, start, host },
        step: (images, index) => experiment.step(model, { seed, images, index }),
        report: (reached) =>
          host.report(
            {
              ...{ ...common, phase: 'training', activity: `seed ${seed}: training`, epoch: reached.epoch },
              ...{ loss: reached.parts.reduce((sum, part) => sum + part, 0), losses: reached.losses },
              ...{ done: workBefore + reached.epoch * work.ofEpoch, total: work.ofAll },
              counted: { count: reached.epoch, unit: 'epochs/s' },
            },
            async () => saved(await model.state(), { kind: 'training', trained: reached }),
          ),
      });
      return experiment.trained(model, trained);
    };

    try {
      const stage = begun?.stage ?? { kind: 'training', trained: UNTRAINED };
      const training = stage.kind === 'training' ? await train(stage.trained) : stage.training;
      const trainedState = await model.state();
      const { run, evaluations } = await experiment.attempt({
        ...{ seed, model, training },
        resumed: stage.kind === 'attempts' && from ? { stage: stage.stage, arrays: from.arrays } : undefined,
        report: ({ label, done, numTrials }, reached) =>
          host.report(
            {
              ...{ ...common, phase: 'sampling', activity: `seed ${seed}: attempts ${label}`, epoch: spec.epochs },
              ...{ loss: training.losses.at(-1)?.loss ?? 0, losses: training.losses },
              ...{ done: workBefore + spec.epochs * work.ofEpoch + done, total: work.ofAll },
              counted: { count: numTrials * spec.images, unit: 'attempts/s' },
            },
            () => {
              const { stage: now, arrays } = reached();
              return Promise.resolve(saved(trainedState, { kind: 'attempts', training, stage: now }, arrays));
            },
          ),
      });
      return { runs: [...finished.runs, run], evaluations: [...finished.evaluations, ...evaluations] };
    } finally {
      await model.close();
    }
  };

  for (let seedIndex = resumed?.seedIndex ?? 0; seedIndex < spec.seeds.length; seedIndex += 1)
    finished = await runSeed(seedIndex, seedIndex === resumed?.seedIndex ? checkpoint : undefined);
  return finished;
}
