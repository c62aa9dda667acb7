import { createRequire } from 'node:module';
import { skipBecause } from './skipBecause.ts';

/** In a `before` hook: the tests compute with onnxruntime. */
export function needsOnnxRuntime(context: Mocha.Context): void {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
  } catch {
    skipBecause(context, 'onnxruntime-node is not installed: npm has it for Linux, Windows and macOS on ARM');
  }
}
