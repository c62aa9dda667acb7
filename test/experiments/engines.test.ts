import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Engine } from '../../server/experiments/compute/engine.ts';
import { openOnnxEngine } from '../../server/experiments/compute/onnxEngine.ts';
import { tfjsEngine } from '../../server/experiments/compute/tfjsEngine.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { root } from '../support/projectFiles.ts';
import { noiseOf, relativeDifference, smallMemory, smallVae, stateDifference } from '../support/smallModels.ts';
import { afterMemorySteps, afterVaeSteps, type Trained } from '../support/trainSmall.ts';

/** Two derivations: our own backward pass in onnxruntime, and the derivatives that TensorFlow.js finds by itself. */
describe('The engines of the experiments', function () {
  this.timeout(60_000);
  let engines: readonly [onnx: Engine, tfjs: Engine];
  before(async function () {
    needsOnnxRuntime(this);
    await tf.setBackend('cpu');
    engines = [await openOnnxEngine('onnx-cpu', 1, [root]), tfjsEngine(tf)];
  });

  it('find the same gradients of the VAE to 1e-4', async () => {
    // After one step from nothing, Adam's first moment is a tenth of the gradient.
    await checkGradients((engine) => afterVaeSteps(engine, 1));
  });

  it('find the same gradients of the memory model to 1e-4', async () => {
    await checkGradients((engine) => afterMemorySteps(engine, 1));
  });

  it('agree after ten steps of training to 1e-4', async () => {
    for (const train of [afterVaeSteps, afterMemorySteps]) {
      const [onnx, tfjs] = await Promise.all(engines.map((engine) => train(engine, 10)));
      assert.ok(onnx && tfjs);
      assert.equal(onnx.state.numSteps, 10);
      assert.ok(stateDifference(onnx.state, tfjs.state) < 1e-4);
      onnx.losses.forEach((loss, i) => {
        assert.ok(Math.abs(loss / tfjs.losses[i]! - 1) < 1e-4);
      });
    }
  });

  it('go on from a state as they would have gone on without a stop', async () => {
    for (const engine of engines) {
      const half = await afterVaeSteps(engine, 5);
      const resumed = await afterVaeSteps(engine, 10, half.state);
      const whole = await afterVaeSteps(engine, 10);
      assert.ok(stateDifference(resumed.state, whole.state) < (engine.name === 'tfjs' ? 1e-5 : 1e-12));
    }
  });

  it('make the same errors and answers of the same noise', async () => {
    const { setup } = smallVae();
    const size = setup.images.numImages * setup.latent;
    const [onnx, tfjs] = await Promise.all(
      engines.map(async (engine) => {
        const vae = await engine.openVae(setup);
        const { mean, logVariance } = await vae.encode();
        const points = { center: mean, spread: logVariance.map((x) => Math.exp(x / 2)) };
        const errors = await vae.sampleErrors(points, noiseOf(3 * size, 0));
        const pixels = await vae.decode(mean);
        const memory = await engine.openMemory(smallMemory().setup);
        const noise = noiseOf(2 * setup.images.pixels.length, 1);
        return { errors, pixels, drawn: await memory.recall(noise, 2), largest: await memory.recall(noise, undefined) };
      }),
    );
    assert.ok(onnx && tfjs);
    for (const what of ['errors', 'pixels', 'drawn'] as const)
      assert.ok(relativeDifference(onnx[what], tfjs[what]) < 1e-5, what);
    assert.deepEqual(onnx.largest, tfjs.largest);
    // Of Eq. 14 by hand, for the first image in the first trial.
    assert.equal(onnx.errors.length, 3 * setup.images.numImages);
  });

  async function checkGradients(train: (engine: Engine) => Promise<Trained>): Promise<void> {
    const [onnx, tfjs] = await Promise.all(engines.map(train));
    assert.ok(onnx && tfjs);
    onnx.state.firstMoments.forEach((gradient, i) => {
      const expected = tfjs.state.firstMoments[i]!;
      assert.ok(Math.hypot(...expected) > 0);
      assert.ok(relativeDifference(gradient, expected) < 1e-4, `tensor ${i}`);
    });
  }
});
