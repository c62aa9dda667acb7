// Writes schemas/*.schema.json again: node --import tsx scripts/makeSchemas.mjs
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** @param {string} path of a module of the server */
const load = (path) => import(new URL(`../server/${path}`, import.meta.url).href);

const { experimentJsonSchema } = await load('experiments/experimentSchema.ts');
const { pricesJsonSchema } = await load('cli/readPrices.ts');
const schemas = { experiment: experimentJsonSchema(), prices: pricesJsonSchema() };

for (const [name, schema] of Object.entries(schemas))
  await writeFile(join(root, 'schemas', `passk-${name}.schema.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
