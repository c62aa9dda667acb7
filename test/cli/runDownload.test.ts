import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type FileServer, startFileServer } from '../support/fileServer.ts';
import { idxImages } from '../support/idxImages.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, type PasskRun, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const small = ['data=mnist', 'images=6', 'hidden=8', 'latent=2', 'epochs=1', 'attempts=5', 'engine=onnx-cpu'];

describe('passk run with images that are not here', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  let server: FileServer;
  beforeEach(async () => {
    server = await startFileServer({ file: idxImages(6) });
  });
  afterEach(() => {
    server.close();
  });
  const run = (...more: string[]): Promise<PasskRun> =>
    runPassk(['run', 'vae', '--out', scratch.at('job'), ...small.flatMap((setting) => ['--set', setting]), ...more], {
      env: {
        PASSK_LENS_CACHE: scratch.at('cache'),
        PASSK_LENS_MIRROR: server.url,
        PASSK_LENS_DATA: scratch.at('data'),
      },
    });

  it('asks for nothing in the network, and says how it would be fetched', async () => {
    const { status, stderr } = await run();
    assert.equal(status, 1);
    assert.match(stderr, /The images of mnist are not here\. Put .* --download \(10 MB from 127\.0\.0\.1:\d+\)/);
    assert.deepEqual(server.ranges, []);
  });

  it('fetches them with --download alone, takes none but the official ones, and starts nothing without', async () => {
    const { status, stderr } = await run('--download');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^passk: The images could not be fetched\. http:.*\/mnist\/train-images-idx3-ubyte\.gz: it ended/m,
    );
    assert.equal(server.ranges.length, 1);
    assert.equal(existsSync(scratch.at('job')), false);
  });

  it('fetches nothing where the folder of the user has them', async () => {
    scratch.write('data/mnist-images-idx3-ubyte', idxImages(6));
    const { status, stderr } = await run('--download');
    assert.equal(status, 0, stderr);
    assert.deepEqual(server.ranges, []);
  });

  it('says loudly that synthetic ones give no result of the paper', async () => {
    const { status, stderr } = await run('--set', 'data=synthetic');
    assert.equal(status, 0);
    assert.match(stderr, /^passk: the images are synthetic: no number of this run is a result of the paper\.$/m);
  });
});
