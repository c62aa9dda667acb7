import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../jobs/cacheFolder.ts';
import type { DataSetName, ExperimentSpec } from '../../protocol/experiment.ts';

export type WantedImages = Pick<ExperimentSpec, 'data' | 'dataFolder'>;

/** Folders that may have the images, in the order in which they are looked for: the one that is named, or else those of the user. */
export function imageFolders({ data, dataFolder }: WantedImages, env: NodeJS.ProcessEnv): readonly string[] {
  if (dataFolder !== undefined) return [dataFolder];
  const own = env['PASSK_LENS_DATA'];
  return [...(own === undefined || own === '' ? [] : [own]), join(cacheFolder(env), data)];
}

/** The file of the images; undefined where there is none. */
export async function findImages(wanted: WantedImages, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of imageFolders(wanted, env)) {
    const name = await imageFileIn(folder, wanted.data);
    if (name !== undefined) return join(folder, name);
  }
  return undefined;
}

/** `<data set>-…images-idx3-ubyte`, or the official `train-images-idx3-ubyte`, plain or `.gz`. */
async function imageFileIn(folder: string, data: DataSetName): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const imageFiles = names.filter((name) => /images[-.]idx3-ubyte(?:\.gz)?$/.test(name)).sort();
  return imageFiles.find((name) => name.startsWith(`${data}-`)) ?? imageFiles.find((name) => name.startsWith('train-'));
}
