// Mocha inside VS Code's extension host. The contract of `extensionTestsPath`, the same in the browser and on the desktop.
import Mocha from 'mocha';

/** Runs the suite; rejects when a test failed. `PASSK_LENS_REPORTER` names the reporter's module. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: process.env['PASSK_LENS_REPORTER'] ?? 'spec' });
  // The test files are in this bundle: what mocha does before it loads a file has to be done for all of them.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  await import('./activation.test.ts');
  await import('./diskLogs.test.ts');
  await import('./archiveEditor.test.ts');
  await import('./examples.test.ts');
  await import('./mergeRuns.test.ts');
  await import('./otherFiles.test.ts');
  await import('./realLogs.test.ts');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
