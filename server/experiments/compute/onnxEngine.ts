import type { EngineName } from '../../protocol/experiment.ts';
import { ExperimentError } from '../experimentError.ts';
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
    openVae: (setup) => started(device.provider, openOnnxVae(device, setup)),
    openMemory: (setup) => started(device.provider, openOnnxMemory(device, setup)),
  };
}

const NEEDS: Readonly<Record<OnnxProvider, string>> = {
  cpu: 'onnxruntime does not start on this processor.',
  webgpu: 'WebGPU does not start here: it needs a GPU, and its driver.',
  cuda: 'CUDA does not start here: it needs an NVIDIA GPU, and the CUDA and cuDNN libraries that onnxruntime was built for.',
};

/** What native code says of a failure names its source files: a sentence for people first. */
async function started<Model>(provider: OnnxProvider, opening: Promise<Model>): Promise<Model> {
  try {
    return await opening;
  } catch (error) {
    // What the file system says is told elsewhere.
    if (error instanceof ExperimentError || (error instanceof Error && 'syscall' in error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new ExperimentError(`${NEEDS[provider]} onnxruntime says: ${detailOf(message)}`, { cause: error });
  }
}

/** The first line, as a sentence, without the place in the source and the condition that stand before it. */
function detailOf(message: string): string {
  const [line = ''] = message.split('\n', 1);
  const [, said = line] = /^\S*\/\S+:\d+ .* was false\. (.+)$/.exec(line) ?? [];
  return said.replace(/\.?\s*$/, '.');
}
