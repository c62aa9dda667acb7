import type { EngineName, ExperimentSpec } from '../../protocol/experiment.ts';
import { syntheticImages } from '../data/syntheticImages.ts';
import { ExperimentError } from '../experimentError.ts';
import { fillNormal } from '../fillNormal.ts';
import { initialWeights } from '../initialWeights.ts';
import { randomStream } from '../randomStream.ts';
import type { Engine } from './engine.ts';
import { memoryShapes, vaeShapes } from './layerShapes.ts';
import { openEngine } from './openEngine.ts';

const NUM_PIXELS = 784;

/** What engines are checked against: losses of a small VAE in its first three steps. */
const EXPECTED_LOSSES = [6645.29, 6573.852, 6594.427];
const TOLERANCE = 1e-3;

/**
 * Checks that an engine computes right here, and how fast: seconds of a step of training of the experiment, its fastest. Throws an
 * `ExperimentError` where it does not run or computes wrong. Native code may end the process: to be called in one of its own.
 */
export async function probeEngine(
  name: EngineName,
  spec: ExperimentSpec,
  folders: readonly string[],
): Promise<{ readonly secondsAStep: number }> {
  const engine = await openEngine(name, spec.threads, folders);
  const losses = await lossesOfSmallVae(engine);
  const isRight = losses.every((loss, i) => Math.abs(loss / EXPECTED_LOSSES[i]! - 1) < TOLERANCE);
  if (!isRight) throw new ExperimentError(`${name} computes wrong here: losses ${losses.join(', ')}.`);
  return { secondsAStep: await fastestStep(engine, spec) };
}

export async function lossesOfSmallVae(engine: Engine): Promise<number[]> {
  const [numImages, hidden, latent] = [12, 16, 4];
  const model = await engine.openVae({
    images: syntheticImages(numImages),
    state: initialWeights(vaeShapes(NUM_PIXELS, hidden, latent), 0),
    ...{ hidden, latent, learningRate: 1e-3, temperature: 1.1 },
  });
  const indices = Array.from({ length: numImages }, (_, i) => i);
  const losses: number[] = [];
  for (let step = 0; step < EXPECTED_LOSSES.length; step += 1) {
    const noise = fillNormal(new Float32Array(numImages * latent), randomStream(0, 'trainingNoise', step));
    const { crossEntropy, divergence } = await model.step(indices, noise);
    losses.push(crossEntropy + divergence);
  }
  await model.close();
  return losses;
}

const TIMED_STEPS = 8;

/** The first steps are slow: what they need is compiled then. */
async function fastestStep(engine: Engine, spec: ExperimentSpec): Promise<number> {
  const images = syntheticImages(Math.min(spec.images, 1000));
  const batch = Array.from({ length: Math.min(spec.batchSize, images.numImages) }, (_, i) => i);
  const common = { images, learningRate: spec.learningRate };
  let step: () => Promise<unknown>;
  if (spec.model === 'vae') {
    const { hidden, latent, trainingTemperature: temperature } = spec;
    const state = initialWeights(vaeShapes(NUM_PIXELS, hidden, latent), 0);
    const model = await engine.openVae({ ...common, state, hidden, latent, temperature });
    step = () => model.step(batch, new Float32Array(batch.length * latent));
  } else {
    const state = initialWeights(memoryShapes(NUM_PIXELS, spec.hidden, images.numImages), 0);
    const model = await engine.openMemory({ ...common, state, hidden: spec.hidden });
    step = () => model.step(batch);
  }
  let fastest = Number.MAX_VALUE;
  for (let i = 0; i < TIMED_STEPS; i += 1) {
    const start = performance.now();
    await step();
    fastest = Math.min(fastest, (performance.now() - start) / 1000);
  }
  return fastest;
}
