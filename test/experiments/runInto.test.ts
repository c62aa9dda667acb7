import assert from 'node:assert/strict';
import type { InferenceSession } from 'onnxruntime-common';
import { loadOnnxRuntime, type OnnxRuntime } from '../../server/experiments/compute/loadOnnxRuntime.ts';
import { createOnnxGraph } from '../../server/experiments/compute/onnxGraph.ts';
import { floatsOf, openSession } from '../../server/experiments/compute/onnxSession.ts';
import { runInto, UNRETURNED } from '../../server/experiments/compute/runInto.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { root } from '../support/projectFiles.ts';

describe('A graph that is run for what it writes', function () {
  let runtime: OnnxRuntime;
  let session: InferenceSession;
  before(async function () {
    needsOnnxRuntime(this);
    runtime = await loadOnnxRuntime([root]);
    const graph = createOnnxGraph();
    graph.emptySequence(UNRETURNED);
    const x = graph.input('x', [3]);
    graph.output('double', graph.op('Add', [x, x]), [3]);
    graph.output('square', graph.op('Mul', [x, x]), [3]);
    session = await openSession({ runtime, provider: 'cpu', threads: 1 }, graph.bytes());
  });
  after(() => session.release());
  const floats = (...values: number[]): InstanceType<OnnxRuntime['Tensor']> =>
    new runtime.Tensor('float32', Float32Array.from(values), [values.length]);

  it('writes its outputs into the arrays that are given, at each run', async () => {
    const outputs = { double: floats(0, 0, 0), square: floats(0, 0, 0) };
    for (const x of [1, -3]) {
      await runInto(session, { x: floats(x, 5, Number.NaN) }, outputs);
      assert.deepEqual(outputs.double.data, Float32Array.of(2 * x, 10, Number.NaN));
      assert.deepEqual(outputs.square.data, Float32Array.of(x * x, 25, Number.NaN));
    }
  });

  it('fails with the reason of a run that fails', async () => {
    const outputs = { double: floats(0, 0, 0), square: floats(0, 0, 0) };
    await assert.rejects(runInto(session, { x: floats(1, 2) }, outputs), /dimension/i);
  });

  it('fails where sequences are refused before anything is computed', async () => {
    const refusal = new Error('Non tensor type is temporarily not supported.');
    const refusing = { run: () => Promise.reject(refusal) } as unknown as InferenceSession;
    await assert.rejects(runInto(refusing, { x: floats(1, 2, 3) }, { double: floats(7, 7, 7) }), refusal);
  });

  it('needs no refusal', async () => {
    const outputs = { double: floats(0, 0, 0) };
    const later = {
      run: () => {
        floatsOf(outputs.double).set([2, 4, 6]);
        return Promise.resolve({});
      },
    } as unknown as InferenceSession;
    await runInto(later, { x: floats(1, 2, 3) }, outputs);
    assert.deepEqual(outputs.double.data, Float32Array.of(2, 4, 6));
  });
});
