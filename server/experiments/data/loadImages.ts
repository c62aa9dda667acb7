import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ExperimentSpec } from '../../protocol/experiment.ts';
import type { DataReport } from '../../protocol/experimentResult.ts';
import type { ImageSet } from '../compute/engine.ts';
import { ExperimentError } from '../experimentError.ts';
import { findImages, imageFolders, type WantedImages } from './findImages.ts';
import { type FetchedData, IMAGE_FILE, imageSource } from './imageSources.ts';
import { readIdxImages } from './readIdxImages.ts';
import { syntheticImages } from './syntheticImages.ts';

export interface LoadedImages {
  readonly images: ImageSet;
  readonly report: DataReport;
}

/**
 * The images of an experiment: drawn, or from the folder it names, or from those of the user. Nothing is fetched here.
 * Throws an `ExperimentError` that says what to put where.
 */
export async function loadImages(
  wanted: WantedImages & Pick<ExperimentSpec, 'images'>,
  env: NodeJS.ProcessEnv,
): Promise<LoadedImages> {
  const { data, images: count } = wanted;
  if (data === 'synthetic')
    return described(syntheticImages(count), data, 'drawn by pass@k Lens; no result of the paper');
  const path = await findImages(wanted, env);
  if (path === undefined) throw absent(wanted, data, env);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ExperimentError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  });
  return described(readIdxImages(path, bytes, count), data, basename(path));
}

/** There are no images. They could be fetched where no folder was named. */
export class ImagesAbsent extends ExperimentError {
  constructor(
    message: string,
    /** Size of what would be fetched. */
    readonly bytes: number | undefined,
  ) {
    super(message);
  }
}

function absent(wanted: WantedImages, data: FetchedData, env: NodeJS.ProcessEnv): ImagesAbsent {
  const [folder = ''] = imageFolders(wanted, env);
  const { bytes, urls } = imageSource(data, env);
  const isNamed = wanted.dataFolder !== undefined;
  const fetched = `${Math.round(bytes / 1e6)} MB from ${new URL(urls[0] ?? '').host}`;
  return new ImagesAbsent(
    `The images of ${data} are not here. Put ${IMAGE_FILE} (gzip or plain) into ${folder}, or ` +
      (isNamed
        ? 'leave dataFolder out, and have it fetched with --download. '
        : `name its folder by dataFolder, or have it fetched with --download (${fetched}). `) +
      'data=synthetic needs no file, and gives no result of the paper.',
    isNamed ? undefined : bytes,
  );
}

function described(images: ImageSet, name: string, origin: string): LoadedImages {
  const bytes = Uint8Array.from(images.pixels, (value) => Math.round(value * 255));
  return { images, report: { name, origin, sha256: createHash('sha256').update(bytes).digest('hex') } };
}
