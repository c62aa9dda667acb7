import * as z from 'zod';
import { presets } from './presets.ts';

const natural = (description: string, max: number) => z.int().min(1).max(max).describe(description);
const seed = z.int().min(0).max(0xffffffff);
const positive = z.number().positive().max(1e6);

/** No setting twice: it would count its attempts twice. */
const distinct = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .max(100)
    .refine((items) => new Set(items.map((each) => JSON.stringify(each))).size === items.length, 'The same twice')
    .meta({ uniqueItems: true });

const threshold = z
  .union([
    positive.describe('An error ‖ŷ − y‖/‖y‖, e.g. 0.12.'),
    z
      .string()
      .regex(/^(?:[1-9]\d?(?:\.\d+)?|0?\.\d*[1-9]\d*)%$/)
      .describe('A quantile of the errors of all images together, e.g. "5%".'),
  ])
  .describe('An error, e.g. 0.12, or a quantile of all errors, e.g. "5%".');

const common = {
  data: z
    .enum(['fashion-mnist', 'mnist', 'synthetic'])
    .describe('The images. `synthetic` needs no files, and gives no result of the paper.'),
  dataFolder: z
    .string()
    .min(1)
    .describe('Folder of the IDX files (train-images-idx3-ubyte, plain or .gz). Relative to this file.')
    .optional(),
  images: natural('The first so many images.', 60_000),
  seeds: distinct(seed).min(1).describe('One training each.'),
  epochs: natural('Passes over the images in training.', 1e6),
  batchSize: natural('Images in a step of training. The paper names none for the VAE.', 60_000),
  learningRate: z.number().positive().max(1).describe('Of Adam.'),
  attempts: natural('k up to: attempts at each image.', 1e6),
  engine: z
    .enum(['auto', 'onnx-cpu', 'onnx-webgpu', 'onnx-cuda', 'tfjs'])
    .describe('What computes. `auto`: the fastest that works here.'),
  threads: natural('Processor threads of the engine. Other counts round otherwise.', 256),
};

const temperature = z.number().positive().max(1000);
const vaeFields = {
  ...common,
  model: z.literal('vae').describe('Variational autoencoder (Section 4 of the paper).'),
  hidden: natural('Width of the hidden layers.', 10_000),
  latent: natural('Dimensions of the latent space.', 1000),
  trainingTemperature: z.number().min(0).max(1000).describe('T of z = μ + T·σ·ε in training.'),
  temperatures: distinct(temperature).min(1).describe('T of the attempts: one evaluation each.'),
  thresholds: distinct(threshold).min(1).describe('ε: an attempt with a smaller error passes. One evaluation each.'),
  correlationTrials: natural(
    'Trials whose errors are correlated (Eq. 15), and pooled for the quantiles among the thresholds.',
    4000,
  ),
};
const noise = z.number().positive().max(1000);
const memoryFields = {
  ...common,
  model: z.literal('memory').describe('Classifier that memorizes: each image is a class (Appendix B.2, ICML 2025).'),
  hidden: z.array(z.int().min(1).max(10_000)).min(1).max(100).describe('Widths of the hidden layers.'),
  noises: distinct(noise).describe('σ of normal noise on the input; the largest logit answers. One evaluation each.'),
  temperatures: distinct(temperature).describe(
    'τ of softmax(logits/τ), from which the answer is drawn; no noise. One evaluation each.',
  ),
  noiseWithTemperature: distinct(z.tuple([noise, temperature])).describe('[σ, τ] together. One evaluation each.'),
};

const word = z.string().regex(/^[\w.,:@/+-]+$/);

/** What Slurm is asked for; how an experiment is run, not what it is. */
export const slurmSection = z
  .strictObject({
    partition: word.describe('Where the tasks run.').optional(),
    account: word.describe('Whose time they take.').optional(),
    gpus: z
      .union([z.int().min(1).max(64), z.string().regex(/^(?:[\w.-]+:)?[1-9]\d*$/)])
      .describe('GPUs of each task: a number, or type:number, e.g. "a100:1".')
      .optional(),
    time: z
      .union([z.int().min(1), z.string().regex(/^(?:\d+-)?\d+(?::\d+){0,2}$/)])
      .describe('Limit of each task: minutes, "hours:minutes:seconds" or "days-hours".')
      .optional(),
    cpus: natural('Processors of each task; otherwise as many as `threads`.', 1024).optional(),
    memory: z
      .string()
      .regex(/^\d+[KMGT]?$/)
      .describe('Of each task, e.g. "4G".')
      .optional(),
  })
  .describe('What Slurm is asked for with `--runner slurm`: an array with a task for each seed.');

/** An experiment with every setting, the answers of which are `ExperimentSpec`. */
export const completeSpec = z.discriminatedUnion('model', [z.strictObject(vaeFields), z.strictObject(memoryFields)]);

const besideSpec = { $schema: z.string(), slurm: slurmSection };

/** An experiment file: what it leaves out has the paper's value. */
const fileSchema = z.discriminatedUnion('model', [
  z
    .strictObject({ ...vaeFields, ...besideSpec })
    .partial()
    .required({ model: true }),
  z
    .strictObject({ ...memoryFields, ...besideSpec })
    .partial()
    .required({ model: true }),
]);

/** JSON schema of `*.passk-experiment.json`, with the paper's values as the defaults. */
export function experimentJsonSchema(): object {
  const schema = z.toJSONSchema(fileSchema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      const { properties } = jsonSchema;
      const model = properties?.['model'];
      if (properties === undefined || typeof model !== 'object') return;
      if (model.const !== 'vae' && model.const !== 'memory') return;
      const { model: _, ...defaults } = presets.paper[model.const];
      for (const [name, value] of Object.entries<unknown>(defaults))
        Object.assign(properties[name] ?? {}, { default: value });
    },
  });
  return { ...schema, title: 'pass@k Lens experiment' };
}
