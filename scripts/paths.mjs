// Where things are, relative to the repository's root.
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root, without a trailing separator. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
