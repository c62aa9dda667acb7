import type { VaeSpec } from '../protocol/experiment.ts';
import type { VaeSampling } from '../protocol/experimentResult.ts';
import { bestErrorReport } from './bestErrors.ts';
import { type CountedEvaluation, failureHistogram, failureProbabilities, passAtKCurve } from './countedEvaluation.ts';
import { bestEffectiveK, effectiveKOfProblems } from './effectiveKOfProblems.ts';
import type { Sampling, VaeModel } from './compute/engine.ts';
import type { ExperimentHost } from './experimentHost.ts';
import { fillNormal } from './fillNormal.ts';
import { imageSamples } from './imageSamples.ts';
import { randomStream } from './randomStream.ts';
import { numFirstTrials, quantileOf, quantileSorted, tally, type VaeTallies } from './vaeTallies.ts';

interface SamplingJob {
  readonly spec: VaeSpec;
  readonly seed: number;
  readonly temperature: number;
  readonly model: VaeModel;
  /** As far as they are filled. */
  readonly tallies: VaeTallies;
  readonly host: ExperimentHost;
  /** After each chunk of trials. */
  readonly report: () => Promise<void>;
}

/** Attempts at every image at one temperature, tallied and analyzed. */
export async function sampleVae(job: SamplingJob): Promise<{
  readonly sampling: VaeSampling;
  readonly evaluations: readonly CountedEvaluation[];
}> {
  const { spec, model, tallies, host } = job;
  const points = await samplingPoints(job);
  while (tallies.numTrials < spec.attempts) {
    const trials = Math.min(model.trialsPerCall, spec.attempts - tallies.numTrials);
    tally(tallies, await model.sampleErrors(points, attemptNoise(job, tallies.numTrials, trials)), spec);
    await host.breathe();
    await job.report();
  }
  return analyze(job, points);
}

/** z = μ + T·σ·ε: center μ and spread T·σ of each image. */
async function samplingPoints({ model, temperature }: SamplingJob): Promise<Sampling> {
  const { mean, logVariance } = await model.encode();
  return { center: mean, spread: logVariance.map((x) => temperature * Math.exp(x / 2)) };
}

/** The noise of each trial is a stream of its own, which temperatures share: what differs between them is the temperature alone. */
function attemptNoise({ spec, seed }: SamplingJob, firstTrial: number, trials: number): Float32Array {
  const size = spec.images * spec.latent;
  const noise = new Float32Array(trials * size);
  for (let t = 0; t < trials; t += 1)
    fillNormal(noise.subarray(t * size, (t + 1) * size), randomStream(seed, 'attempts', firstTrial + t));
  return noise;
}

async function analyze(
  job: SamplingJob,
  points: Sampling,
): Promise<{ readonly sampling: VaeSampling; readonly evaluations: readonly CountedEvaluation[] }> {
  const { spec, seed, temperature, model, tallies, host } = job;
  const sorted = tallies.first.slice().sort();
  const correlation = await host.correlate({
    ...{ errors: tallies.first, numProblems: spec.images, numTrials: numFirstTrials(spec) },
  });
  const kappa = correlation?.decays[0]?.kappa;
  const evaluations = spec.thresholds.map((threshold, j): CountedEvaluation => {
    const start = j * spec.images;
    return {
      task: `${spec.data} reconstruction`,
      model: `VAE seed ${seed}, T = ${temperature}`,
      scorer: `error < ${threshold}${typeof threshold === 'string' ? ' quantile' : ''}`,
      numSamples: spec.attempts,
      numCorrect: [...tallies.numBelow.subarray(start, start + spec.images)],
    };
  });
  const images = await imageSamples({
    model,
    points,
    images: host.images,
    noiseOf: (trial) => attemptNoise(job, trial, 1),
  });
  const sampling: VaeSampling = {
    temperature,
    attempts: spec.attempts,
    errorQuantiles: QUANTILES.map((level) => ({ level, error: quantileSorted(sorted, level) })),
    meanErrorAtMean: images.meanErrorAtMean,
    thresholds: evaluations.map((evaluation, j) => {
      const quantile = quantileOf(spec.thresholds[j]!);
      const passAtK = passAtKCurve(evaluation);
      const failures = failureProbabilities(evaluation);
      const { task, model: name, scorer } = evaluation;
      return {
        evaluation: { task, model: name, scorer },
        epsilon: tallies.epsilons![j]!,
        ...(quantile !== undefined && { quantile }),
        passAtK,
        failureHistogram: failureHistogram(evaluation),
        ...(kappa !== undefined && kappa >= 0 && { effectiveK: effectiveKOfProblems(failures, passAtK, kappa) }),
        bestEffectiveK: bestEffectiveK(failures, passAtK),
      };
    }),
    bestError: bestErrorReport(tallies.bestPoints),
    ...(correlation && { correlation }),
    images: images.samples,
  };
  return { sampling, evaluations };
}

const QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
