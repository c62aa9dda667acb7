// The VAE's work in an engine of the experiments, beside the same in PyTorch (python3 with torch), in turns, with as many threads.
// Environment: PASSK_BENCH_ENGINE (onnx-cpu), PASSK_BENCH_PYTHON (python3), PASSK_BENCH_THREADS (2), PASSK_BENCH_ROUNDS (9).
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env, exit, memoryUsage } from 'node:process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engineFolders } from '../server/engines/engineFolders.ts';
import type { VaeModel } from '../server/experiments/compute/engine.ts';
import { vaeShapes } from '../server/experiments/compute/layerShapes.ts';
import { openOnnxEngine } from '../server/experiments/compute/onnxEngine.ts';
import { syntheticImages } from '../server/experiments/data/syntheticImages.ts';
import { fillNormal } from '../server/experiments/fillNormal.ts';
import { initialWeights } from '../server/experiments/initialWeights.ts';
import { randomStream } from '../server/experiments/randomStream.ts';
import type { EngineName } from '../server/protocol/experiment.ts';

const [numImages, numPixels, hidden, latent] = [400, 784, 400, 20];
const engineName = (env['PASSK_BENCH_ENGINE'] ?? 'onnx-cpu') as EngineName;
const threads = Number(env['PASSK_BENCH_THREADS'] ?? 2);
const rounds = Number(env['PASSK_BENCH_ROUNDS'] ?? 9);
const isGpu = engineName !== 'onnx-cpu';
const decoder = latent * hidden + hidden * numPixels;
const encoder = numPixels * hidden + 2 * hidden * latent;
/** Forward, gradients of weights, gradients of inputs but the first. */
const flopOfStep = (batch: number): number => 2 * batch * (3 * (encoder + decoder) - numPixels * hidden);
const flopOfTrial = 2 * numImages * decoder;
const numWeights = encoder + decoder + 2 * hidden + 2 * latent + numPixels;
/**
 * Numbers that have to go through memory whatever is done, three of them (12 bytes) for each element of a sum of two arrays: weights and both
 * moments are read and written, the gradient is written and read.
 */
const elementsOfStep = (8 / 3) * numWeights;
/** Of the five products of a step that have all pixels on a side. */
const flopOfLargeProducts = (batch: number): number => 2 * batch * 5 * numPixels * hidden;
/** A call, with which PyTorch is fastest on a processor. */
const TORCH_TRIALS = 10;
/** After their work the threads of PyTorch and numpy wait in loops for more, for some 20 ms. */
const REST_MS = 50;

const folders = engineFolders(env, new URL('.', import.meta.url).href);
const engine = await openOnnxEngine(engineName, threads, [...folders, join(import.meta.dirname, '..', '..')]);
const model = await engine.openVae({
  images: syntheticImages(numImages),
  state: initialWeights(vaeShapes(numPixels, hidden, latent), 0),
  ...{ hidden, latent, learningRate: 1e-3, temperature: 1.1 },
});
const torch = await startTorch();
console.log(`${engineName} against ${torch.title}, ${threads} threads, medians of ${rounds} rounds\n`);

for (const batch of [400, 32]) {
  const repeats = isGpu ? 200 : batch === 400 ? 12 : 60;
  await compare(`training step, batch ${batch}`, 'ms', {
    ours: () => steps(model, batch, repeats),
    theirs: () => torch.seconds(`step ${batch} ${repeats}`),
    unit: 1e-3,
    flop: flopOfStep(batch),
    batch,
  });
}
const trials = isGpu ? model.trialsPerCall : TORCH_TRIALS;
const calls = isGpu ? 10 : 8;
await compare('400 × 1,000 reconstructions with errors', 's', {
  ours: async () => ((await reconstructions(model, (trials * calls) / model.trialsPerCall)) * 1000) / (trials * calls),
  theirs: async () => ((await torch.seconds(`errors ${trials} ${calls}`)) * 1000) / trials,
  unit: 1,
  flop: flopOfTrial * 1000,
});
console.log(
  `\nlargest resident memory of this process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, now ${(memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`,
);
exit(0);

interface Pair {
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
  /** Seconds of what is printed. */
  readonly unit: number;
  readonly flop: number;
  /** Of a training step. */
  readonly batch?: number;
}

/** In turns, with the machine's own rates in each: what else runs there, and how fast its clock is, changes from second to second. */
async function compare(title: string, unitName: string, { ours, theirs, unit, flop, batch }: Pair): Promise<void> {
  await ours();
  await theirs();
  const times: Readonly<Record<'mine' | 'other' | 'product' | 'large' | 'sum', number>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await pause(REST_MS);
    times.push({
      mine: await ours(),
      other: await theirs(),
      product: await secondsAFlop(),
      large: batch === undefined ? 0 : await secondsOfLargeProducts(batch),
      sum: await secondsAnElement(),
    });
  }
  const over = (value: (time: (typeof times)[number]) => number): number => median(times.map(value));
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  console.log(
    `${title}: ${(over(({ mine }) => mine) / unit).toPrecision(3)} ${unitName} against ${(over(({ other }) => other) / unit).toPrecision(3)} ${unitName}; ` +
      `ratio ${over(({ mine, other }) => mine / other).toFixed(2)}\n` +
      `  share of sgemm (${(1e-9 / over(({ product }) => product)).toFixed(0)} GF/s): ${percent(over(({ mine, product }) => (flop * product) / mine))} against ${percent(over(({ other, product }) => (flop * product) / other))}`,
  );
  if (batch === undefined) return;
  const bound = ({ product, sum }: (typeof times)[number]): number => flop * product + elementsOfStep * sum;
  console.log(
    `  its five large products alone, of their own shapes: ${(over(({ large }) => large) / unit).toPrecision(3)} ${unitName}, ` +
      `${percent(over(({ large, product }) => (flopOfLargeProducts(batch) * product) / large))} of sgemm\n` +
      `  bound by products and by memory (${(12e-9 / over(({ sum }) => sum)).toFixed(0)} GB/s): ${(over(bound) / unit).toPrecision(3)} ${unitName}; ` +
      `reached ${percent(over((time) => bound(time) / time.mine))} of it against ${percent(over((time) => bound(time) / time.other))}`,
  );
}

async function secondsAFlop(): Promise<number> {
  const size = isGpu ? 8192 : 2048;
  return (await leastSeconds('sgemm', 'numpy', `${size} ${isGpu ? 10 : 2}`)) / (2 * size ** 3);
}

function secondsOfLargeProducts(batch: number): Promise<number> {
  return leastSeconds('products', 'numpyProducts', `${batch} ${batch === 400 ? 12 : 60}`);
}

/** Of a sum of two arrays as long as all weights. */
async function secondsAnElement(): Promise<number> {
  return (await leastSeconds('sum', 'numpySum', `${numWeights} 200`)) / numWeights;
}

/** The machine's best: PyTorch or, on a processor, numpy. */
async function leastSeconds(inTorch: string, inNumpy: string, request: string): Promise<number> {
  const seconds: number[] = [];
  for (const what of isGpu ? [inTorch] : [inTorch, inNumpy]) seconds.push(await torch.seconds(`${what} ${request}`));
  return Math.min(...seconds);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Seconds a step. */
async function steps(vae: VaeModel, batch: number, repeats: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeats; i += 1) {
    const indices = Array.from({ length: batch }, (_, j) => (i * batch + j) % numImages);
    await vae.step(indices, fillNormal(new Float32Array(batch * latent), randomStream(0, 'trainingNoise', i)));
  }
  return (performance.now() - start) / 1000 / repeats;
}

/** Seconds of all calls, their random numbers included. */
async function reconstructions(vae: VaeModel, numCalls: number): Promise<number> {
  const { mean, logVariance } = await vae.encode();
  const points = { center: mean, spread: logVariance.map((x) => 1.1 * Math.exp(x / 2)) };
  const start = performance.now();
  for (let i = 0; i < numCalls; i += 1) {
    const noise = fillNormal(new Float32Array(vae.trialsPerCall * numImages * latent), randomStream(0, 'attempts', i));
    await vae.sampleErrors(points, noise);
  }
  return (performance.now() - start) / 1000;
}

interface Torch {
  readonly title: string;
  readonly seconds: (request: string) => Promise<number>;
}

async function startTorch(): Promise<Torch> {
  const script = env['PASSK_BENCH_TORCH'] ?? 'bench/experimentsTorch.py';
  const python = spawn(env['PASSK_BENCH_PYTHON'] ?? 'python3', [script, String(threads), isGpu ? 'cuda' : 'cpu'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const next = await answers.next();
    if (next.done === true) throw new Error('python3 with torch is needed (Debian: python3-torch).');
    return next.value;
  };
  const title = await answer();
  return {
    title,
    seconds: async (request) => {
      python.stdin.write(`${request}\n`);
      return Number(await answer());
    },
  };
}
