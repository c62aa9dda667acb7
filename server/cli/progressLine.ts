import { quoteLogText } from '../text/quoteLogText.ts';
import type { Output } from './cliWorld.ts';

export interface ProgressLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** One line on a terminal that says what is being done, written over and over; nothing where nobody watches. */
export function progressLine(stderr: Output): ProgressLine {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  const clear = (): void => {
    stderr.write('\r\u001b[2K');
  };
  return {
    show: (text) => {
      clear();
      stderr.write(quoteLogText(text, (stderr.columns ?? 80) - 1));
    },
    clear,
  };
}
