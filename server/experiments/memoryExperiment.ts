import type { MemorySpec } from '../protocol/experiment.ts';
import type { DataReport, MemoryResult, MemoryRun } from '../protocol/experimentResult.ts';
import type { MemoryModel } from './compute/engine.ts';
import { memoryShapes } from './compute/layerShapes.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { memoryWork } from './memoryWork.ts';
import { float64 } from './modelArrays.ts';
import { recallAll } from './recallAll.ts';
import { retrievalReport } from './retrievalReport.ts';
import { retrievalsOf } from './retrievals.ts';
import { runSeeds, type SeedAttempts } from './runSeeds.ts';

export interface MemoryOutcome {
  readonly result: MemoryResult;
  readonly evaluations: readonly CountedEvaluation[];
}

interface MemoryStage {
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
  const { images } = host;
  const { hidden, learningRate } = spec;
  const { runs, evaluations } = await runSeeds<MemoryModel, MemoryRun['training'], MemoryRun, MemoryStage>(
    {
      ...{ spec, host, work: memoryWork(spec), shapes: memoryShapes(images.numPixels, hidden, images.numImages) },
      open: (state) => host.engine.openMemory({ images, state, hidden, learningRate }),
      step: async (model, { images: batch }) => [(batch.length / spec.images) * (await model.step(batch))],
      trained: async (model, { losses }) => {
        const recalled = await model.recall(new Float32Array(images.numImages * images.numPixels), undefined);
        return { losses, accuracy: recalled.reduce((sum, hit) => sum + hit, 0) / images.numImages };
      },
      attempt: (attempts) => recallUnderAll(spec, host, attempts),
    },
    checkpoint,
  );
  return { result: { schemaVersion: 1, model: 'memory', spec, engine: host.engineReport, data, runs }, evaluations };
}

async function recallUnderAll(
  spec: MemorySpec,
  host: ExperimentHost,
  { seed, model, training, resumed, report }: SeedAttempts<MemoryModel, MemoryRun['training'], MemoryStage>,
): Promise<{ readonly run: MemoryRun; readonly evaluations: readonly CountedEvaluation[] }> {
  const { ofRetrieval } = memoryWork(spec);
  const retrievals = retrievalsOf(spec);
  const counted = [...(resumed?.stage.counted ?? [])];
  let begun = resumed && { numCorrect: float64(resumed.arrays['numCorrect']), numTrials: resumed.stage.numTrials };
  let doneBefore = retrievals.slice(0, counted.length).reduce((sum, each) => sum + ofRetrieval(each), 0);
  for (const retrieval of retrievals.slice(counted.length)) {
    const { numCorrect, numTrials: start } = begun ?? { numCorrect: new Float64Array(spec.images), numTrials: 0 };
    begun = undefined;
    const ofThis = ofRetrieval(retrieval);
    await recallAll({
      ...{ spec, seed, model, retrieval, numCorrect, host, numTrials: start },
      report: (numTrials) =>
        report(
          {
            ...{ label: `with ${retrieval.label}`, done: doneBefore + (ofThis * numTrials) / spec.attempts, numTrials },
          },
          () => ({ stage: { counted, numTrials }, arrays: { numCorrect } }),
        ),
    });
    doneBefore += ofThis;
    counted.push({
      ...{ task: `${spec.data} memory`, model: `MLP seed ${seed}, ${retrieval.label}`, scorer: 'its own class' },
      ...{ numSamples: spec.attempts, numCorrect: [...numCorrect] },
    });
  }
  const reports = retrievals.map((retrieval, i) => retrievalReport(retrieval, counted[i]!));
  return { run: { seed, training, retrievals: reports }, evaluations: counted };
}
