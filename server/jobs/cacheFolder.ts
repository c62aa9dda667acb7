import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where images that were fetched and the queues of this user's jobs are: the folder of `PASSK_LENS_CACHE`, or `passk-lens` among the caches. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const caches = env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'] ?? join(homedir(), '.cache');
  return env['PASSK_LENS_CACHE'] ?? join(caches, 'passk-lens');
}
