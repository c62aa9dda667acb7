// Builds and packages the extension: out/passk-lens.vsix. Without network; prints the size, which has a limit.
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root, vsixPath } from './paths.mjs';
import { failWithMessage, nodeOrThrow } from './process.mjs';

const largestBytes = 1.5e6;

failWithMessage();
await nodeOrThrow('The build', ['scripts/build.mjs']);
await mkdir(dirname(vsixPath), { recursive: true });
await rm(vsixPath, { force: true });
await createVSIX({
  cwd: root,
  packagePath: vsixPath,
  // Everything that runs is bundled: there are none to collect.
  dependencies: false,
  // The project can be packaged without a public repository, so links in the README have nothing to be resolved against.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const { size } = await stat(vsixPath);
console.log(`${relative(root, vsixPath)}: ${(size / 1e6).toFixed(2)} MB`);
if (size > largestBytes) throw new Error(`The VSIX is larger than ${largestBytes / 1e6} MB.`);
