// Writes schemas/passk-experiment.schema.json again: node --import tsx scripts/makeExperimentSchema.mjs
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const { experimentJsonSchema } = await import(
  new URL('../server/experiments/experimentSchema.ts', import.meta.url).href
);

await writeFile(
  join(root, 'schemas', 'passk-experiment.schema.json'),
  `${JSON.stringify(experimentJsonSchema(), undefined, 2)}\n`,
);
