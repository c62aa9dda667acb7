import { sniff, type FormatId } from './sniff.ts';
import { PARQUET_MAGIC, parquetFooterStart, sniffParquet } from './sniffParquet.ts';

/** As much of a file as the sniff looks at: characters of a document, bytes of a file. */
export const SNIFFED_LENGTH = 65_536;

/** A file that can be read from any place. */
export interface SniffedFile {
  /** Without its folder. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** As many bytes from `position` on as there are, up to `length`, as Latin-1. */
  readonly read: (position: number, length: number) => Promise<string>;
}

/** The format of a file, told from its start, or from its index where that stands at the end; undefined for any other file. */
export async function sniffFile({ name, size, read }: SniffedFile): Promise<FormatId | undefined> {
  const head = await read(0, SNIFFED_LENGTH);
  if (!head.startsWith(PARQUET_MAGIC)) return sniff(name, head);
  const end = await read(Math.max(0, size - 8), 8);
  const footer = parquetFooterStart(size, end);
  return footer === undefined ? undefined : sniffParquet(await read(footer, SNIFFED_LENGTH));
}
