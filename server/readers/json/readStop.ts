/** Why reading a value ended before the value did. */
export type StopReason = 'damaged' | 'truncated' | 'tooLarge';

/** Thrown inside the readers where a value cannot be read further; never leaves `readLog`. */
export class ReadStop extends Error {
  constructor(
    readonly reason: StopReason,
    /** Byte offset in the file. */
    readonly offset: number,
    detail: string,
  ) {
    super(detail);
    this.name = 'ReadStop';
  }
}

/** Thrown out of `readLog` when `isCancelled` said so: the only thing it throws. */
export class ReadCancelled extends Error {
  constructor() {
    super('Reading was cancelled.');
    this.name = 'ReadCancelled';
  }
}
