import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file so that whoever reads it finds the old or the new one, whole: aside, then renamed. Where that fails (a full disk) nothing of it
 * is left, and the old file is as it was.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${String(process.pid)}.part`;
  try {
    await writeFile(aside, content);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
