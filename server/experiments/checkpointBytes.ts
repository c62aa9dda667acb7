import { createHash } from 'node:crypto';
import type { EngineName, ExperimentSpec } from '../protocol/experiment.ts';
import type { DataReport } from '../protocol/experimentResult.ts';
import type { Checkpoint } from './experimentHost.ts';

/** What a checkpoint goes on with. */
export interface CheckpointOrigin {
  /** What computed so far: another would round otherwise. */
  readonly engine: EngineName;
  /** Of the settings and the images: see `fingerprintOf`. */
  readonly fingerprint: string;
}

interface Header extends CheckpointOrigin {
  readonly version: 3;
  readonly note: unknown;
  readonly arrays: readonly { readonly name: string; readonly type: 'float32' | 'float64'; readonly length: number }[];
}

/** The same where the same is computed of the same images, wherever these are. */
export function fingerprintOf(spec: ExperimentSpec, { sha256 }: Pick<DataReport, 'sha256'>): string {
  const { dataFolder: _, engine: __, ...settings } = spec;
  return createHash('sha256')
    .update(JSON.stringify([settings, sha256]))
    .digest('hex');
}

/** A checkpoint as a file: length of the header, header (JSON), then the arrays as they lie in memory. */
export function checkpointBytes({ note, arrays }: Checkpoint, origin: CheckpointOrigin): Uint8Array {
  const entries = Object.entries(arrays);
  const header: Header = {
    version: 3,
    ...origin,
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
): { readonly checkpoint: Checkpoint; readonly origin: CheckpointOrigin } | undefined {
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
  const { note, engine, fingerprint } = header;
  return { checkpoint: { note, arrays }, origin: { engine, fingerprint } };
}

function parseHeader(json: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(Buffer.from(json).toString()) as Partial<Header> | null;
    return header?.version === 3 && header.arrays !== undefined ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
