import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import type { Engine, ModelState } from '../../server/experiments/compute/engine.ts';
import { tfjsEngine } from '../../server/experiments/compute/tfjsEngine.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { relativeDifference, stateDifference } from '../support/smallModels.ts';
import { needsSoftwareGpu, softwareGpu } from '../support/softwareGpu.ts';
import { afterMemorySteps, afterVaeSteps, type Trained } from '../support/trainSmall.ts';

const program = fileURLToPath(new URL('../support/trainOnEngine.ts', import.meta.url));
const MODELS = { vae: afterVaeSteps, memory: afterMemorySteps } as const;

/** Our backward pass in the shaders of onnxruntime, on an adapter in software, against the derivatives that TensorFlow.js finds. */
describe('WebGPU', function () {
  this.timeout(120_000);
  const scratch = useScratchFolder();
  let adapter = '';
  let oracle: Engine;
  before(async function () {
    needsOnnxRuntime(this);
    adapter = needsSoftwareGpu(this);
    await tf.setBackend('cpu');
    oracle = tfjsEngine(tf);
  });

  it('finds the same gradients to 1e-4', async () => {
    const trained = await onWebGpu(1);
    for (const [model, train] of Object.entries(MODELS)) {
      const expected = await train(oracle, 1);
      // After one step from nothing, Adam's first moment is a tenth of the gradient.
      expected.state.firstMoments.forEach((gradient, i) => {
        assert.ok(Math.hypot(...gradient) > 0);
        const difference = relativeDifference(trained[model]!.state.firstMoments[i]!, gradient);
        assert.ok(difference < 1e-4, `${model}, tensor ${i}: ${difference}`);
      });
    }
  });

  it('agrees after ten steps of training to 1e-4', async () => {
    const trained = await onWebGpu(10);
    for (const [model, train] of Object.entries(MODELS)) {
      const expected = await train(oracle, 10);
      assert.ok(stateDifference(trained[model]!.state, expected.state) < 1e-4, model);
      expected.losses.forEach((loss, i) => {
        assert.ok(Math.abs(trained[model]!.losses[i]! / loss - 1) < 1e-4, model);
      });
    }
  });

  async function onWebGpu(steps: number): Promise<Readonly<Record<string, Trained>>> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', program, 'onnx-webgpu', String(steps)],
      { env: { ...process.env, ...softwareGpu(adapter, scratch) }, maxBuffer: 1 << 28 },
    );
    const plain = JSON.parse(stdout) as Record<
      string,
      { readonly state: ModelState; readonly losses: readonly number[] }
    >;
    const arrays = (tensors: readonly Iterable<number>[]): Float32Array[] =>
      tensors.map((values) => Float32Array.from(values));
    return Object.fromEntries(
      Object.entries(plain).map(([model, { state, losses }]) => [
        model,
        {
          losses,
          state: {
            parameters: arrays(state.parameters),
            firstMoments: arrays(state.firstMoments),
            secondMoments: arrays(state.secondMoments),
            numSteps: state.numSteps,
          },
        },
      ]),
    );
  }
});
