// `npm run package:engines [-- --target linux-x64]`: the companion extension with the native packages for one platform,
// out/passk-lens-engines-<target>.vsix. Fetches these packages from the npm registry; this platform's is the default.
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { root } from './paths.mjs';
import { failWithMessage, npm } from './process.mjs';

failWithMessage();

/** Targets of VS Code, by what npm calls them. */
const targets = {
  'linux-x64': ['linux', 'x64', 'glibc'],
  'linux-arm64': ['linux', 'arm64', 'glibc'],
  'alpine-x64': ['linux', 'x64', 'musl'],
  'alpine-arm64': ['linux', 'arm64', 'musl'],
  'darwin-x64': ['darwin', 'x64', 'glibc'],
  'darwin-arm64': ['darwin', 'arm64', 'glibc'],
  'win32-x64': ['win32', 'x64', 'glibc'],
  'win32-arm64': ['win32', 'arm64', 'glibc'],
};

const { values: flags } = parseArgs({ options: { target: { type: 'string', default: thisTarget() } } });
const entry = Object.entries(targets).find(([name]) => name === flags.target);
if (entry === undefined)
  throw new Error(`No target is named ${flags.target}; there are ${Object.keys(targets).join(', ')}.`);
const [target, [os, cpu, libc]] = entry;

const base = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const folder = join(root, 'out', 'engines', target);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'package.json'), JSON.stringify(manifest(), undefined, 2));
await writeFile(join(folder, 'README.md'), readme());
await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
await npm(['install', '--ignore-scripts', '--no-package-lock', `--os=${os}`, `--cpu=${cpu}`, `--libc=${libc}`], {
  cwd: folder,
});
await keepOnePlatform();

const packagePath = join(root, 'out', `passk-lens-engines-${target}.vsix`);
await createVSIX({ cwd: folder, packagePath, target, allowMissingRepository: true, rewriteRelativeLinks: false });
const { size } = await stat(packagePath);
console.log(`${relative(root, packagePath)}: ${(size / 1e6).toFixed(1)} MB`);

/** The engines are the optional dependencies of the project; here nothing works without them. */
function manifest() {
  return {
    name: 'passk-lens-engines',
    displayName: 'pass@k Lens Engines',
    description: `Native packages that make pass@k Lens fast on large logs, for ${target}.`,
    version: base.version,
    publisher: base.publisher,
    license: base.license,
    engines: { vscode: base.engines.vscode },
    extensionKind: base.extensionKind,
    categories: ['Other'],
    dependencies: base.optionalDependencies,
  };
}

/** onnxruntime-node brings the binaries of every platform. */
async function keepOnePlatform() {
  const binaries = join(folder, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
  for (const system of await readdir(binaries))
    for (const processor of await readdir(join(binaries, system)))
      if (system !== os || processor !== cpu) await rm(join(binaries, system, processor), { recursive: true });
}

function readme() {
  const packages = Object.entries(base.optionalDependencies).map(([name, version]) => `- ${name} ${version}`);
  return `# pass@k Lens Engines

Native packages for ${target}, which the extension pass@k Lens uses where they are installed:

${packages.join('\n')}
`;
}

function thisTarget() {
  // Only glibc tells its version.
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const isMusl = process.platform === 'linux' && header.glibcVersionRuntime === undefined;
  return `${isMusl ? 'alpine' : process.platform}-${process.arch}`;
}
