import assert from 'node:assert/strict';
import { adamScales } from '../../server/experiments/compute/adam.ts';
import { openAdamMemory } from '../../server/experiments/compute/adamMemory.ts';
import type { ModelState } from '../../server/experiments/compute/engine.ts';
import { loadOnnxRuntime } from '../../server/experiments/compute/loadOnnxRuntime.ts';
import { openGraphTrainer } from '../../server/experiments/compute/onnxGraphTrainer.ts';
import { openHostTrainer } from '../../server/experiments/compute/onnxHostTrainer.ts';
import type { OnnxDevice } from '../../server/experiments/compute/onnxSession.ts';
import type { StepGives } from '../../server/experiments/compute/onnxStepGraph.ts';
import { vaeStepGraph } from '../../server/experiments/compute/onnxVaeGraphs.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { root } from '../support/projectFiles.ts';
import { batchOf, noiseOf, relativeDifference, smallVae } from '../support/smallModels.ts';

const LEARNING_RATE = 1e-2;

describe('Adam beside the graph', function () {
  it('moves every weight as Algorithm 1 of Kingma and Ba does in double precision', () => {
    // Lengths beside those of a vector, of a cache line and of a page of memory.
    const lengths = [1, 3, 16, 17, 40, 20_000];
    const parameters = lengths.map((length, i) => noiseOf(length, i));
    const zeros = (): Float32Array[] => lengths.map((length) => new Float32Array(length));
    const memory = openAdamMemory({ parameters, firstMoments: zeros(), secondMoments: zeros(), numSteps: 0 });
    const expected = parameters.map((values) => Array.from(values, (weight) => ({ weight, m: 0, v: 0 })));
    for (let t = 1; t <= 20; t += 1) {
      const gradients = lengths.map((length, i) => noiseOf(length, 100 * t + i));
      // The second tensor never has a gradient, the third a small one.
      gradients[1]!.fill(0);
      gradients[2] = gradients[2]!.map((x) => 1e-9 * x);
      gradients.forEach((values, i) => {
        memory.gradients[i]!.set(values);
        expected[i] = expected[i]!.map((weight, j) => algorithm1(weight, values[j]!, t));
      });
      memory.step(adamScales(t, LEARNING_RATE));
    }
    const state = memory.read();
    const parts = { parameters: 'weight', firstMoments: 'm', secondMoments: 'v' } as const;
    for (const [name, part] of Object.entries(parts))
      expected.forEach((weights, i) => {
        const values = Float32Array.from(weights, (weight) => weight[part]);
        const actual = state[name as keyof typeof parts][i]!;
        if (i === 1) assert.deepEqual(actual, values);
        else assert.ok(relativeDifference(actual, values) < 1e-5, `${name} of tensor ${i}`);
      });
    assert.ok(relativeDifference(state.parameters[2]!, parameters[2]!) > 1e-3);
  });

  it('ends the decay of a first moment at the smallest normal number, and no weight is moved by that', () => {
    const smallest = 2 ** -126;
    const parameters = [Float32Array.of(0.5, -0.5, 0.5, 0.5)];
    const firstMoments = [Float32Array.of(smallest, -smallest, 2 * smallest, Number.NaN)];
    const secondMoments = [Float32Array.of(1, 1, 1, 1)];
    const memory = openAdamMemory({ parameters, firstMoments, secondMoments, numSteps: 1000 });
    memory.step(adamScales(1001, LEARNING_RATE));
    const state = memory.read();
    assert.deepEqual(state.firstMoments[0]!.subarray(0, 2).map(Math.abs), Float32Array.of(0, 0));
    assert.equal(state.firstMoments[0]![2], Math.fround(0.9) * 2 * smallest);
    assert.ok(Number.isNaN(state.firstMoments[0]![3]), 'what is no number stays that');
    assert.deepEqual(state.parameters[0], Float32Array.of(0.5, -0.5, 0.5, Number.NaN));
  });

  it('gives the weights and moments that Adam in the graph gives, to the last bit', async function () {
    needsOnnxRuntime(this);
    const device: OnnxDevice = { runtime: await loadOnnxRuntime([root]), provider: 'cpu', threads: 1 };
    const { setup, shapes } = smallVae();
    const graph = (gives: StepGives): Uint8Array => vaeStepGraph(setup, gives);
    const [beside, within] = await Promise.all(
      [openHostTrainer, openGraphTrainer].map(async (open): Promise<ModelState> => {
        const trainer = await open(device, { shapes, state: setup.state, learningRate: LEARNING_RATE, graph });
        for (let step = 0; step < 10; step += 1) {
          const batch = batchOf(step);
          const { Tensor } = device.runtime;
          await trainer.step({
            indices: new Tensor('int64', BigInt64Array.from(batch, BigInt), [batch.length]),
            noise: new Tensor('float32', noiseOf(batch.length * setup.latent, step), [batch.length, setup.latent]),
          });
        }
        const state = await trainer.read();
        await trainer.close();
        return state;
      }),
    );
    assert.notDeepEqual(beside?.parameters, setup.state.parameters);
    assert.deepEqual(beside, within);
  });
});

interface Weight {
  readonly weight: number;
  readonly m: number;
  readonly v: number;
}

function algorithm1({ weight, m, v }: Weight, gradient: number, t: number): Weight {
  const first = 0.9 * m + 0.1 * gradient;
  const second = 0.999 * v + 0.001 * gradient ** 2;
  const step = (LEARNING_RATE * (first / (1 - 0.9 ** t))) / (Math.sqrt(second / (1 - 0.999 ** t)) + 1e-8);
  return { weight: weight - step, m: first, v: second };
}
