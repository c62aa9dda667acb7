import type { ScratchFolder } from './scratchFolder.ts';

/** Installs a package of the name in a folder of its own, which does this as it is loaded; the environment that makes a program find it. */
export function installEngine(scratch: ScratchFolder, name: string, onLoad: string): NodeJS.ProcessEnv {
  scratch.write(
    `engines/node_modules/${name}/package.json`,
    JSON.stringify({ name, version: '0.0.1', main: 'index.js' }),
  );
  scratch.write(`engines/node_modules/${name}/index.js`, onLoad);
  return { PASSK_LENS_ENGINES: scratch.at('engines') };
}
