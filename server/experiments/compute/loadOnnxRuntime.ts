import type * as ort from 'onnxruntime-common';
import { loadEngine } from '../../engines/loadEngine.ts';
import { ExperimentError } from '../experimentError.ts';

export type OnnxRuntime = Pick<typeof ort, 'InferenceSession' | 'Tensor'>;

/** The native package onnxruntime-node, where it is installed; throws an `ExperimentError` with the way to it where it is not. */
export async function loadOnnxRuntime(folders: readonly string[]): Promise<OnnxRuntime> {
  const engine = await loadEngine({ name: 'onnxruntime-node', folders, isUsable: isOnnxRuntime });
  if (engine.kind === 'absent') throw new ExperimentError(engine.reason);
  return engine.module;
}

function isOnnxRuntime(module: unknown): module is OnnxRuntime {
  return typeof module === 'object' && module !== null && 'InferenceSession' in module && 'Tensor' in module;
}
