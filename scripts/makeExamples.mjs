// Writes the logs of examples/ again, the same every time: node --import tsx scripts/makeExamples.mjs
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const folder = new URL('../test/support/examples/', import.meta.url);
const { exampleLogs } = await import(new URL('exampleLogs.ts', folder).href);
const { exampleArchives } = await import(new URL('exampleArchives.ts', folder).href);

for (const [name, content] of [...exampleLogs(), ...exampleArchives()])
  await writeFile(join(root, 'examples', name), content);
