import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { jobPanelModel } from '../../server/host/jobPanelModel.ts';
import { writeRecord } from '../../server/jobs/jobFolder.ts';
import { readResult, ResultError } from '../../server/jobs/readResult.ts';
import type { ExperimentResult } from '../../server/protocol/experimentResult.ts';
import { jobRecord, memoryResult, vaeResult } from '../support/sampleExperiment.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

/** Of the types these may be absent, and of the settings the result needs none of these. */
const OPTIONAL =
  /\.(?:quantile|effectiveK|powerLaw|powerLawWithFloor|correlation|\d\.beta)$|^spec\.(?!data$|images|seeds|epochs|batchSize|learningRate|attempts|model$|temperatures)/;

describe('The result of an experiment', () => {
  const scratch = useScratchFolder();
  const read = (text: string): Promise<ExperimentResult> => {
    scratch.write('result.json', text);
    return readResult(scratch.at(''));
  };
  const checkRefused = async (text: string, message: RegExp): Promise<void> => {
    await assert.rejects(read(text), (error) => {
      assert.ok(error instanceof ResultError, String(error));
      assert.match(error.message, message);
      assert.ok(error.message.startsWith(scratch.at('result.json')), 'it names the file');
      assert.match(error.message, /Run the experiment again/);
      return true;
    });
  };

  it('is read as it was written', async () => {
    for (const result of [vaeResult, memoryResult]) assert.deepEqual(await read(JSON.stringify(result)), result);
  });

  it('is refused where any part of it is missing or of another kind, by the place of that', async () => {
    for (const result of [vaeResult, memoryResult])
      for (const path of pathsIn(result)) {
        const place = path.join('.');
        if (place === 'model' || place === 'spec.model') continue;
        const text = JSON.stringify(changed(result, path, () => ({ odd: true })));
        if (OPTIONAL.test(place)) {
          await read(JSON.stringify(changed(result, path, () => undefined)));
          continue;
        }
        await checkRefused(text, new RegExp(`of another version: ${place.replaceAll('.', '\\.')}`));
        if (typeof path.at(-1) === 'string')
          await checkRefused(JSON.stringify(changed(result, path, () => undefined)), /is damaged/);
      }
  });

  it('is refused where it is cut off, empty, of another model or version, or not there', async () => {
    const text = JSON.stringify(vaeResult);
    await checkRefused(text.slice(0, -10), /is damaged: it is no JSON/);
    await checkRefused('', /is damaged: it is no JSON/);
    await checkRefused('null', /it is no object/);
    await checkRefused(JSON.stringify({ ...vaeResult, model: 'gan' }), /model is not what it should be/);
    await checkRefused(JSON.stringify({ ...vaeResult, schemaVersion: 2 }), /of another version: schemaVersion/);
    await assert.rejects(readResult(scratch.at('nowhere')), /cannot be read \(ENOENT/);
  });

  it('that is damaged is one error in the panel', async () => {
    scratch.write('result.json', '{"schemaVersion": 1, "model": "vae"}');
    await writeRecord(scratch.at(''), { ...jobRecord, state: { kind: 'done' } });
    const panel = await jobPanelModel(pathToFileURL(scratch.at('job.json')).href, 0);
    assert.equal(panel.state, 'failed');
    assert.match(panel.message ?? '', /result\.json is damaged, or of another version: /);
  });
});

type Path = readonly (string | number)[];

/** Of every part, whole or small. */
function pathsIn(value: unknown, place: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...keys].flatMap((key) => {
    const path = [...place, key];
    return [path, ...pathsIn((value as Record<string | number, unknown>)[key], path)];
  });
}

function changed(value: unknown, [key, ...rest]: Path, change: () => unknown): unknown {
  if (key === undefined) return change();
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = changed(copy[key], rest, change);
  return copy;
}
