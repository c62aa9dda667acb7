import { join } from 'node:path';
import { cacheFolder } from '../../jobs/cacheFolder.ts';
import { waitForPlace } from '../../jobs/deviceQueue.ts';
import { fetchFile } from './fetchFile.ts';
import { findImages, type WantedImages } from './findImages.ts';
import { IMAGE_FILE, imageSource } from './imageSources.ts';

/**
 * Fetches the images of an experiment into the cache where they are not at hand: to be called when the user said so, never otherwise. Throws an
 * `ExperimentError` where they do not come.
 */
export async function fetchImages(
  wanted: WantedImages,
  env: NodeJS.ProcessEnv,
  onProgress: (text: string) => void,
): Promise<void> {
  const { data } = wanted;
  if (data === 'synthetic' || (await findImages(wanted, env)) !== undefined) return;
  const source = imageSource(data, env);
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const place = await waitForPlace({
    ...{ folder: cacheFolder(env), queue: 'download', limit: 1 },
    onWait: () => {
      onProgress('waits for another process, which fetches images');
      return Promise.resolve();
    },
  });
  try {
    // Another process may have fetched them meanwhile.
    if ((await findImages(wanted, env)) !== undefined) return;
    await fetchFile(source, join(cacheFolder(env), data, IMAGE_FILE), (received) => {
      onProgress(`fetches ${data}: ${megabytes(received)} of ${megabytes(source.bytes)} MB`);
    });
  } finally {
    await place.release();
  }
}
