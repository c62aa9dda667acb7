import assert from 'node:assert/strict';
import { InvalidArgumentError } from 'commander';
import {
  parseAttemptCounts,
  parseGate,
  parseHalfWidth,
  parseLevel,
  parseModelParameters,
  parseModelSize,
  parseNatural,
  parseSeed,
  parseTargets,
} from '../../server/cli/parseArguments.ts';

describe('parseArguments', () => {
  it('reads attempts as people write them, each once', () => {
    checkParse(parseAttemptCounts, '1,10,100', [1, 10, 100]);
    checkParse(parseAttemptCounts, '10k, 1e4,1.1k', [10_000, 1100]);
    checkRefused(parseAttemptCounts, ['', '0', '-1', '1.5', 'ten', '1,,2', 'NaN', 'Infinity', '1e13', '0x10', '1e400']);
  });

  it('reads coverages strictly between 0 and 1, as proportions or percent', () => {
    checkParse(parseTargets, '0.5,80%,.9', [0.5, 0.8, 0.9]);
    checkRefused(parseTargets, ['0', '1', '80', '100%', '', 'x']);
  });

  it('reads a level within sense', () => {
    checkParse(parseLevel, '0.9', 0.9);
    checkParse(parseLevel, '95%', 0.95);
    checkRefused(parseLevel, ['0.1', '1', '90', '-0.9']);
  });

  it('reads sizes of named models, of which a name may hold “=”', () => {
    checkParse(parseModelSize, '7B', [{ model: undefined, parameters: 7e9 }]);
    checkParse(parseModelSize, 'a=b=350M', [{ model: 'a=b', parameters: 350e6 }]);
    checkRefused(parseModelSize, ['a=', 'a', '=', 'a=-1']);
  });

  it('reads a half width between 0 and one half', () => {
    checkParse(parseHalfWidth, '2%', 0.02);
    checkParse(parseHalfWidth, '.05', 0.05);
    checkRefused(parseHalfWidth, ['0', '0.5', '-0.1', '60%', 'x', '']);
  });

  it('reads how many to list', () => {
    checkParse(parseNatural, '20', 20);
    checkRefused(parseNatural, ['0', '1.5', '-3', '', 'all']);
  });

  it('reads the size of a model with or without its suffix', () => {
    checkParse(parseModelParameters, '7e9', 7e9);
    checkParse(parseModelParameters, '7B', 7e9);
    checkParse(parseModelParameters, '70b', 70e9);
    checkParse(parseModelParameters, '350M', 350e6);
    checkParse(parseModelParameters, '1.5T', 1.5e12);
    checkParse(parseModelParameters, '7000000000', 7e9);
    checkRefused(parseModelParameters, ['', 'B', '0', '-7B', '7 billion', '7BB']);
  });

  it('reads a seed', () => {
    checkParse(parseSeed, '7', 7);
    checkRefused(parseSeed, ['-1', '1.5', '', '4294967296']);
  });

  it('reads gates, and collects them', () => {
    checkParse(parseGate, 'pass@10=0.5', [{ k: 10, coverage: 0.5 }]);
    assert.deepEqual(parseGate('pass@1k=70%', parseGate('pass@1=0')), [
      { k: 1, coverage: 0 },
      { k: 1000, coverage: 0.7 },
    ]);
    checkRefused(parseGate, ['pass@10', '10=0.5', 'pass@=0.5', 'pass@10=', 'pass@10=5', 'pass@0=0.5']);
  });
});

function checkParse(parse: (text: string) => unknown, text: string, expected: unknown): void {
  assert.deepEqual(parse(text), expected);
}

function checkRefused(parse: (text: string) => unknown, texts: readonly string[]): void {
  for (const text of texts) assert.throws(() => parse(text), InvalidArgumentError, `“${text}” was accepted`);
}
