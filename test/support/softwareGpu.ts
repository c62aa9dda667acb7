import { existsSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import type { ScratchFolder } from './scratchFolder.ts';
import { skipBecause } from './skipBecause.ts';

const NEEDED = { adapter: 'libvk_swiftshader.so', loader: 'libvulkan.so.1' } as const;

/** Where Chromium keeps SwiftShader, a Vulkan adapter in software, and a loader for it; skips the tests where it does not. */
export function needsSoftwareGpu(context: Mocha.Context): string {
  const chromium = findChromium();
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    ...(chromium ? [dirname(realpathSync(chromium))] : []),
  ];
  const folder = folders.find((each) => Object.values(NEEDED).every((name) => existsSync(join(each, name))));
  return folder ?? skipBecause(context, 'no software adapter for WebGPU: apt-get install chromium has SwiftShader');
}

/** The environment in which a process finds that adapter, and no other. */
export function softwareGpu(folder: string, scratch: ScratchFolder): NodeJS.ProcessEnv {
  const ICD = { library_path: join(folder, NEEDED.adapter), api_version: '1.1.0' };
  const manifest = scratch.write('vulkan/icd.json', JSON.stringify({ file_format_version: '1.0.0', ICD }));
  // Of Chromium's libraries this one alone.
  symlinkSync(join(folder, NEEDED.loader), scratch.at(`vulkan/${NEEDED.loader}`));
  return { VK_ICD_FILENAMES: manifest, VK_DRIVER_FILES: manifest, LD_LIBRARY_PATH: scratch.at('vulkan') };
}
