import { readdir } from 'node:fs/promises';
import type { DataSetName } from '../../protocol/experiment.ts';

/**
 * The file of a data set in a folder: `<data set>-…images-idx3-ubyte`, or the official `train-images-idx3-ubyte`, plain or `.gz`.
 * Undefined where there is none, or no such folder.
 */
export async function findImageFile(folder: string, data: DataSetName): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const imageFiles = names.filter((name) => /images[-.]idx3-ubyte(?:\.gz)?$/.test(name)).sort();
  return imageFiles.find((name) => name.startsWith(`${data}-`)) ?? imageFiles.find((name) => name.startsWith('train-'));
}
