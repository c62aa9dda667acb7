import type { EngineName } from '../protocol/experiment.ts';
import type { Checkpoint } from './experimentHost.ts';

interface Header {
  readonly version: 2;
  /** What computed so far: another would round otherwise. */
  readonly engine: EngineName;
  readonly note: unknown;
  readonly arrays: readonly { readonly name: string; readonly type: 'float32' | 'float64'; readonly length: number }[];
}

/** A checkpoint as a file: length of the header, header (JSON), then the arrays as they lie in memory. */
export function checkpointBytes({ note, arrays }: Checkpoint, engine: EngineName): Uint8Array {
  const entries = Object.entries(arrays);
  const header: Header = {
    version: 2,
    engine,
    note,
    arrays: entries.map(([name, values]) => ({
      name,
      type: values instanceof Float32Array ? 'float32' : 'float64',
      length: values.length,
    })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([
    length,
    json,
    ...entries.map(([, { buffer, byteOffset, byteLength }]) => new Uint8Array(buffer, byteOffset, byteLength)),
  ]);
}

/** Undefined for what is no checkpoint of this version. */
export function readCheckpoint(
  file: Uint8Array,
): { readonly checkpoint: Checkpoint; readonly engine: EngineName } | undefined {
  const bytes = Buffer.from(file);
  if (bytes.length < 4) return undefined;
  let place = 4 + bytes.readUInt32LE(0);
  const header = parseHeader(bytes.subarray(4, place));
  if (header === undefined) return undefined;
  const arrays: Record<string, Float32Array | Float64Array> = {};
  for (const { name, type, length } of header.arrays) {
    const size = length * (type === 'float32' ? 4 : 8);
    const { buffer } = Uint8Array.from(bytes.subarray(place, place + size));
    if (buffer.byteLength !== size) return undefined;
    arrays[name] = type === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
    place += size;
  }
  return { checkpoint: { note: header.note, arrays }, engine: header.engine };
}

function parseHeader(json: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(Buffer.from(json).toString()) as Partial<Header> | null;
    return header?.version === 2 && header.arrays !== undefined ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
