// Writes the logs of examples/ again, the same every time: node --import tsx scripts/makeExamples.mjs
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const { exampleLogs } = await import(new URL('../test/support/examples/exampleLogs.ts', import.meta.url).href);

for (const [name, text] of exampleLogs()) await writeFile(join(root, 'examples', name), text);
