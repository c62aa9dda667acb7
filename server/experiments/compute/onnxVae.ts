import type { InferenceSession, Tensor } from 'onnxruntime-common';
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
  const decode = await openSession(device, vaeDecodeGraph(setup));
  let errors: { readonly session: InferenceSession; readonly numSteps: number } | undefined;
  /** Of the weights as they are now: as part of its graph they are packed once, not for each product. */
  const errorSession = async (): Promise<InferenceSession> => {
    if (errors?.numSteps !== state.numSteps()) {
      await errors?.session.release();
      const { parameters, numSteps } = await state.read();
      errors = { session: await openSession(device, vaeErrorGraph(setup, parameters)), numSteps };
    }
    return errors.session;
  };
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
    // On a processor what passes from operator to operator should stay in its cache.
    trialsPerCall: device.provider === 'cpu' ? 4 : 100,
    sampleErrors: async ({ center, spread }, noise) => {
      const size = [images.numImages, latent] as const;
      const session = await errorSession();
      const results = await session.run({
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
      for (const session of [step, encode, errors?.session, decode]) await session?.release();
    },
  };
}
