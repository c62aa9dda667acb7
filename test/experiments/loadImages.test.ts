import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { loadImages } from '../../server/experiments/data/loadImages.ts';
import { ExperimentError } from '../../server/experiments/experimentError.ts';
import { idxImages } from '../support/idxImages.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const OFFICIAL = 'train-images-idx3-ubyte';

describe('The images of an experiment', () => {
  const scratch = useScratchFolder();
  const load = (images = 3): ReturnType<typeof loadImages> =>
    loadImages({ data: 'mnist', dataFolder: scratch.at(''), images }, {});
  const checkRefused = async (file: Uint8Array, message: RegExp): Promise<void> => {
    scratch.write(OFFICIAL, file);
    await assert.rejects(load(), (error) => {
      assert.ok(error instanceof ExperimentError);
      assert.match(error.message, message);
      assert.ok(error.message.includes(scratch.at(OFFICIAL)), 'it names the file');
      return true;
    });
  };

  it('are the first of the file, as numbers from 0 to 1, plain or gzip', async () => {
    const file = idxImages(5);
    scratch.write(OFFICIAL, file);
    const plain = await load();
    assert.equal(plain.images.numImages, 3);
    assert.deepEqual(
      [...plain.images.pixels.subarray(0, 3)],
      [...file.subarray(16, 19)].map((byte) => Math.fround(byte / 255)),
    );
    scratch.write(`mnist-${OFFICIAL}.gz`, gzipSync(file));
    const packed = await load();
    assert.equal(packed.report.origin, `mnist-${OFFICIAL}.gz`, 'that of the data set goes before');
    assert.equal(packed.report.sha256, plain.report.sha256);
  });

  it('are refused where the file cannot be read, is damaged, or is another', async () => {
    await checkRefused(Buffer.from('not images'), /is no IDX file of images/);
    await checkRefused(idxImages(5).subarray(0, 1000), /is cut off: it holds 1 of the 5 images/);
    await checkRefused(gzipSync(idxImages(5)).subarray(0, 100), /cannot be unpacked .*fetch it again/);
    await checkRefused(idxImages(2), /has 2 images, and the experiment asks for 3: set images=2/);
    await checkRefused(idxImages(5, 32), /has images of 32 × 32 pixels; 28 × 28 are needed/);
  });

  it('are refused where a folder has the name of the file', async () => {
    mkdirSync(scratch.at(OFFICIAL));
    await assert.rejects(load(), /train-images-idx3-ubyte cannot be read: EISDIR/);
  });

  it('are not there: an error says what to put where', async () => {
    await assert.rejects(load(), (error) => {
      assert.ok(error instanceof ExperimentError);
      assert.match(error.message, /^The images of mnist are not here\. Put train-images-idx3-ubyte\.gz .* into /);
      assert.ok(error.message.includes(scratch.at('')));
      return true;
    });
  });

  it('can be drawn, the same for everybody, which the result says', async () => {
    const drawn = await loadImages({ data: 'synthetic', images: 4 }, {});
    assert.match(drawn.report.origin, /no result of the paper/);
    assert.equal(drawn.report.sha256, (await loadImages({ data: 'synthetic', images: 4 }, {})).report.sha256);
  });
});
