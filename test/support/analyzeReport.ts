import * as z from 'zod';
import { scaling } from './scalingReport.ts';

/**
 * The JSON of `passk analyze`, as docs/cli.md promises it. Strict, so that a member that is not in the document is noticed here;
 * numbers are finite, because zod takes neither NaN nor Infinity for one.
 */
const proportion = z.number().min(0).max(1);
const count = z.int().nonnegative();
const pair = z.tuple([z.number(), z.number()]);
const openPair = z.tuple([z.number().nullable(), z.number().nullable()]);
const estimate = { value: proportion, low: proportion, high: proportion };
const observed = z.array(z.strictObject({ k: count, ...estimate, numProblems: count }));

const notIdentified = z.strictObject({
  kind: z.literal('notIdentified'),
  reason: z.enum(['noProblems', 'noneSolved', 'allSolved', 'singleAttempt', 'stoppedAtSuccess', 'tooFewPoints']),
  meanSolveRate: pair.optional(),
});
const notConverged = z.strictObject({ kind: z.literal('notConverged'), iterations: count });
const interior = z.literal('interior');
const boundary = z.literal('boundary');
const alphaBeta = { alpha: z.number().positive(), beta: z.number().positive() };
const alphaBetaMaybe = {
  alpha: z.number().positive().optional(),
  beta: z.number().positive().optional(),
  meanFailureProbability: proportion.optional(),
};
const alphaBetaIntervals = { alphaInterval: openPair, betaInterval: openPair };
const betaLimits = z.enum(['ceilingIsOne', 'noOverdispersion', 'allOrNothing']);
const logLikelihood = z.number();
const rmse = z.number().nonnegative();

const positive = z.number().positive();
const dispersion = z.strictObject({
  value: z.number().nonnegative(),
  low: z.number().nonnegative(),
  high: z.number().nonnegative(),
  pValue: proportion,
  degreesOfFreedom: positive,
});
const repeats = z.strictObject({ numRepeats: count, numCompared: count }).optional();
const independence = z.union([
  z.strictObject({
    kind: z.literal('tested'),
    verdict: z.enum(['independent', 'nearly', 'dependent', 'repeated', 'unclear']),
    numProblems: count,
    numAttempts: count,
    blocks: dispersion.optional(),
    drift: z.strictObject({
      value: positive,
      low: positive,
      high: positive,
      pValue: proportion,
      stretches: z.array(
        z.strictObject({
          from: proportion,
          to: proportion,
          numAttempts: count,
          passRate: proportion,
          expected: z.strictObject(estimate),
        }),
      ),
    }),
    acrossProblems: dispersion.optional(),
    repeats,
    message: z.string(),
  }),
  z.strictObject({
    kind: z.literal('notTested'),
    reason: z.enum(['countsOnly', 'tooManyAttempts', 'noMixedProblems', 'stoppedAtSuccess', 'notRead']),
    repeats,
    message: z.string(),
  }),
]);

const fits = z.strictObject({
  betaBinomial: z.union([
    z.strictObject({ kind: interior, ...alphaBeta, ...alphaBetaIntervals, logLikelihood }),
    z.strictObject({
      kind: boundary,
      limit: z.enum(['noOverdispersion', 'allOrNothing']),
      meanFailureProbability: proportion,
      betaInterval: openPair,
      logLikelihood,
    }),
    notIdentified,
    notConverged,
  ]),
  zeroInflatedBetaBinomial: z.union([
    z.strictObject({
      kind: interior,
      ...alphaBeta,
      ...alphaBetaIntervals,
      ceiling: proportion,
      ceilingInterval: pair,
      logLikelihood,
    }),
    z.strictObject({
      kind: boundary,
      limit: betaLimits,
      ...alphaBetaMaybe,
      ceiling: proportion,
      ceilingInterval: pair,
      logLikelihood,
    }),
    notIdentified,
    notConverged,
  ]),
  leastSquares: z.union([
    z.strictObject({ kind: interior, ...alphaBeta, ceiling: proportion, rmse }),
    z.strictObject({ kind: boundary, limit: betaLimits, ...alphaBetaMaybe, ceiling: proportion, rmse }),
    notIdentified,
    notConverged,
  ]),
  leastSquaresLogLoss: z.union([
    z.strictObject({ kind: interior, ...alphaBeta, ceiling: proportion, rmse }),
    z.strictObject({ kind: boundary, limit: betaLimits, ...alphaBetaMaybe, ceiling: proportion, rmse }),
    notIdentified,
    notConverged,
  ]),
  powerLaw: z.union([
    z.strictObject({ kind: interior, a: z.number(), b: z.number(), rmse }),
    notIdentified,
    notConverged,
  ]),
  effectiveK: z.union([
    z.strictObject({ kind: interior, p: proportion, kappa: z.number(), ceiling: proportion, rmse }),
    z.strictObject({
      kind: boundary,
      limit: z.enum(['ceilingIsOne', 'independentAttempts']),
      p: proportion,
      kappa: z.number(),
      ceiling: proportion,
      rmse,
    }),
    notIdentified,
    notConverged,
  ]),
});

const prediction = z.union([
  z.strictObject({
    kind: z.literal('predicted'),
    method: z.string().min(1),
    level: proportion,
    ceiling: proportion,
    ceilingInterval: pair,
    points: z
      .array(
        z.strictObject({
          k: count,
          ...estimate,
          bandLow: proportion,
          bandHigh: proportion,
          reach: z.number().positive(),
          basis: z.enum(['data', 'extrapolation', 'family']),
        }),
      )
      .min(1),
  }),
  notIdentified.extend({ points: z.tuple([]) }),
]);

const choice = {
  k: z.int().nonnegative(),
  kInterval: openPair,
  cost: z.number().nonnegative(),
  coverage: z.strictObject(estimate),
  extrapolated: z.boolean(),
};
const signedEstimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const netChoice = z.strictObject({ ...choice, netValue: signedEstimate });
const marginalCost = z.strictObject({
  k: count,
  costPerExtraSolve: z.number().positive().nullable(),
  interval: openPair,
});

const cost = z.strictObject({
  unit: z.enum(['usd', 'flops', 'attempts']),
  perAttempt: z.number().nonnegative(),
  perPrompt: z.number().nonnegative(),
  assumptions: z.array(z.string().min(1)).min(1),
  targets: z.array(
    z.union([
      z.strictObject({
        coverage: proportion,
        reachable: z.literal(true),
        k: count,
        kInterval: openPair,
        cost: z.number().nonnegative(),
        attemptsWithStopping: z.number().positive(),
        costWithStopping: z.number().nonnegative(),
        extrapolated: z.boolean(),
      }),
      z.strictObject({
        coverage: proportion,
        reachable: z.literal(false),
        why: z.enum(['aboveCeiling', 'beyondHorizon', 'notIdentified']),
        ...{ bandReaches: z.boolean(), lookedUpTo: count.optional(), kInterval: openPair.optional() },
      }),
    ]),
  ),
  budget: z
    .strictObject({
      budget: z.number().positive(),
      neverSpent: z.boolean(),
      always: z.strictObject(choice).optional(),
      stopping: z.strictObject(choice).optional(),
    })
    .optional(),
  netValue: z.strictObject({ solveValue: z.number().positive(), always: netChoice, stopping: netChoice }).optional(),
  cheapestPerSolve: z
    .strictObject({
      k: count,
      kInterval: pair,
      costPerSolve: z.number().nonnegative(),
      costPerSolveInterval: openPair,
    })
    .optional(),
  nextSolve: marginalCost.optional(),
  marginal: z.array(marginalCost),
});

/** Cells of log10 of the solve rate, and what is never solved. */
const difficulty = z
  .strictObject({ edges: z.array(z.number().max(0)), mass: z.array(proportion), never: proportion })
  .refine(({ edges, mass, never }) => {
    const total = mass.reduce((sum, share) => sum + share, never);
    return edges.length === mass.length + 1 && Math.abs(total - 1) < 1e-6;
  });

/** What every command says of the files that it looked at. */
export const filesReport = z.array(
  z.strictObject({
    path: z.string(),
    format: z.string().min(1),
    issues: z.array(
      z.strictObject({
        code: z.string().min(1),
        severity: z.enum(['error', 'warning', 'info']),
        member: z.optional(z.string()),
        message: z.string().min(1),
        line: z.int().positive(),
        column: z.int().positive(),
      }),
    ),
  }),
);

export const analyzeReport = z.strictObject({
  schemaVersion: z.literal(1),
  files: filesReport,
  evals: z.array(
    z.strictObject({
      task: z.string(),
      model: z.string(),
      scorer: z.string(),
      sources: z.array(z.string()).min(1),
      numProblems: z.int().positive(),
      numAttempts: z.int().positive(),
      numCorrect: count,
      numNeverSolved: count,
      numAlwaysSolved: count,
      samplesPerProblem: z.strictObject({ min: z.int().positive(), max: z.int().positive() }),
      level: proportion,
      meanSolveRate: z.strictObject(estimate),
      passAtK: observed.min(1),
      passHatK: observed,
      fits,
      ceilingEvidence: z.strictObject({ statistic: z.number(), rejectsOne: z.boolean() }),
      independence,
      scaling,
      prediction,
      difficulty: z.optional(difficulty),
      cost,
      warnings: z.array(z.strictObject({ code: z.string().min(1), message: z.string().min(1) })),
    }),
  ),
  curves: z.array(
    z.strictObject({
      task: z.string(),
      model: z.string(),
      scorer: z.string(),
      sources: z.array(z.string()).min(1),
      points: z.array(z.strictObject({ k: z.int().positive(), value: proportion })).min(2),
      fits: z.strictObject({
        leastSquares: fits.shape.leastSquares,
        leastSquaresLogLoss: fits.shape.leastSquaresLogLoss,
        powerLaw: fits.shape.powerLaw,
        effectiveK: fits.shape.effectiveK,
      }),
      scaling,
      difficulty: z.optional(difficulty),
    }),
  ),
});

export type AnalyzeReport = z.infer<typeof analyzeReport>;
