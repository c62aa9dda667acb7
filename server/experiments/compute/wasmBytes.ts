import { varint } from './onnxBytes.ts';

/**
 * What of WebAssembly a loop over float32 numbers needs, four at a time (webassembly.github.io/spec/core/binary): instructions as bytes, each
 * behind its operands.
 */
export type Code = readonly number[];

export const VALUE_TYPE = { int32: 0x7f, float32: 0x7d, vector: 0x7b } as const;
type ValueType = (typeof VALUE_TYPE)[keyof typeof VALUE_TYPE];

export const get = (variable: number): Code => [0x20, ...varint(variable)];
export const set = (variable: number, value: Code): Code => [...value, 0x21, ...varint(variable)];
export const float = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];

export const splat = (x: Code): Code => [...x, ...simd(0x13)];
/** Four numbers at an address, a value of the program, plus an offset that is known before; both in bytes. */
export const load = (address: Code, offset: number): Code => [...address, ...simd(0x00), ...place(offset)];
export const store = (address: Code, offset: number, x: Code): Code => [
  ...address,
  ...x,
  ...simd(0x0b),
  ...place(offset),
];
export const add = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe4)];
export const sub = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe5)];
export const mul = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe6)];
export const div = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe7)];
export const sqrt = (x: Code): Code => [...x, ...simd(0xe3)];
export const abs = (x: Code): Code => [...x, ...simd(0xe0)];
/** All bits set where a < b, none elsewhere. */
export const below = (a: Code, b: Code): Code => [...a, ...b, ...simd(0x43)];
/** The bits of a that are not set in b. */
export const without = (a: Code, b: Code): Code => [...a, ...b, ...simd(0x4f)];

/** Runs `body` for each multiple of 16 below `end`, at least once; `i`, which it is to find at 0, is that multiple. */
export function loopBySixteen(i: number, end: Code, body: readonly Code[]): Code {
  const next = set(i, [...get(i), 0x41, 16, 0x6a]);
  const isBelow = [...get(i), ...end, 0x49];
  return [0x03, 0x40, ...body.flat(), ...next, ...isBelow, 0x0d, 0, 0x0b];
}

/** A module that has a memory of its own, and a function without result over it: its exports `memory` and `run`. */
export function moduleBytes(
  numPages: number,
  parameters: readonly ValueType[],
  variables: readonly ValueType[],
  body: Code,
): Uint8Array<ArrayBuffer> {
  const code = [...list(variables.map((type) => [1, type])), ...body, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, ...list(parameters.map((type) => [type])), 0]]),
    ...section(3, [[0]]),
    ...section(5, [[0, ...varint(numPages)]]),
    ...section(7, [
      [...name('memory'), 2, 0],
      [...name('run'), 0, 0],
    ]),
    ...section(10, [[...varint(code.length), ...code]]),
  ]);
}

function simd(instruction: number): Code {
  return [0xfd, ...varint(instruction)];
}

/** Of 16 bytes in memory; they may lie at any address. */
function place(offset: number): Code {
  return [0, ...varint(offset)];
}

function section(id: number, entries: readonly Code[]): Code {
  const content = list(entries);
  return [id, ...varint(content.length), ...content];
}

function list(entries: readonly Code[]): Code {
  return [...varint(entries.length), ...entries.flat()];
}

function name(text: string): Code {
  return [...varint(text.length), ...Buffer.from(text)];
}
