import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../jobs/cacheFolder.ts';
import type { DataSetName, ExperimentSpec } from '../../protocol/experiment.ts';
import type { DataReport } from '../../protocol/experimentResult.ts';
import type { ImageSet } from '../compute/engine.ts';
import { ExperimentError } from '../experimentError.ts';
import { findImageFile } from './findImageFile.ts';
import { readIdxImages } from './readIdxImages.ts';
import { syntheticImages } from './syntheticImages.ts';

export interface LoadedImages {
  readonly images: ImageSet;
  readonly report: DataReport;
}

/**
 * The images of an experiment: drawn, or from the folder it names, or from the cache. Nothing is fetched here.
 * Throws an `ExperimentError` that says what to put where.
 */
export async function loadImages(
  { data, dataFolder, images: count }: Pick<ExperimentSpec, 'data' | 'dataFolder' | 'images'>,
  env: NodeJS.ProcessEnv,
): Promise<LoadedImages> {
  if (data === 'synthetic')
    return described(syntheticImages(count), data, 'drawn by pass@k Lens; no result of the paper');
  const folder = dataFolder ?? join(cacheFolder(env), data);
  const name = await findImageFile(folder, data);
  if (name === undefined) throw new ExperimentError(absent(data, folder));
  const bytes = await readFile(join(folder, name)).catch((error: unknown) => {
    throw new ExperimentError(`${join(folder, name)} cannot be read: ${error instanceof Error ? error.message : ''}`);
  });
  return described(readIdxImages(join(folder, name), bytes, count), data, name);
}

function absent(data: DataSetName, folder: string): string {
  return (
    `The images of ${data} are not here. Put ${OFFICIAL_NAME} (gzip or plain) into ${folder}, ` +
    'or name its folder by dataFolder. ' +
    'data=synthetic needs no file, and gives no result of the paper.'
  );
}

export const OFFICIAL_NAME = 'train-images-idx3-ubyte.gz';

function described(images: ImageSet, name: string, origin: string): LoadedImages {
  const bytes = Uint8Array.from(images.pixels, (value) => Math.round(value * 255));
  return { images, report: { name, origin, sha256: createHash('sha256').update(bytes).digest('hex') } };
}
