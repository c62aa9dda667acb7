import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for each test of the suite, removed afterwards. */
export interface ScratchFolder {
  /** Absolute path inside the folder. */
  readonly at: (name: string) => string;
  /** Writes a file, with the folders it needs, and returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
}

export function useScratchFolder(): ScratchFolder {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passk-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (name: string): string => join(folder, name);
  return {
    at,
    write: (name, content) => {
      const path = at(name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}
