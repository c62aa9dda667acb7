import type { EngineName } from '../../protocol/experiment.ts';
import type { Engine } from './engine.ts';
import { loadOnnxRuntime } from './loadOnnxRuntime.ts';
import { openOnnxMemory } from './onnxMemory.ts';
import { openOnnxVae } from './onnxVae.ts';
import type { OnnxDevice, OnnxProvider } from './onnxSession.ts';

const PROVIDERS: Readonly<Partial<Record<EngineName, OnnxProvider>>> = {
  'onnx-cpu': 'cpu',
  'onnx-webgpu': 'webgpu',
  'onnx-cuda': 'cuda',
};

/** onnxruntime on a processor or a GPU. Throws where the package, or what it needs, is not here. */
export async function openOnnxEngine(name: EngineName, threads: number, folders: readonly string[]): Promise<Engine> {
  const device: OnnxDevice = { runtime: await loadOnnxRuntime(folders), provider: PROVIDERS[name] ?? 'cpu', threads };
  return {
    ...{ name, threads },
    openVae: (setup) => openOnnxVae(device, setup),
    openMemory: (setup) => openOnnxMemory(device, setup),
  };
}
