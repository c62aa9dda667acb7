// `npm test`: installs, builds, runs every test, the real editor included, and ends with one line of counts.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root } from './paths.mjs';
import { failWithMessage, node } from './process.mjs';
import { describeTally, readTally, sumOf } from './testTally.mjs';

const tallies = join(root, 'out', 'tallies');
const mocha = 'node_modules/mocha/bin/mocha.js';
const reporter = ['--reporter', join(root, 'scripts', 'summaryReporter.cjs')];

/** @type {{ title: string, args: string[], isNeeded?: boolean }[]} */
const stages = [
  { title: 'build', isNeeded: true, args: ['scripts/build.mjs'] },
  { title: 'unit, protocol and panel tests', args: [mocha, 'test/**/*.test.ts', ...reporter] },
  { title: 'package', isNeeded: true, args: ['scripts/package.mjs'] },
  { title: 'editor tests', args: ['scripts/testEditor.mjs'] },
];

failWithMessage();
await install();
await rm(tallies, { recursive: true, force: true });
await mkdir(tallies, { recursive: true });

const results = [];
for (const [index, stage] of stages.entries()) {
  console.log(`\n── ${stage.title}`);
  const result = await runStage(stage, join(tallies, `${index}.json`));
  results.push(result);
  // What follows would test an older build.
  if (stage.isNeeded === true && result.failed > 0) break;
}
const total = sumOf(results);
console.log(`\n${describeTally(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * A stage that runs tests writes a tally; one that does not counts as a failure when it fails, and not at all otherwise.
 * @param {{ title: string, args: string[] }} stage
 * @param {string} path of the tally
 * @returns {Promise<import('./testTally.mjs').Tally>}
 */
async function runStage({ title, args }, path) {
  const status = await node(args, { env: { ...process.env, PASSK_LENS_TALLY: path } });
  const tally = (await readTally(path)) ?? { passed: 0, failed: 0, skipped: [] };
  if (status === 0 || tally.failed > 0) return tally;
  console.log(`The stage “${title}” failed (${status}).`);
  return { ...tally, failed: tally.failed + 1 };
}
