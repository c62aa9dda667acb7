import util from 'node:util';
import { findEngine, loadEngine } from '../../engines/loadEngine.ts';
import type { EngineName } from '../../protocol/experiment.ts';
import { ExperimentError } from '../experimentError.ts';
import type { Engine } from './engine.ts';
import { openOnnxEngine } from './onnxEngine.ts';
import { type Tfjs, tfjsEngine } from './tfjsEngine.ts';

/** Opens an engine by its name. Throws an `ExperimentError` with the way to it where its package is not installed. */
export async function openEngine(name: EngineName, threads: number, folders: readonly string[]): Promise<Engine> {
  return name === 'tfjs' ? tfjsEngine(await loadTfjs(folders)) : openOnnxEngine(name, threads, folders);
}

/** TensorFlow.js with native code, on the GPU if that is installed. */
async function loadTfjs(folders: readonly string[]): Promise<Tfjs> {
  // Of Node 23 these are gone, and tfjs-node 4.22 calls them.
  Object.assign(util, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
  const names = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];
  const installed = names.filter((name) => findEngine({ name, folders }) !== undefined);
  const reasons: string[] = [];
  // Of several that are missing, one says it.
  for (const name of installed.length > 0 ? installed : names.slice(-1)) {
    const engine = await loadEngine({ name, folders, isUsable: isTfjs });
    if (engine.kind === 'loaded') return engine.module;
    reasons.push(engine.reason);
  }
  throw new ExperimentError(reasons.join(' '));
}

function isTfjs(module: unknown): module is Tfjs {
  return typeof module === 'object' && module !== null && 'variableGrads' in module && 'train' in module;
}
