// What the parts of the test run found, added up for the one line that `npm test` ends with.
import { readFile } from 'node:fs/promises';

/**
 * @typedef {{ title: string, reason: string }} Skipped
 * @typedef {{ passed: number, failed: number, skipped: readonly Skipped[] }} Tally
 */

/**
 * What `summaryReporter.cjs` wrote; undefined when there is nothing.
 * @param {string} path
 * @returns {Promise<Tally | undefined>}
 */
export async function readTally(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sumOf(tallies) {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/**
 * The list of skipped tests, then the line `N passed, N failed[, N skipped]`.
 * @param {Tally} tally
 * @returns {string}
 */
export function describeTally({ passed, failed, skipped }) {
  const list = skipped.map(({ title, reason }) => `  ${title}${reason === '' ? '' : ` (${reason})`}`);
  const counts = [`${passed} passed`, `${failed} failed`, ...(skipped.length > 0 ? [`${skipped.length} skipped`] : [])];
  return [...(list.length > 0 ? ['Skipped:', ...list, ''] : []), counts.join(', ')].join('\n');
}
