import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { cheapestModels } from '../../server/core/cheapestModels.ts';
import { commonCosts } from '../../server/core/commonCosts.ts';
import { type Contender, contenderOf } from '../../server/core/contender.ts';
import type { CostModel } from '../../server/core/cost.ts';
import type { EvalCounts } from '../../server/core/counts.ts';
import { paretoFront } from '../../server/core/paretoFront.ts';
import { pythiaMathEval } from '../support/countData.ts';
import { evalOf } from '../support/evalOf.ts';
import { skipBecause } from '../support/skipBecause.ts';

const TARGETS = [0.2, 0.4, 0.6, 0.7, 0.8, 0.97];

describe('cheapestModels', () => {
  describe('on seven models with 10,000 attempts at 128 problems', () => {
    const sizes = { '70M': 70e6, '160M': 160e6, '410M': 410e6, '1B': 1e9, '2.8B': 2.8e9, '6.9B': 6.9e9, '12B': 12e9 };
    let contenders: readonly Contender[] = [];

    before(function () {
      contenders = Object.entries(sizes).map(([size, parameters]) => {
        const counts = pythiaMathEval(`Pythia ${size}`);
        if (counts === undefined) skipBecause(this, 'published counts (../shared/data/counts) are not here');
        return contender(counts, { unit: 'flops', perAttempt: 2 * parameters });
      });
    });

    // The published k are of a grid of ratio 1.02: the exact ones are at most that much smaller.
    for (const [coverage, model, publishedK] of [
      [0.2, 'Pythia 160M', 143],
      [0.4, 'Pythia 160M', 907],
      [0.6, 'Pythia 2.8B', 433],
      [0.7, 'Pythia 2.8B', 1342],
      [0.8, 'Pythia 2.8B', 7073],
    ] as const) {
      it(`finds ${model} cheapest for ${100 * coverage}%, from observed counts alone`, () => {
        const [best] = cheapestModels(coverage, contenders);
        const { analysis } = contenders[best!.contender]!;
        assert.equal(analysis.counts.model, model);
        assert.ok(best!.answer.reachable);
        const { k, kInterval, cost, basis } = best!.answer;
        assert.equal(basis, 'observed');
        assert.ok(k <= publishedK && k > publishedK / 1.02, `k = ${k}, published ${publishedK}`);
        assert.ok(productPassAtK(analysis.counts, k) >= coverage && productPassAtK(analysis.counts, k - 1) < coverage);
        assert.ok(kInterval.low! <= k && kInterval.high! >= k);
        assert.equal(cost, k * 2 * sizes[model.slice('Pythia '.length) as keyof typeof sizes]);
      });
    }

    it('predicts where the data do not reach, and says what is out of reach', () => {
      const answers = cheapestModels(0.97, contenders);
      for (const { answer } of answers)
        if (answer.reachable) assert.ok(answer.basis === 'predicted' && answer.k > 10_000);
      const reachable = answers.map(({ answer }) => answer.reachable);
      assert.deepEqual(
        reachable,
        [...reachable].sort((a, b) => Number(b) - Number(a)),
      );
      assert.ok(reachable.includes(false));
    });
  });

  it('puts the cheaper of two alike first, with intervals that the cost follows', () => {
    const counts = evalOf(mixed(1));
    const answers = cheapestModels(0.6, [
      contender(counts, { perAttempt: 3, perPrompt: 10 }),
      contender(counts, { perAttempt: 2, perPrompt: 10 }),
    ]);
    assert.deepEqual(
      answers.map(({ contender: index }) => index),
      [1, 0],
    );
    for (const { contender: index, answer } of answers) {
      assert.ok(answer.reachable);
      const perAttempt = [3, 2][index]!;
      assert.equal(answer.cost, 10 + perAttempt * answer.k);
      assert.equal(answer.costInterval.low, 10 + perAttempt * answer.kInterval.low!);
    }
  });

  it('answers from the data where nothing can be predicted, with the interval of the observed mean', () => {
    const half = contender(evalOf([[1, 1], [1, 0]])); // prettier-ignore
    const [known] = cheapestModels(0.4, [half]);
    assert.deepEqual(known?.answer, {
      ...{ reachable: true, k: 1, kInterval: { low: 1, high: null } },
      ...{ cost: 1, costInterval: { low: 1, high: null }, basis: 'observed' },
    });
    const always = contender(evalOf(Array.from({ length: 30 }, () => [10, 10] as const)));
    const [certain] = cheapestModels(0.6, [always]);
    assert.deepEqual(certain?.answer.reachable && certain.answer.kInterval, { low: 1, high: 1 });
    const [unknown] = cheapestModels(0.6, [half]);
    assert.deepEqual(unknown?.answer, { coverage: 0.6, reachable: false, why: 'notIdentified', bandReaches: true });
  });
});

describe('paretoFront', () => {
  const contenders = [
    contender(evalOf(mixed(1)), { perAttempt: 1 }),
    contender(evalOf(mixed(3)), { perAttempt: 4, perPrompt: 2 }),
    contender(evalOf(mixed(2)), { perAttempt: 50 }),
  ];
  const front = paretoFront(contenders);

  it('rises in cost and in coverage', () => {
    assert.ok(front.length > 5);
    front.slice(1).forEach((point, i) => {
      assert.ok(point.cost > front[i]!.cost && point.value > front[i]!.value);
    });
  });

  it('holds nothing that another model and k beats', () => {
    for (const point of front) {
      for (const { cost, at } of contenders) {
        for (let k = 1; k <= 200 && cost.perPrompt + k * cost.perAttempt <= point.cost; k += 1) {
          assert.ok(at(k).value <= point.value + 1e-12, `k = ${k} beats k = ${point.k}`);
        }
      }
    }
  });

  it('leaves out a model that is dearer and no better', () => {
    const dear = contender(evalOf(mixed(1)), { perAttempt: 2 });
    assert.ok(paretoFront([contenders[0]!, dear]).every(({ contender: index }) => index === 0));
  });

  it('has the cost and the coverage of its k', () => {
    for (const { contender: index, k, cost, value, basis, low, high } of front) {
      const { cost: model, analysis, observedUpTo } = contenders[index]!;
      assert.equal(cost, model.perPrompt + k * model.perAttempt);
      assert.equal(basis, k <= observedUpTo ? 'observed' : 'predicted');
      if (basis === 'observed') assert.ok(Math.abs(value - productPassAtK(analysis.counts, k)) < 1e-12);
      assert.ok(low <= value && value <= high);
    }
  });
});

describe('commonCosts', () => {
  const usd: CostModel = { unit: 'usd', perAttempt: 0.1, perPrompt: 0, assumptions: ['a'] };
  const flops: CostModel = { unit: 'flops', perAttempt: 1e12, perPrompt: 0, assumptions: ['b'] };
  const attempts: CostModel = { unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: ['c'] };

  it('keeps dollars beside dollars and FLOP beside FLOP', () => {
    checkCommon([usd, usd], [undefined, 1e9], ['usd 0.1', 'usd 0.1']);
    checkCommon([flops, flops], [1e9, 1e9], ['flops 1000000000000', 'flops 1000000000000']);
  });

  it('falls back on FLOP for each decoded token where every size is known', () => {
    checkCommon([flops, attempts], [1e9, 2e9], ['flops 2000000000', 'flops 4000000000']);
    checkCommon([attempts, attempts], [1e9, 2e9], ['flops 2000000000', 'flops 4000000000']);
  });

  it('counts attempts where nothing else is common to all, and says that this is not cost', () => {
    checkCommon([usd, flops], [undefined, 1e9], ['attempts 1', 'attempts 1']);
    const [common] = commonCosts([{ cost: attempts, parameters: undefined }]);
    assert.match(common?.assumptions[0] ?? '', /k is compared and not cost/);
  });

  function checkCommon(
    costs: readonly CostModel[],
    sizes: readonly (number | undefined)[],
    expected: readonly string[],
  ): void {
    const common = commonCosts(costs.map((cost, i) => ({ cost, parameters: sizes[i] })));
    assert.deepEqual(
      common.map(({ unit, perAttempt }) => `${unit} ${perAttempt}`),
      expected,
    );
  }
});

/** Twelve problems of 40 attempts, with more successes for a better model. */
function mixed(skill: number): (readonly [number, number])[] {
  return [0, 0, 0, 1, 1, 2, 3, 5, 8, 9, 10, 12].map((c, i) => [40, Math.min(40, c * skill + (i > 1 ? skill - 1 : 0))]);
}

function contender(counts: EvalCounts, cost: Partial<CostModel> = {}): Contender {
  const model: CostModel = { unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: ['test'], ...cost };
  return contenderOf(analyzeEval(counts, { at: [], level: 0.9, targets: [...TARGETS, 0.6] }), model);
}

/** Chen's estimator as a product of k ratios. */
function productPassAtK({ problems }: EvalCounts, k: number): number {
  const fails = problems.map(({ numSamples: n, numCorrect: c }) => {
    let product = 1;
    for (let j = 0; j < k; j += 1) product *= Math.max(0, n - c - j) / (n - j);
    return product;
  });
  return 1 - fails.reduce((sum, fail) => sum + fail, 0) / problems.length;
}
