import * as z from 'zod';

const proportion = z.number().min(0).max(1);
const atK = { k: z.int().positive(), value: z.number().nonnegative() };
const lawId = z.enum(['betaBinomial', 'zeroInflatedBetaBinomial', 'leastSquares']);

/** What the laws say beyond their parameters, in the JSON of `passk analyze`. */
export const scaling = z.strictObject({
  difficulty: z
    .strictObject({ law: lawId, meanFailureProbability: proportion, concentration: z.number().positive() })
    .optional(),
  inferenceLoss: z
    .strictObject({
      law: lawId,
      ceiling: proportion,
      asymptote: z.strictObject({
        coefficient: z.number().positive(),
        exponent: z.number().positive(),
        exponentInterval: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
        accurateFrom: z.int().positive().nullable(),
      }),
      points: z.array(z.strictObject({ ...atK, asymptote: z.number().nonnegative() })),
    })
    .optional(),
  attemptsWithStopping: z.array(z.strictObject(atK)).optional(),
  effectiveAttempts: z.array(z.strictObject(atK)).optional(),
});
