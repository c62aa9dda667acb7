import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A cache of its own for the programs that tests start: jobs of tests do not wait for those of the user, nor these for them.
const folder = mkdtempSync(join(tmpdir(), 'passk-test-cache-'));
process.env['PASSK_LENS_CACHE'] = folder;
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
