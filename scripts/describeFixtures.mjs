// Writes `expected.txt` of fixture cases that have none, for a person to check: node --import tsx scripts/describeFixtures.mjs
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const { describeCase, fixtureCases } = await import(new URL('../test/support/fixtureLogs.ts', import.meta.url).href);

for (const each of fixtureCases()) {
  const path = join(root, each.expected);
  if (!existsSync(path)) writeFileSync(path, describeCase(each));
}
