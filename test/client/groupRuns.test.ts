import assert from 'node:assert/strict';
import { groupRuns, rivalsOf, siblingsOf } from '../../client/groupRuns.ts';
import { createOpenLogs, type OpenLogs } from '../../client/openLogs.ts';
import { mergedRunsUri, runsBehind } from '../../server/protocol/mergedRuns.ts';

function logsOf(runs: Readonly<Record<string, string | undefined>>): OpenLogs {
  const logs = createOpenLogs();
  for (const [uri, model] of Object.entries(runs)) {
    logs.hold(uri, 'document');
    const state = { stage: 'fitted', summary: '', numErrors: 0, numWarnings: 0 } as const;
    logs.setState(uri, model === undefined ? state : { ...state, run: { task: 't', model } });
  }
  return logs;
}

describe('the runs among the open logs', () => {
  it('are the logs of one task and model, in their order', () => {
    const logs = logsOf({ a: 'm', b: 'other', c: 'm' });
    assert.deepEqual(groupRuns(logs), [
      { name: 't · m', uris: ['a', 'c'] },
      { name: 't · other', uris: ['b'] },
    ]);
    assert.deepEqual(siblingsOf(logs, 'c'), ['a', 'c']);
  });

  it('stand with those beside them that are not open, which no lens offers', () => {
    const logs = logsOf({ a: 'm', b: undefined });
    const state = { stage: 'fitted', summary: '', numErrors: 0, numWarnings: 0 } as const;
    logs.setState('a', { ...state, run: { task: 't', model: 'm' }, runsBeside: ['c', 'd'] });
    assert.deepEqual(groupRuns(logs), [
      { name: 't · m', uris: ['a', 'c', 'd'] },
      { name: '', uris: ['b'] },
    ]);
    assert.deepEqual(siblingsOf(logs, 'a'), ['a']);
  });

  it('that are parts of one evaluation belong together by their folder', () => {
    const logs = logsOf({ a: 'm', b: 'm', c: 'm' });
    const state = { stage: 'fitted', summary: '', numErrors: 0, numWarnings: 0 } as const;
    for (const [uri, folder] of Object.entries({ a: '/x', b: '/y', c: '/x' }))
      logs.setState(uri, { ...state, run: { task: 't', model: '', folder } });
    assert.deepEqual(
      groupRuns(logs).map(({ name, uris }) => [name, ...uris]),
      [
        ['t', 'a', 'c'],
        ['t', 'b'],
      ],
    );
  });

  it('are never logs that name no model, nor what is merged already', () => {
    const merged = mergedRunsUri('a and 1 more', ['a', 'b']);
    const logs = logsOf({ a: undefined, b: undefined, c: 'm', [merged]: 'm' });
    assert.ok(groupRuns(logs).every(({ uris }) => uris.length === 1));
  });
});

describe('the URI of merged runs', () => {
  it('tells the files behind it, whatever they are called', () => {
    const uris = ['file:///a%20b/%23?x=1&y="2".json', 'file:///c.eval'];
    const uri = mergedRunsUri('x/y and 1 more', uris);
    assert.deepEqual(runsBehind(uri), uris);
    assert.equal(uri.split('?')[0], 'passk-runs:/x%2Fy%20and%201%20more');
    assert.equal(runsBehind('file:///a.json?["b"]'), undefined);
    assert.deepEqual(runsBehind('passk-runs:/x?{'), []);
  });
});

describe('the open logs that can be compared with one', () => {
  it('are those of its task, itself first, where they are of several models', () => {
    const logs = logsOf({ a: 'm', b: 'other', c: 'm', d: '', e: undefined });
    assert.deepEqual(rivalsOf(logs, 'b'), ['b', 'a', 'c']);
    assert.deepEqual(rivalsOf(logs, 'a'), ['a', 'b', 'c']);
    for (const uri of ['d', 'e', 'not open']) assert.deepEqual(rivalsOf(logs, uri), []);
    assert.deepEqual(rivalsOf(logsOf({ a: 'm', c: 'm' }), 'a'), []);
  });
});
