import assert from 'node:assert/strict';
import { createDocumentGate, type DocumentGate } from '../../client/documentGate.ts';
import type { LogSource } from '../../client/openLogs.ts';

const evaluation = 'file:///logs/a.jsonl';
const other = 'file:///package.json';

type Message = readonly [method: string, uri: string, version?: number];

/** Sends notifications through a new gate, for which `evaluation` is one, and compares which pass. */
function checkGate(messages: readonly (Message | 'reset')[], expected: readonly boolean[]): DocumentGate {
  const gate = createDocumentGate((uri) => (uri === evaluation ? 'buffer' : undefined));
  const passed = messages.flatMap((message) => {
    if (message !== 'reset') {
      const [method, uri, version] = message;
      return [gate.admitsNotification(`textDocument/${method}`, { textDocument: { uri, version } })];
    }
    gate.reset();
    return [];
  });
  assert.deepEqual(passed, expected);
  return gate;
}

describe('the document gate', () => {
  it('lets an evaluation log through from opening to closing', () => {
    const messages: Message[] = [
      ['didOpen', evaluation, 1],
      ['didChange', evaluation, 2],
      ['didSave', evaluation],
      ['didClose', evaluation],
    ];
    checkGate(messages, [true, true, true, true]);
  });

  it('keeps every message about another document back', () => {
    const messages: Message[] = [
      ['didOpen', other, 1],
      ['didChange', other, 2],
      ['didSave', other],
      ['didClose', other],
    ];
    checkGate(messages, [false, false, false, false]);
  });

  it('drops the edit that is already in the text a document was opened with', () => {
    const messages: Message[] = [
      ['didChange', evaluation, 4],
      ['didOpen', evaluation, 5],
      ['didChange', evaluation, 5],
      ['didChange', evaluation, 6],
    ];
    checkGate(messages, [false, true, false, true]);
  });

  it('opens a document once, and again after it was closed or the server is a new one', () => {
    const open: Message = ['didOpen', evaluation, 1];
    const gate = checkGate(
      [open, open, ['didClose', evaluation], open, 'reset', open, ['didClose', evaluation]],
      [true, false, true, true, true, true],
    );
    assert.equal(gate.isOpen(evaluation), false);
  });

  it('keeps a text back that the server reads from disk, and still lets its closing and requests through', () => {
    let source: LogSource = 'buffer';
    const gate = createDocumentGate(() => source);
    const admits = (method: string, version?: number): boolean =>
      gate.admitsNotification(`textDocument/${method}`, { textDocument: { uri: evaluation, version } });
    assert.equal(admits('didOpen', 1), true);
    source = 'disk';
    assert.equal(admits('didClose'), true);
    assert.equal(admits('didOpen', 2), false);
    assert.equal(admits('didChange', 3), false);
    assert.equal(gate.admitsRequest({ textDocument: { uri: evaluation } }), true);
  });

  it('asks nothing about other documents, and everything about evaluations or no document', () => {
    const gate = createDocumentGate((uri) => (uri === evaluation ? 'buffer' : undefined));
    assert.equal(gate.admitsRequest({ textDocument: { uri: evaluation } }), true);
    assert.equal(gate.admitsRequest({ textDocument: { uri: other } }), false);
    assert.equal(gate.admitsRequest({ uri: other }), true);
    assert.equal(gate.admitsRequest(undefined), true);
    assert.equal(gate.admitsNotification('workspace/didChangeConfiguration', { settings: {} }), true);
  });
});
