import assert from 'node:assert/strict';
import { describeDensity } from '../../server/text/describeDensity.ts';

/** Four cells of a decade. */
const edges = [-4, -3, -2, -1, 0];
const ceiling = { value: 0.9, low: 0.6, high: 1 };

describe('describeDensity', () => {
  it('names the solve rate that half of the problems, and nine in ten, are below, and the share that is never solved', () => {
    // .1 + .2 + .1 lie left of 10^−2, and half of the .2 to its right makes .5; nine in ten are three quarters into the last but one.
    assert.equal(
      describeDensity({ edges: [...edges, 1], mass: [0.2, 0.1, 0.2, 0.4, 0], never: 0.1 }, ceiling),
      'Half of the problems have a solve rate below about 0.0316; nine in ten have one below about 0.562; 10.0% [0.0, 40.0] can never be solved, by the prediction.',
    );
  });

  it('makes up no median where most problems are in the highest cell, whose rates crowd below 1', () => {
    assert.equal(
      describeDensity({ edges, mass: [0, 0.1, 0.1, 0.8], never: 0 }, { value: 1, low: 1, high: 1 }),
      'More than half of the problems have a solve rate above 0.100; 0.0% [0.0, 0.0] can never be solved, by the prediction.',
    );
  });

  it('leaves out what lies below the lowest edge', () => {
    assert.equal(
      describeDensity({ edges, mass: [0.5, 0.25, 0.05, 0.1], never: 0.1 }, ceiling),
      'Nine in ten have a solve rate below about 0.100; 10.0% [0.0, 40.0] can never be solved, by the prediction.',
    );
  });
});
