import type { Tensor } from 'onnxruntime-common';
import type { VaeModel, VaeSetup } from './engine.ts';
import { adamScales } from './onnxLayers.ts';
import { floatsOf, type OnnxDevice, openSession, openState, outputsOfStep } from './onnxSession.ts';
import { shapesOf, vaeDecodeGraph, vaeEncodeGraph, vaeErrorGraph, vaeStepGraph } from './onnxVaeGraphs.ts';

export async function openOnnxVae(device: OnnxDevice, setup: VaeSetup): Promise<VaeModel> {
  const { images, latent, learningRate } = setup;
  const shapes = shapesOf(setup);
  const state = await openState(device, shapes, setup.state);
  const step = await openSession(device, vaeStepGraph(setup), outputsOfStep(shapes));
  const encode = await openSession(device, vaeEncodeGraph(setup));
  const errors = await openSession(device, vaeErrorGraph(setup));
  const decode = await openSession(device, vaeDecodeGraph(setup));
  const { Tensor } = device.runtime;
  const floats = (values: Float32Array, shape: readonly number[]): Tensor => new Tensor('float32', values, shape);

  return {
    step: async (indices, noise) => {
      const scales = adamScales(state.numSteps() + 1, learningRate);
      const results = await step.run({
        ...state.feeds('all'),
        indices: new Tensor('int64', BigInt64Array.from(indices, BigInt), [indices.length]),
        noise: floats(noise, [indices.length, latent]),
        rate: floats(Float32Array.of(scales.rate), [1]),
        epsilon: floats(Float32Array.of(scales.epsilon), [1]),
      });
      state.advance(results);
      return {
        crossEntropy: floatsOf(results['crossEntropy'])[0]!,
        divergence: floatsOf(results['divergence'])[0]!,
      };
    },
    encode: async () => {
      const { mean, logVariance } = await encode.run(state.feeds('parameters'));
      return { mean: floatsOf(mean), logVariance: floatsOf(logVariance) };
    },
    trialsPerCall: device.provider === 'cpu' ? 10 : 100,
    sampleErrors: async ({ center, spread }, noise) => {
      const size = [images.numImages, latent] as const;
      const results = await errors.run({
        ...state.feeds('parameters'),
        noise: floats(noise, [noise.length / (size[0] * size[1]), ...size]),
        center: floats(center, size),
        spread: floats(spread, size),
      });
      return floatsOf(results['errors']);
    },
    decode: async (latents) => {
      const feeds = { ...state.feeds('parameters'), latents: floats(latents, [latents.length / latent, latent]) };
      return floatsOf((await decode.run(feeds))['pixels']);
    },
    state: state.read,
    close: async () => {
      await state.close();
      for (const session of [step, encode, errors, decode]) await session.release();
    },
  };
}
