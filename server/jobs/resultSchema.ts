import * as z from 'zod/mini';

/**
 * `result.json`, as `protocol/experimentResult` has it: what is shown or put together of it is there, and of its kind. More than that may stand
 * in it, from a later version.
 */

const count = z.int().check(z.minimum(0));
const text = z.string();
const point = z.object({ k: count, value: z.number() });
const points = z.array(point);
const evaluation = z.object({ task: text, model: text, scorer: text });
const losses = z.array(z.object({ epoch: count, loss: z.number() }));
const curve = z.object({ kappa: z.number(), rmse: z.number(), points });
const bounds = { low: z.number(), high: z.number() };

/** What models have in common of the settings. */
const spec = {
  data: text,
  images: count,
  seeds: z.array(count),
  epochs: count,
  batchSize: count,
  learningRate: z.number(),
  attempts: count,
  temperatures: z.array(z.number()),
};

const common = {
  schemaVersion: z.literal(1),
  engine: z.object({ asked: text, used: text, threads: count, fallbacks: z.array(text) }),
  data: z.object({ name: text, origin: text, sha256: text }),
};

const correlation = z.object({
  trials: count,
  matrix: z
    .object({ size: count, blockSize: count, values: z.array(z.number()) })
    .check(z.refine(({ size, values }) => values.length === size ** 2, 'not as many values as a square of that size')),
  eigenvalues: z.array(z.number()),
  nullEigenvalues: z.array(z.object({ value: z.number(), ...bounds })),
  topShare: z.number(),
  decays: z.array(
    z.object({
      ...{ fromRank: count, toRank: count, kappa: z.number(), nullKappa: z.number() },
      nullRange: z.optional(z.object(bounds)),
    }),
  ),
  withinImages: z.object({ mean: z.number(), standardDeviation: z.number(), expectedDeviation: z.number() }),
});

const sampling = z.object({
  temperature: z.number(),
  attempts: count,
  errorQuantiles: z.array(z.object({ level: z.number(), error: z.number() })),
  meanErrorAtMean: z.number(),
  thresholds: z.array(
    z.object({
      evaluation,
      epsilon: z.number(),
      quantile: z.optional(z.number()),
      passAtK: points,
      failureHistogram: z.array(count),
      effectiveK: z.optional(curve),
      bestEffectiveK: curve,
    }),
  ),
  bestError: z.object({
    points: z.array(z.object({ k: count, mean: z.number(), ...bounds })),
    powerLaw: z.optional(z.object({ a: z.number(), b: z.number(), rSquared: z.number() })),
    powerLawWithFloor: z.optional(z.object({ floor: z.number(), a: z.number(), b: z.number(), rmse: z.number() })),
  }),
  correlation: z.optional(correlation),
  images: z.array(
    z.object({
      index: count,
      pixels: text,
      reconstructions: z.array(
        z.object({ attempt: z.union([z.literal('mean'), count]), error: z.number(), pixels: text }),
      ),
    }),
  ),
});

const retrieval = z.object({
  evaluation,
  noise: z.number(),
  temperature: z.nullable(z.number()),
  attempts: count,
  passAtK: points,
  failureHistogram: z.array(count),
  beta: z.optional(z.object({ alpha: z.number(), beta: z.number(), points, rmse: z.number() })),
  effectiveK: z.optional(z.object({ kappa: z.number(), rmse: z.number(), points, p: z.number(), ceiling: z.number() })),
});

export const resultSchema = z.discriminatedUnion('model', [
  z.object({
    ...common,
    model: z.literal('vae'),
    spec: z.object({ ...spec, model: z.literal('vae') }),
    runs: z.array(
      z.object({
        seed: count,
        training: z.object({ losses, crossEntropy: z.number(), divergence: z.number() }),
        samplings: z.array(sampling),
      }),
    ),
  }),
  z.object({
    ...common,
    model: z.literal('memory'),
    spec: z.object({ ...spec, model: z.literal('memory') }),
    runs: z.array(
      z.object({
        seed: count,
        training: z.object({ losses, accuracy: z.number() }),
        retrievals: z.array(retrieval),
      }),
    ),
  }),
]);
