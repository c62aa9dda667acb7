import assert from 'node:assert/strict';
import { createOpenLogs, type OpenLogChange, type OpenLogs } from '../../client/openLogs.ts';

const uri = 'file:///logs/a.jsonl';
const fitted = { stage: 'fitted', summary: 'β 0.35', numErrors: 0, numWarnings: 1 } as const;

/** Does something with an empty list of logs, and compares what listeners hear and what the log's source is in the end. */
function checkOpenLogs(
  act: (logs: OpenLogs) => void,
  expected: { readonly heard: readonly OpenLogChange['kind'][]; readonly source: 'buffer' | 'disk' | undefined },
): void {
  const logs = createOpenLogs();
  const heard: OpenLogChange['kind'][] = [];
  logs.onDidChange((change) => {
    assert.equal(change.uri, uri);
    heard.push(change.kind);
  });
  act(logs);
  assert.deepEqual({ heard, source: logs.source(uri) }, expected);
  assert.deepEqual(logs.uris(), expected.source === undefined ? [] : [uri]);
}

describe('the open logs', () => {
  it('read what the file does not have from the buffer, and the file again once it has it', () => {
    checkOpenLogs(
      (logs) => {
        logs.hold(uri, 'document');
        logs.hold(uri, 'edits');
        assert.equal(logs.source(uri), 'buffer');
        logs.release(uri, 'edits');
      },
      { heard: ['source', 'source', 'source'], source: 'disk' },
    );
  });

  it('read a log without edits from disk, whoever shows it', () => {
    for (const holder of ['document', 'tab', 'panel', 'comparison'] as const) {
      checkOpenLogs(
        (logs) => {
          logs.hold(uri, holder);
        },
        { heard: ['source'], source: 'disk' },
      );
    }
  });

  it('stay silent when a second holder changes nothing', () => {
    checkOpenLogs(
      (logs) => {
        logs.hold(uri, 'document');
        logs.hold(uri, 'panel');
        logs.release(uri, 'panel');
      },
      { heard: ['source'], source: 'disk' },
    );
  });

  it('forget a log with its last holder', () => {
    checkOpenLogs(
      (logs) => {
        logs.hold(uri, 'tab');
        logs.release(uri, 'tab');
        logs.release(uri, 'tab');
      },
      { heard: ['source', 'source'], source: undefined },
    );
  });

  it('tell of a new state, but not of one for a log that nobody holds', () => {
    checkOpenLogs(
      (logs) => {
        logs.setState(uri, fitted);
        logs.hold(uri, 'document');
        assert.equal(logs.state(uri)?.stage, 'reading');
        logs.setState(uri, fitted);
        assert.equal(logs.state(uri), fitted);
      },
      { heard: ['source', 'state'], source: 'disk' },
    );
  });
});
