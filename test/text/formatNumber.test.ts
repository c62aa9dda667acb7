import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatCost,
  formatCount,
  formatFlops,
  formatParameter,
  formatPercent,
  formatPercentagePoints,
  formatQuantity,
  formatRate,
  formatShortCount,
  formatUsd,
} from '../../server/text/formatNumber.ts';

describe('formatNumber', () => {
  it('writes a proportion in percent with one decimal', () => {
    checkFormat(formatPercent, [
      [0, '0.0%'],
      [-0, '0.0%'],
      [0.42, '42.0%'],
      [0.4207, '42.1%'],
      [1, '100.0%'],
    ]);
  });

  it('does not round what is possible to never or always', () => {
    checkFormat(formatPercent, [
      [1e-9, '<0.1%'],
      [0.0005, '0.1%'],
      [0.9994, '99.9%'],
      [0.99999, '>99.9%'],
    ]);
  });

  it('writes a solve rate near 0 or 1 with two digits of what is left', () => {
    checkFormat(formatRate, [
      [0, '0.0%'],
      [1, '100.0%'],
      [0.42, '42.0%'],
      [0.0099, '0.99%'],
      [0.00012, '0.012%'],
      [0.00000012, '1.2×10⁻⁵%'],
      [0.99, '99.0%'],
      [0.9977, '99.77%'],
      [0.99998, '99.9980%'],
    ]);
  });

  it('signs a difference', () => {
    checkFormat(formatPercentagePoints, [
      [0.023, '+2.3 pp'],
      [-0.023, '−2.3 pp'],
      [-0.00001, '+0.0 pp'],
    ]);
  });

  it('gives a parameter three significant digits', () => {
    checkFormat(formatParameter, [
      [0.35, '0.350'],
      [11.7, '11.7'],
      [100.08, '100'],
      [999.96, '1,000'],
      [0.00012, '1.20×10⁻⁴'],
      [1e6, '1.00×10⁶'],
      [0, '0'],
    ]);
  });

  it('separates thousands in counts', () => {
    checkFormat(formatCount, [
      [0, '0'],
      [-0.2, '0'],
      [164, '164'],
      [1640, '1,640'],
      [1234567, '1,234,567'],
      [1e18, '1.00×10¹⁸'],
    ]);
  });

  it('shortens counts for axes, without a step that its digits outgrow', () => {
    checkFormat(formatShortCount, [
      [1, '1'],
      [950, '950'],
      [1500, '1.5k'],
      [10_000, '10k'],
      [999_999, '1M'],
      [2e9, '2B'],
    ]);
  });

  it('writes dollars to the cent, and small prices with two significant digits', () => {
    checkFormat(formatUsd, [
      [0, '$0'],
      [1234.5, '$1,234.50'],
      [0.999, '$1.00'],
      [0.0032, '$0.0032'],
      [0.000012, '$0.000012'],
      [-2, '−$2.00'],
      [2.5e6, '$2.5M'],
    ]);
  });

  it('writes operations with an SI prefix', () => {
    checkFormat(formatFlops, [
      [0, '0 FLOP'],
      [950, '950 FLOP'],
      [2.4e12, '2.40 TFLOP'],
      [999_999, '1.00 MFLOP'],
      [3e33, '3,000 QFLOP'],
    ]);
  });

  it('names the unit of a cost', () => {
    assert.equal(formatCost(0.0032, 'usd'), '$0.0032');
    assert.equal(formatCost(2.4e12, 'flops'), '2.40 TFLOP');
    assert.equal(formatCost(93, 'attempts'), '93 attempts');
    assert.equal(formatCost(2.4, 'attempts'), '2.4 attempts');
    assert.equal(formatCost(1.004, 'attempts'), '1 attempt');
    assert.equal(formatCost(1234.5, 'attempts'), '1,235 attempts');
    assert.equal(formatCost(1, 'attempts'), '1 attempt');
  });

  it('counts things in the singular and the plural', () => {
    assert.equal(formatQuantity(1, 'problem'), '1 problem');
    assert.equal(formatQuantity(1640, 'problem'), '1,640 problems');
    assert.equal(formatQuantity(2, 'problem has', 'problems have'), '2 problems have');
  });

  it('never shows a value that is not a number, nor a negative zero', () => {
    const proportions = fc.oneof(fc.double({ min: -1, max: 1 }), fc.constantFrom(NaN, Infinity, -Infinity));
    checkAlwaysReadable([formatPercent, formatPercentagePoints], proportions);
    checkAlwaysReadable([formatParameter, formatCount, formatShortCount, formatUsd, formatFlops], fc.double());
  });
});

function checkAlwaysReadable(formats: readonly ((value: number) => string)[], values: fc.Arbitrary<number>): void {
  fc.assert(
    fc.property(values, (value) => {
      for (const format of formats) assert.doesNotMatch(format(value), /NaN|Infinity|undefined|^[-−]\$?0(\.0*)?\D*$/);
    }),
  );
}

function checkFormat(format: (value: number) => string, cases: readonly (readonly [number, string])[]): void {
  for (const [value, expected] of cases) assert.equal(format(value), expected);
}
