import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseEngine, type ChosenEngine } from '../../server/experiments/compute/chooseEngine.ts';
import { ExperimentError } from '../../server/experiments/experimentError.ts';
import { presets } from '../../server/experiments/presets.ts';
import { writeRecord } from '../../server/jobs/jobFolder.ts';
import type { ExperimentSpec } from '../../server/protocol/experiment.ts';
import { eventually } from '../support/eventually.ts';
import { installEngine } from '../support/brokenEngine.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { root } from '../support/projectFiles.ts';
import { needsBuiltPassk } from '../support/runPassk.ts';
import { jobRecord } from '../support/sampleExperiment.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const spec: ExperimentSpec = { ...presets.quick.vae, engine: 'auto', data: 'synthetic', images: 12, threads: 1 };
/** TensorFlow.js as it is, under the name of the package that has native code. */
const plainTfjs = `require(${JSON.stringify(join(root, 'node_modules', '@tensorflow', 'tfjs'))})`;

/** The real job program probes; the packages that break are installed before those of the checkout, and are found first. */
describe('The engine `auto`', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  const environment = process.env['PASSK_LENS_ENGINES'];
  afterEach(() => {
    if (environment === undefined) delete process.env['PASSK_LENS_ENGINES'];
    else process.env['PASSK_LENS_ENGINES'] = environment;
  });
  const choose = async (
    packages: Readonly<Record<string, string>>,
    more: Partial<
      Pick<Parameters<typeof chooseEngine>[0], 'longestProbeMs' | 'signal' | 'spec' | 'begunWith' | 'folders' | 'probe'>
    > = {},
  ): Promise<ChosenEngine> => {
    for (const [name, onLoad] of Object.entries(packages))
      Object.assign(process.env, installEngine(scratch, name, onLoad));
    mkdirSync(scratch.at('job'), { recursive: true });
    await writeRecord(scratch.at('job'), { ...jobRecord, spec });
    return chooseEngine({
      ...{ spec, folders: [scratch.at('engines'), root] },
      probe: [process.execPath, join(root, 'dist', 'job.js'), scratch.at('job')],
      signal: new AbortController().signal,
      ...more,
    });
  };
  const reason = ({ report }: ChosenEngine, name: string): string =>
    report.fallbacks.find((text) => text.startsWith(name)) ?? assert.fail(report.fallbacks.join(' '));

  it('takes the processor where nothing else is there, and says why not another', async () => {
    const chosen = await choose({});
    assert.equal(chosen.report.used, 'onnx-cpu');
    assert.match(reason(chosen, 'tfjs'), /@tensorflow\/tfjs-node is not installed/);
    assert.equal(chosen.report.fallbacks.length, 3);
    assert.equal(reason(chosen, 'tfjs').match(/To add it/g)?.length, 1, 'the way to it is said once');
  });

  it('says in a sentence what a GPU engine needs, before what native code says', async () => {
    const engine = 'InferenceSession: { create: async (graph, options) => {';
    const real = JSON.stringify(join(root, 'node_modules', 'onnxruntime-node'));
    const chosen = await choose({
      'onnxruntime-node': `const ort = require(${real}); module.exports = { ...ort, ${engine}
        if (options.executionProviders[0] !== 'cpu') throw new Error('/src/x.cc:136 f(const T&)::<lambda()> ok == true was false. No supported adapters\\nstack');
        return ort.InferenceSession.create(graph, options); } } };`,
    });
    assert.equal(
      reason(chosen, 'onnx-webgpu'),
      'onnx-webgpu: WebGPU does not start here: it needs a GPU, and its driver. onnxruntime says: No supported adapters.',
    );
    if (process.platform !== 'darwin')
      assert.match(
        reason(chosen, 'onnx-cuda'),
        /^onnx-cuda: CUDA does not start here: it needs an NVIDIA GPU.* onnxruntime says: /,
      );
  });

  it('does not take one that computes wrong', async () => {
    // A hundredth too much in one operation of the forward pass.
    const wrong = `const tf = ${plainTfjs}; module.exports = { ...tf, softplus: (x) => tf.mul(tf.softplus(x), 1.01) };`;
    const chosen = await choose({ '@tensorflow/tfjs-node': wrong });
    assert.equal(chosen.report.used, 'onnx-cpu');
    assert.match(reason(chosen, 'tfjs'), /^tfjs: tfjs computes wrong here: losses \d/);
  });

  it('goes on without one that ends its process', async () => {
    const chosen = await choose({ '@tensorflow/tfjs-node': 'process.abort()' });
    assert.equal(chosen.report.used, 'onnx-cpu');
    assert.equal(reason(chosen, 'tfjs'), 'tfjs: its probe ended with SIGABRT.');
  });

  it('is the way out where another that was asked for ends its process or computes wrong', async () => {
    const crash = { '@tensorflow/tfjs-node': 'process.abort()' };
    await assert.rejects(choose(crash, { spec: { ...spec, engine: 'tfjs' } }), {
      message: 'tfjs: its probe ended with SIGABRT. The engine auto takes what runs here.',
    });
    await assert.rejects(
      choose(crash, { begunWith: 'tfjs' }),
      /ended with SIGABRT\. What began an experiment has to end it/,
    );
    const wrong = `const tf = ${plainTfjs}; module.exports = { ...tf, softplus: (x) => tf.mul(tf.softplus(x), 1.01) };`;
    await assert.rejects(
      choose({ '@tensorflow/tfjs-node': wrong }, { spec: { ...spec, engine: 'tfjs' } }),
      /computes wrong here/,
    );
  });

  it('goes on without one that hangs, and leaves no process behind', async () => {
    const pidFile = scratch.at('pid');
    const hang = `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;);`;
    const chosen = await choose({ '@tensorflow/tfjs-node': hang }, { longestProbeMs: 10_000 });
    assert.equal(chosen.report.used, 'onnx-cpu');
    assert.equal(reason(chosen, 'tfjs'), 'tfjs: no answer within 10 seconds.');
    await checkGone(pidFile);
  });

  it('takes another where the processor is none', async () => {
    const chosen = await choose({
      'onnxruntime-node': 'process.abort()',
      '@tensorflow/tfjs-node': `module.exports = ${plainTfjs}`,
    });
    assert.equal(chosen.report.used, 'tfjs');
    assert.equal(reason(chosen, 'onnx-cpu'), 'onnx-cpu: its probe ended with SIGABRT.');
  });

  it('says of each engine why it does not run, where none does', async () => {
    await assert.rejects(
      choose({ 'onnxruntime-node': 'throw new Error("wrong ELF class")' }),
      (error) =>
        error instanceof ExperimentError &&
        /^No engine runs here\. onnx-cpu, .*onnx-webgpu: .*wrong ELF class.*tfjs: .*not installed/.test(error.message),
    );
  });

  it('says once what several lack, and how to add it', async () => {
    const bare = {
      folders: [scratch.at('')],
      probe: [process.execPath, scratch.at('dist/job.js'), scratch.at('job')],
    } as const;
    mkdirSync(scratch.at('dist'));
    copyFileSync(join(root, 'dist', 'job.js'), scratch.at('dist/job.js'));
    scratch.write('package.json', '{ "type": "module" }');
    await assert.rejects(choose({}, bare), ({ message }: Error) => {
      assert.match(
        message,
        /^No engine runs here\. onnx-cpu, .*onnx-webgpu: onnxruntime-node is not installed\. To add it, /,
      );
      assert.match(message, / tfjs: @tensorflow\/tfjs-node is not installed\.$/);
      assert.equal(message.match(/To add it/g)?.length, 1);
      return true;
    });
  });

  it('ends a probe at once when the job is cancelled', async () => {
    const pidFile = scratch.at('pid');
    const hang = `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;);`;
    const abort = new AbortController();
    const choosing = choose({ 'onnxruntime-node': hang }, { signal: abort.signal });
    await eventually(() => readFileSync(pidFile, 'utf8'));
    abort.abort();
    await assert.rejects(choosing, ExperimentError);
    await checkGone(pidFile);
  });

  async function checkGone(pidFile: string): Promise<void> {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await eventually(() => {
      assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    });
  }
});
