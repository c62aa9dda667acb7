import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fetchFile, type FileSource } from '../../server/experiments/data/fetchFile.ts';
import { loadImages } from '../../server/experiments/data/loadImages.ts';
import { ExperimentError } from '../../server/experiments/experimentError.ts';
import { type FileServer, startFileServer } from '../support/fileServer.ts';
import { idxImages } from '../support/idxImages.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

/** A file as the official ones are, of half a megabyte; it does not compress. */
const file = gzipSync(idxImages(600), { level: 0 });
const sha256 = createHash('sha256').update(file).digest('hex');

describe('Fetching images', () => {
  const scratch = useScratchFolder();
  let server: FileServer;
  beforeEach(async () => {
    server = await startFileServer({ file });
  });
  afterEach(() => {
    server.close();
  });
  const source = (more: Partial<FileSource> = {}): FileSource => ({
    ...{ urls: [`${server.url}/images.gz`], bytes: file.length, sha256 },
    ...more,
  });
  const path = (): string => scratch.at('cache/mnist/train-images-idx3-ubyte.gz');
  const fetched = async (more: Partial<FileSource> = {}): Promise<number[]> => {
    const received: number[] = [];
    await fetchFile(source(more), path(), (bytes) => received.push(bytes));
    return received;
  };
  const checkRefused = async (more: Partial<FileSource>, message: RegExp): Promise<void> => {
    await assert.rejects(fetched(more), (error) => {
      assert.ok(error instanceof ExperimentError);
      assert.match(error.message, message);
      return true;
    });
    assert.equal(existsSync(path()), false, 'what is not whole and right is not there');
  };
  const partSize = (): number => readFileSync(`${path()}.part`).length;

  it('puts the file where experiments find it, and says how far it is', async () => {
    const received = await fetched();
    assert.deepEqual(readFileSync(path()), file);
    assert.equal(received.at(-1), file.length);
    assert.deepEqual(readdirSync(scratch.at('cache/mnist')), ['train-images-idx3-ubyte.gz']);
    const env = { PASSK_LENS_CACHE: scratch.at('cache') };
    assert.equal((await loadImages({ data: 'mnist', images: 600 }, env)).images.numImages, 600);
  });

  it('keeps what came when the connection breaks, and goes on from there', async () => {
    server.serve = { file, breaksAfter: 200_000 };
    await checkRefused({}, /^The images could not be fetched\. http:.*images\.gz: /);
    const kept = partSize();
    assert.ok(kept > 0 && kept <= 200_000);
    server.serve = { file };
    await fetched();
    assert.deepEqual(readFileSync(path()), file);
    assert.deepEqual(server.ranges, ['', `bytes=${kept}-`]);
  });

  it('begins again where a server sends the whole file instead of the rest', async () => {
    server.serve = { file, breaksAfter: 200_000 };
    await checkRefused({}, /could not be fetched/);
    server.serve = { file, ignoresRange: true };
    await fetched();
    assert.deepEqual(readFileSync(path()), file);
  });

  it('refuses another file of the same size, keeps nothing of it, and takes the next address', async () => {
    const other = Uint8Array.from(file);
    other[1000] = (other[1000] ?? 0) ^ 1;
    server.serve = { file: other };
    await checkRefused({}, /its SHA-256 is wrong/);
    assert.deepEqual(readdirSync(scratch.at('cache/mnist')), []);
    const good = await startFileServer({ file });
    await fetched({ urls: [`${server.url}/images.gz`, `${good.url}/images.gz`] }).finally(good.close);
    assert.deepEqual(readFileSync(path()), file);
  });

  it('refuses a file that ends too soon, or is too long', async () => {
    server.serve = { file: file.subarray(0, 1000) };
    await checkRefused({}, new RegExp(`it ended after 1000 of ${file.length} bytes`));
    await checkRefused({ bytes: 500, urls: [`${server.url}/a`] }, /longer than 500 bytes/);
    assert.deepEqual(readdirSync(scratch.at('cache/mnist')), []);
  });

  it('says of each address why nothing came, where there is no such file or no network', async () => {
    server.serve = undefined;
    const closed = await startFileServer();
    closed.close();
    await checkRefused(
      { urls: [`${server.url}/images.gz`, `${closed.url}/images.gz`] },
      /images\.gz: the server answers 404 Not Found\. http:.*images\.gz: connect ECONNREFUSED/,
    );
  });
});
