import assert from 'node:assert/strict';
import { readers } from '../../server/readers/readers.ts';
import type { ReadResult } from '../../server/readers/readResult.ts';
import { readFixture } from '../support/fixtureLogs.ts';
import { projectFiles, readProjectFile } from '../support/projectFiles.ts';

/** Every log of the fixtures and the examples that is JSON: each format has one at least. */
const logs = [...projectFiles('test/fixtures'), ...projectFiles('examples')].filter(
  (path) => /\.jsonl?$/.test(path) && !/oracles|passk-experiment/.test(path),
);
const documents = logs
  .filter((path) => path.endsWith('.json'))
  .map((path) => ({ path, spots: elementsOf(parse(readProjectFile(path))) }))
  .filter(({ path }) => parse(readProjectFile(path)) !== undefined);
const lines = logs.filter((path) => path.endsWith('.jsonl'));

const readText = (path: string, text: string): ReturnType<typeof readFixture> =>
  readFixture(path, new TextEncoder().encode(text));

describe('Damage to a log', () => {
  it('is tried on every format', () => {
    const tried = new Set(logs.map((path) => readText(path, readProjectFile(path)).result.format));
    assert.deepEqual(
      Object.keys(readers).filter((format) => !tried.has(format)),
      [],
    );
    assert.ok(documents.filter(({ spots }) => spots.length > 0).length > 15);
  });

  for (const path of lines) {
    it(`in one line loses that line alone, and names it with its column: ${path}`, () => {
      const whole = readProjectFile(path).split('\n');
      const at = Math.floor((whole.length - 1) / 2);
      const line = whole[at] ?? '';
      const withLine = (replaced: string): ReturnType<typeof readFixture> =>
        readText(path, whole.map((each, i) => (i === at ? replaced : each)).join('\n'));
      const cut = withLine(line.slice(0, Math.floor(line.length / 2) + 1));
      assert.deepEqual(attemptsOf(cut.result), attemptsOf(withLine('').result));
      const places = cut.issues.filter((issue) => issue.startsWith(`  ! badLine at ${at + 1}:`));
      assert.equal(places.length, 1, cut.issues.join('\n'));
    });
  }

  for (const { path, spots } of documents) {
    if (spots.length > 0)
      it(`that makes one element of it another value loses that element alone: ${path}`, () => {
        for (const spot of spots) {
          const changed = (change: (parent: Parent, key: string) => void): readonly string[] => {
            const document = parse(readProjectFile(path));
            const parent = spot.slice(0, -1).reduce<unknown>((value, key) => (value as Parent)[key], document);
            change(parent as Parent, spot.at(-1) ?? '');
            return attemptsOf(readText(path, JSON.stringify(document)).result);
          };
          const without = changed((parent, key) => {
            if (Array.isArray(parent)) parent.splice(Number(key), 1);
            else Reflect.deleteProperty(parent, key);
          });
          for (const junk of [null, 7, 'x', [], {}, true]) {
            const attempts = changed((parent, key) => {
              parent[key] = junk;
            });
            assert.deepEqual(attempts, without, `${JSON.stringify(junk)} at ${spot.join('.')}`);
          }
        }
      });

    it(`that cuts it keeps what precedes, and names the place: ${path}`, () => {
      const text = readProjectFile(path).trimEnd();
      const whole = readText(path, text).result;
      const cut = readText(path, text.slice(0, -1));
      const isOneRecord = whole.evals.every(({ problems }) => problems.length <= 1);
      if (isOneRecord) assert.ok(attemptsOf(cut.result).length <= attemptsOf(whole).length);
      else assert.deepEqual(attemptsOf(cut.result), attemptsOf(whole));
      const lastLine = text.slice(0, -1).trimEnd().split('\n').length;
      const places = cut.issues.filter((issue) => issue.startsWith('  ! truncated at '));
      assert.equal(places.length, 1, cut.issues.join('\n'));
      const line = Number(/at (\d+):/.exec(places[0] ?? '')?.[1]);
      assert.ok(line === lastLine || line === lastLine + 1, `${places[0]}, of ${lastLine} lines`);
    });
  }
});

type Parent = Record<string, unknown>;

/** How many attempts at how many problems each scorer counts: names that are numbers of elements change when one is removed. */
function attemptsOf({ evals }: ReadResult): readonly string[] {
  return evals
    .filter(({ problems }) => problems.length > 0)
    .map(({ task, model, scorer, problems }) => {
      const numSamples = problems.reduce((sum, problem) => sum + problem.numSamples, 0);
      const numCorrect = problems.reduce((sum, problem) => sum + problem.numCorrect, 0);
      return `${task} | ${model} | ${scorer}: ${problems.length} problems, ${numCorrect}/${numSamples}`;
    });
}

/**
 * Paths of an element of each array and each object that holds nothing but several of those, down to where records are; but for lists side by
 * side, of which an element belongs to that in its place in the others.
 */
function elementsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (path.length > 4 || typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  if (entries.filter(([, each]) => Array.isArray(each)).length > 1) return [];
  const areRecords = entries.length >= 2 && entries.every(([, each]) => typeof each === 'object' && each !== null);
  const middle = entries[Math.floor(entries.length / 2)];
  return [
    ...(areRecords && middle ? [[...path, middle[0]]] : []),
    ...entries.slice(0, 3).flatMap(([key, each]) => elementsOf(each, [...path, key])),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
