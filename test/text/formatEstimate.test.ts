import assert from 'node:assert/strict';
import {
  formatCountInterval,
  formatLevel,
  formatParameterEstimate,
  formatParameterInterval,
  formatPercentEstimate,
} from '../../server/text/formatEstimate.ts';

describe('formatEstimate', () => {
  it('puts the interval of a proportion beside it, in percent', () => {
    assert.equal(formatPercentEstimate({ value: 0.42, low: 0.361, high: 0.482 }), '42.0% [36.1, 48.2]');
    assert.equal(formatPercentEstimate({ value: 0, low: 0, high: 0.0123 }), '0.0% [0.0, 1.2]');
  });

  it('says in words which end of an interval is open', () => {
    assert.equal(formatParameterInterval({ low: 0.301, high: 0.412 }), '[0.301, 0.412]');
    assert.equal(formatParameterInterval({ low: 0.12, high: null }), '≥ 0.120, unbounded above');
    assert.equal(formatParameterInterval({ low: null, high: 0.412 }), '≤ 0.412');
    assert.equal(formatParameterInterval({ low: null, high: null }), 'not bounded by the data');
  });

  it('puts an open interval of a parameter in parentheses', () => {
    assert.equal(formatParameterEstimate(0.35, { low: 0.301, high: 0.412 }), '0.350 [0.301, 0.412]');
    assert.equal(formatParameterEstimate(0.35, { low: 0.12, high: null }), '0.350 (≥ 0.120, unbounded above)');
  });

  it('writes the interval of a k in whole attempts', () => {
    assert.equal(formatCountInterval({ low: 60, high: 1600 }), '[60, 1,600]');
    assert.equal(formatCountInterval({ low: 60, high: null }), '[60, ∞)');
  });

  it('writes a level without needless decimals', () => {
    assert.equal(formatLevel(0.9), '90%');
    assert.equal(formatLevel(0.995), '99.5%');
  });
});
