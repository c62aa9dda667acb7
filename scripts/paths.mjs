// Where things are.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root, without a trailing separator. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The packaged extension. */
export const vsixPath = join(root, 'out', 'passk-lens.vsix');
