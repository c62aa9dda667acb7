import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DEFAULT_SETTINGS, parseSettings } from '../../server/host/settings.ts';
import type { Settings } from '../../server/protocol/lsp.ts';

function checkSettings(sent: unknown, changed: Partial<Settings>, problems: readonly RegExp[] = []): void {
  const parsed = parseSettings(sent);
  assert.deepEqual(parsed.settings, { ...DEFAULT_SETTINGS, ...changed });
  assert.equal(parsed.problems.length, problems.length, parsed.problems.join('\n'));
  problems.forEach((expected, index) => {
    assert.match(parsed.problems[index] ?? '', expected);
  });
}

/** The client hands these to the language client and to the server's environment. */
const ofTheClientAlone = /^passkLens\.(?:trace\.|(?:enginesFolder|slurm|experimentsAtATime|dataFolder)$)/;

describe('Settings', () => {
  it('are the defaults where a client has none', () => {
    checkSettings(null, {});
    checkSettings({}, {});
    checkSettings('settings', {});
  });

  it('are taken as they are sent', () => {
    const sent = {
      ...DEFAULT_SETTINGS,
      predictAt: [1, 7],
      level: 0.95,
      modelParameters: 70,
      promptBilling: 'perAttempt',
    };
    checkSettings(sent, { predictAt: [1, 7], level: 0.95, modelParameters: 70, promptBilling: 'perAttempt' });
  });

  it('take the size of any model, or those of several', () => {
    const modelParameters = { small: 0.35, large: 7 };
    checkSettings({ modelParameters }, { modelParameters });
    checkSettings({ modelParameters: { small: -1 } }, {}, [/modelParameters must be a positive number/]);
    checkSettings({ modelParameters: [7] }, {}, [/modelParameters must be/]);
  });

  it('replace each bad value by its default, and say so', () => {
    checkSettings({ level: 90, predictAt: [0.5], problemLenses: false }, { problemLenses: false }, [
      /predictAt must be a list/,
      /level must be a number between/,
    ]);
  });

  it('are within their bounds whatever is sent', () => {
    const anything = fc.record(Object.fromEntries(Object.keys(DEFAULT_SETTINGS).map((name) => [name, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(anything, (sent) => {
        const { settings } = parseSettings(sent);
        assert.ok(settings.level > 0 && settings.level < 1);
        assert.ok(settings.predictAt.length > 0 && settings.predictAt.every((k) => Number.isSafeInteger(k) && k >= 1));
        assert.ok(settings.targetCoverage.every((coverage) => coverage > 0 && coverage < 1));
        assert.ok(settings.largeFileMegabytes > 0);
      }),
    );
  });

  it('are those that the extension declares', async () => {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    const declared = Object.entries(manifest.contributes.configuration.properties)
      .filter(([name]) => !ofTheClientAlone.test(name))
      .map(([name, property]) => [name.slice('passkLens.'.length), property.default] as const);
    assert.deepEqual(Object.fromEntries(declared), DEFAULT_SETTINGS);
  });
});
