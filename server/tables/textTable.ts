/** A table that is text. */
export interface TextTable {
  readonly path: string;
  /** Of what is in it, if it is packed. */
  readonly name: string;
  readonly packing: 'uncompressed' | 'gzip';
}
