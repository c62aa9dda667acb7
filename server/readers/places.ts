import { ReadStop } from './json/readStop.ts';
import { positionsOf, type Position } from './positions.ts';
import type { ArchiveText, ByteSource, RandomSource } from './readResult.ts';
import { memberSource } from './zip/memberSource.ts';
import { readZipDirectory } from './zip/zipDirectory.ts';

export interface Place extends Position {
  /** The member of an archive that line and character are in. */
  readonly member?: string;
}

/** The places of byte offsets, which are sorted, as `readLog` gives them for the same source; `archive` as it gave that. */
export function placesOf(source: ByteSource, offsets: readonly number[], archive?: ArchiveText): Place[] {
  if (archive === undefined) return positionsOf(source, offsets);
  const random = randomSource(source);
  if (random === undefined) return offsets.map(() => ({ line: 0, character: 0 }));
  const { members } = readZipDirectory(random);
  return archive.members.flatMap(({ name, start }, index) => {
    const end = archive.members[index + 1]?.start ?? Infinity;
    const inMember = offsets.filter((offset) => offset >= start && offset < end);
    const member = members.get(name);
    if (inMember.length === 0) return [];
    if (member === undefined) return inMember.map(() => ({ line: 0, character: 0, member: name }));
    const text = untilFault(() => memberSource(random, member, start));
    return positionsOf(
      text,
      inMember.map((offset) => offset - start),
    ).map((position) => ({ ...position, member: name }));
  });
}

/** A source that can be read from any place, or undefined. */
export function randomSource({ size, readAt }: ByteSource): RandomSource | undefined {
  return size === undefined || readAt === undefined ? undefined : { size, readAt };
}

/** What can be had of a source that breaks off. */
function untilFault(open: () => ByteSource): ByteSource {
  let source: ByteSource | undefined;
  return {
    size: undefined,
    read: (target) => {
      try {
        source ??= open();
        return source.read(target);
      } catch (error) {
        if (error instanceof ReadStop) return 0;
        throw error;
      }
    },
  };
}
