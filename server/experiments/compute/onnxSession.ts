import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxRuntime } from './loadOnnxRuntime.ts';

export type OnnxProvider = 'cpu' | 'webgpu' | 'cuda';

export interface OnnxDevice {
  readonly runtime: OnnxRuntime;
  readonly provider: OnnxProvider;
  readonly threads: number;
}

/** Tensors by the names that they have in a graph. */
export type Feeds = Readonly<Record<string, Tensor>>;

export function openSession(
  { runtime, provider, threads }: OnnxDevice,
  graph: Uint8Array,
  staysOnDevice: readonly string[] = [],
): Promise<InferenceSession> {
  const onDevice = provider === 'webgpu' ? staysOnDevice : [];
  return runtime.InferenceSession.create(graph, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // To wait in a loop from one operator to the next costs less than to sleep between them; longer, it would take the processors from others.
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '50' } } },
    ...(onDevice.length > 0 && {
      preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer'] as const)),
    }),
  });
}

export function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error('The engine gave back something else than float32 numbers.');
}
