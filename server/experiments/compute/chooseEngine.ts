import type { ExperimentSpec } from '../../protocol/experiment.ts';
import type { EngineReport } from '../../protocol/job.ts';
import { ExperimentError } from '../experimentError.ts';
import type { Engine } from './engine.ts';
import { openOnnxEngine } from './onnxEngine.ts';

export interface ChosenEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

/** The engine that an experiment asks for. Throws an `ExperimentError` that says how to get one. */
export async function chooseEngine(
  { engine: asked, threads }: Pick<ExperimentSpec, 'engine' | 'threads'>,
  folders: readonly string[],
): Promise<ChosenEngine> {
  const used = asked === 'auto' ? 'onnx-cpu' : asked;
  try {
    const engine = await openOnnxEngine(used, threads, folders);
    return { engine, report: { asked, used, threads, fallbacks: [] } };
  } catch (error) {
    throw new ExperimentError(`${used}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
