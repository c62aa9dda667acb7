import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { attemptDrift } from '../../server/core/attemptDrift.ts';
import { orderedProblems } from '../../server/core/attemptOrder.ts';
import { blockDispersion } from '../../server/core/blockDispersion.ts';
import type { Independence } from '../../server/core/independence.ts';
import { seededRandom, type RandomSource } from '../../server/core/seededRandom.ts';
import { sharedTrials } from '../../server/core/sharedTrials.ts';
import { testIndependence } from '../../server/core/testIndependence.ts';
import { drawOrders, packOutcomes, type DrawAttempt, type OrderedEval } from '../support/drawOrders.ts';
import { skipBecause } from '../support/skipBecause.ts';

describe('Tests of independence, against every order of small data', () => {
  const rows = [
    [1, 0, 0, 1, 1, 0, 1],
    [0, 0, 1, 1, 0],
  ];

  it('the block χ² has mean 1 and the stated variance', () => {
    const values = everyOrder(rows).map((orders) => {
      const { outcomes, problems } = packOutcomes(orders);
      return blockDispersion(outcomes, orderedProblems(problems), { level: 0.9, numBlocks: () => 3 })!;
    });
    checkMoments(
      values.map(({ value }) => value),
      1,
      2 / values[0]!.degreesOfFreedom,
    );
  });

  it('the block χ² is Pearson’s of each problem’s blocks, added up', () => {
    const { outcomes, problems } = packOutcomes([[1, 0, 0, 1, 1, 0, 1, 0], rows[0]!]);
    const { value } = blockDispersion(outcomes, orderedProblems(problems), { level: 0.9, numBlocks: () => 2 })!;
    // 8 attempts, blocks of 4 with 2 and 2 of 4 successes; 7 attempts, blocks of 3 and 4 with 1 and 3 of 4.
    const pearson = (observed: readonly number[], sizes: readonly number[], p: number): number =>
      observed.reduce((sum, x, b) => sum + (x - sizes[b]! * p) ** 2 / (sizes[b]! * p * (1 - p)), 0);
    const chiSquare = pearson([2, 2], [4, 4], 0.5) + pearson([1, 3], [3, 4], 4 / 7);
    assert.ok(Math.abs(value - chiSquare / (8 / 7 + 7 / 6)) < 1e-12);
  });

  it('the trend has mean 0 and variance 1', () => {
    const z = everyOrder(rows).map((orders) => {
      const { outcomes, problems } = packOutcomes(orders);
      const drift = attemptDrift(outcomes, orderedProblems(problems), 0.9)!;
      // log odds factor over its standard error; the interval at 90% reaches 1.645 of it.
      return Math.log(drift.value) / (Math.log(drift.high / drift.value) / 1.6448536269514722);
    });
    checkMoments(z, 0, 1);
  });

  it('the sums over problems have mean 1 and the stated variance, with unequal n, too', () => {
    for (const unequal of [rows, [...rows, [0, 1, 0, 0, 0]]]) {
      const values = everyOrder(unequal).map((orders) => {
        const { outcomes, problems } = packOutcomes(orders);
        return sharedTrials(outcomes, orderedProblems(problems), 0.9)!;
      });
      checkMoments(
        values.map(({ value }) => value),
        1,
        2 / values[0]!.degreesOfFreedom,
      );
    }
  });

  it('the sums over problems are Cochran’s Q over its degrees of freedom, but for a factor that goes to one', () => {
    const equal = [rows[0]!, [0, 1, 1, 0, 0, 0, 0], [1, 1, 0, 1, 1, 1, 0]];
    const { outcomes, problems } = packOutcomes(equal);
    const [numTrials, total] = [7, 11];
    const columns = Array.from({ length: numTrials }, (_, t) => equal.reduce((sum, row) => sum + row[t]!, 0));
    const squares = columns.reduce((sum, x) => sum + (x - total / numTrials) ** 2, 0);
    const rowTerm = problems.reduce((sum, { numCorrect: c }) => sum + c * (numTrials - c), 0);
    const cochran = (numTrials * (numTrials - 1) * squares) / rowTerm;
    const { value } = sharedTrials(outcomes, orderedProblems(problems), 0.9)!;
    assert.ok(Math.abs(value - cochran / (numTrials - 1)) < 1e-12, `${value}, Q = ${cochran}`);
  });
});

describe('testIndependence', () => {
  it('errs on independent attempts at the nominal rate, and its intervals cover', () => {
    const runs = 400;
    let [blocks, drift, across, covered, called] = [0, 0, 0, 0, 0];
    for (let run = 0; run < runs; run += 1) {
      const sizes = { numProblems: 30, numSamples: (problem: number) => (run % 2 === 0 ? 40 : 10 + (problem % 5) * 9) };
      const result = tested(verdictOf(drawOrders(seededRandom(run), sizes)));
      blocks += result.blocks!.pValue < 0.1 ? 1 : 0;
      drift += result.drift.pValue < 0.1 ? 1 : 0;
      across += result.acrossProblems!.pValue < 0.1 ? 1 : 0;
      covered += result.drift.low <= 1 && 1 <= result.drift.high ? 1 : 0;
      called += result.verdict === 'dependent' || result.verdict === 'nearly' ? 1 : 0;
    }
    // 40 expected; four standard errors are 24.
    for (const count of [blocks, drift, across, runs - covered])
      assert.ok(count >= 16 && count <= 64, `${count} of 400`);
    assert.ok(called <= 4, `${called} of 400 are called dependent`);
  });

  it('finds attempts that repeat the one before', () => {
    const { verdict, blocks } = tested(
      verdictOf(
        drawWorld(
          (random) => (rate, _, earlier) =>
            earlier.length > 0 && random() < 0.4 ? earlier.at(-1)! : bernoulli(rate, random),
        ),
      ),
    );
    assert.equal(verdict, 'dependent');
    // (1 + r)/(1 − r) for r = 0.4, but for the ends of the blocks.
    assert.ok(blocks!.value > 1.7 && blocks!.value < 2.4, `${blocks!.value}`);
  });

  it('finds attempts that are each counted twice', () => {
    const { verdict, blocks } = tested(
      verdictOf(
        drawWorld(
          (random) => (rate, place, earlier) => (place % 2 === 1 ? earlier[place - 1]! : bernoulli(rate, random)),
        ),
      ),
    );
    assert.equal(verdict, 'dependent');
    assert.ok(blocks!.low > 1.25 && blocks!.value < 2.3, `${blocks!.value}`);
  });

  it('finds a drift, and its size', () => {
    const { verdict, drift } = tested(
      verdictOf(
        drawWorld((random) => (rate, place) => {
          const odds = (rate / (1 - rate)) * Math.exp(0.8 * ((place + 0.5) / 60 - 0.5));
          return bernoulli(odds / (1 + odds), random);
        }),
      ),
    );
    assert.equal(verdict, 'dependent');
    assert.ok(drift.low < Math.exp(0.8) && Math.exp(0.8) < drift.high, `${drift.low} … ${drift.high}`);
    const [first, last] = [drift.stretches[0]!, drift.stretches.at(-1)!];
    assert.ok(first.passRate < first.expected.low && last.passRate > last.expected.high);
  });

  it('finds what problems share at an attempt number, and leaves their attempts independent', () => {
    const random = seededRandom(4);
    const shared = Array.from({ length: 60 }, () => (random() < 0.5 ? 0.6 : 1.4));
    const { verdict, acrossProblems } = tested(
      verdictOf(drawWorld((source) => (rate, place) => bernoulli(rate * shared[place]! * 0.6, source))),
    );
    assert.equal(verdict, 'independent');
    assert.ok(acrossProblems!.pValue < 1e-6 && acrossProblems!.low > 1.3);
  });

  it('becomes a warning only where it matters', () => {
    const codes = ({ outcomes, problems }: OrderedEval): readonly string[] => {
      const names = { task: '', model: '', scorer: '', recorded: [] };
      return analyzeEval({ ...names, problems, attemptOrder: { kind: 'kept', outcomes } }).warnings.map(
        ({ code }) => code,
      );
    };
    const copies = drawWorld(
      (random) => (rate, place, earlier) => (place % 2 === 1 ? earlier[place - 1]! : bernoulli(rate, random)),
    );
    assert.ok(codes(copies).includes('attemptsDepend'));
    assert.ok(
      !codes(drawOrders(seededRandom(2), { numProblems: 60, numSamples: () => 60 })).includes('attemptsDepend'),
    );
  });

  it('says why there is no test', () => {
    const problems = [{ problemId: 'a', numSamples: 3, numCorrect: 1 }];
    assert.deepEqual(testIndependence({ problems }, 0.9), { kind: 'notTested', reason: 'notRead' });
    const notKept = { kind: 'notKept', reason: 'countsOnly' } as const;
    assert.deepEqual(testIndependence({ problems, attemptOrder: notKept }, 0.9), {
      kind: 'notTested',
      reason: 'countsOnly',
    });
    assert.deepEqual(verdictOf(packOutcomes([[1, 1], [0, 0, 0], []])), {
      kind: 'notTested',
      reason: 'noMixedProblems',
    });
    const stopped = verdictOf(packOutcomes([[0, 0, 1], [0, 1], [1], [0, 0, 0, 0]]));
    assert.deepEqual(stopped, { kind: 'notTested', reason: 'stoppedAtSuccess' });
    assert.equal(tested(verdictOf(packOutcomes([[1, 0], [0, 1, 0], []]))).verdict, 'unclear');
  });

  it('says that most completions repeat, unless the order says more', () => {
    const repeats = { numRepeats: 60, numCompared: 100 };
    const independent = drawOrders(seededRandom(2), { numProblems: 60, numSamples: () => 60 });
    assert.equal(tested(verdictOf(independent, repeats)).verdict, 'repeated');
    assert.equal(tested(verdictOf(independent, { numRepeats: 40, numCompared: 100 })).verdict, 'independent');
  });

  it('finds the attempts of published runs independent given the problem, with block χ²/df from 0.94 to 1.14', function () {
    const runs = publishedOrders();
    if (runs === undefined) return skipBecause(this, 'the published outcomes are not beside the checkout');
    assert.equal(runs.length, 7);
    for (const { outcomes, problems } of runs) {
      const placed = orderedProblems(problems);
      for (const count of [5, 10, 20]) {
        const { value } = blockDispersion(
          outcomes,
          placed.filter(({ numCorrect: c }) => c >= 10),
          { level: 0.9, numBlocks: () => count },
        )!;
        assert.ok(value > 0.925 && value < 1.145, `${count} blocks: ${value}`);
      }
      assert.equal(tested(verdictOf({ outcomes, problems })).verdict, 'independent');
    }
  });
});

function verdictOf(
  { outcomes, problems }: OrderedEval,
  repeats?: { numRepeats: number; numCompared: number },
): Independence {
  return testIndependence({ problems, attemptOrder: { kind: 'kept', outcomes }, ...(repeats && { repeats }) }, 0.9);
}

function tested(result: Independence): Extract<Independence, { kind: 'tested' }> {
  assert.ok(result.kind === 'tested');
  return result;
}

/** 80 problems with 60 attempts. */
function drawWorld(draw: (random: RandomSource) => DrawAttempt): OrderedEval {
  const random = seededRandom(9);
  return drawOrders(random, { numProblems: 80, numSamples: () => 60 }, draw(random));
}

function bernoulli(rate: number, random: RandomSource): number {
  return random() < rate ? 1 : 0;
}

function checkMoments(values: readonly number[], mean: number, variance: number): void {
  const average = values.reduce((sum, x) => sum + x, 0) / values.length;
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  assert.ok(Math.abs(average - mean) < 1e-9, `mean ${average}, stated ${mean}`);
  assert.ok(Math.abs(square - variance) < 1e-9 * variance, `variance ${square}, stated ${variance}`);
}

/** All combinations of the distinct orders of each row. */
function everyOrder(rows: readonly (readonly number[])[]): number[][][] {
  return rows.reduce<number[][][]>(
    (all, row) => all.flatMap((head) => ordersOf(row).map((order) => [...head, order])),
    [[]],
  );
}

function ordersOf(row: readonly number[]): number[][] {
  if (row.length === 0) return [[]];
  return [...new Set(row)].flatMap((first) => {
    const at = row.indexOf(first);
    return ordersOf([...row.slice(0, at), ...row.slice(at + 1)]).map((rest) => [first, ...rest]);
  });
}

/** 10,000 attempts of seven models at 128 problems (Brown et al. 2024), in their order. */
function publishedOrders(): OrderedEval[] | undefined {
  const path = '../shared/data/counts/llmonkeys_pythia_math_ordered_success_indices.csv';
  if (!existsSync(path)) return undefined;
  const runs = new Map<string, { outcomes: Uint8Array; problems: OrderedEval['problems'][number][] }>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [model = '', , problemId = '', text = ''] = line.split(',');
    const run = runs.get(model) ?? { outcomes: new Uint8Array((128 * 10_000) / 8), problems: [] };
    runs.set(model, run);
    const start = run.problems.length * 10_000;
    const successes = text.split(' ').filter((place) => place !== '');
    for (const place of successes)
      run.outcomes[(start + Number(place) - 1) >>> 3]! |= 1 << ((start + Number(place) - 1) & 7);
    run.problems.push({ problemId, numSamples: 10_000, numCorrect: successes.length });
  }
  return [...runs.values()];
}
