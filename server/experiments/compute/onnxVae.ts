import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { VaeModel, VaeSetup } from './engine.ts';
import { floatsOf, type OnnxDevice, openSession } from './onnxSession.ts';
import type { StepGives } from './onnxStepGraph.ts';
import { shapesOf, vaeDecodeGraph, vaeEncodeGraph, vaeErrorGraph, vaeStepGraph } from './onnxVaeGraphs.ts';
import { openOnnxTrainer } from './openOnnxTrainer.ts';

export async function openOnnxVae(device: OnnxDevice, setup: VaeSetup): Promise<VaeModel> {
  const { images, latent, learningRate } = setup;
  const graph = (gives: StepGives): Uint8Array => vaeStepGraph(setup, gives);
  const trainer = await openOnnxTrainer(device, { shapes: shapesOf(setup), state: setup.state, learningRate, graph });
  const encode = await openSession(device, vaeEncodeGraph(setup));
  const decode = await openSession(device, vaeDecodeGraph(setup));
  let errors: { readonly session: InferenceSession; readonly numSteps: number } | undefined;
  /** Of the weights as they are now: as part of its graph they are packed once, not for each product. */
  const errorSession = async (): Promise<InferenceSession> => {
    if (errors?.numSteps !== trainer.numSteps()) {
      await errors?.session.release();
      const { parameters, numSteps } = await trainer.read();
      errors = { session: await openSession(device, vaeErrorGraph(setup, parameters)), numSteps };
    }
    return errors.session;
  };
  const { Tensor } = device.runtime;
  const floats = (values: Float32Array, shape: readonly number[]): Tensor => new Tensor('float32', values, shape);

  return {
    step: async (indices, noise) => {
      const losses = await trainer.step({
        indices: new Tensor('int64', BigInt64Array.from(indices, BigInt), [indices.length]),
        noise: floats(noise, [indices.length, latent]),
      });
      return {
        crossEntropy: floatsOf(losses['crossEntropy'])[0]!,
        divergence: floatsOf(losses['divergence'])[0]!,
      };
    },
    encode: async () => {
      const { mean, logVariance } = await encode.run(trainer.parameters());
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
      const feeds = { ...trainer.parameters(), latents: floats(latents, [latents.length / latent, latent]) };
      return floatsOf((await decode.run(feeds))['pixels']);
    },
    state: trainer.read,
    close: async () => {
      await trainer.close();
      for (const session of [encode, errors?.session, decode]) await session?.release();
    },
  };
}
