import type { Readable } from 'node:stream';
import type { OpenSource } from './readLogFile.ts';

/** What the command line is given from outside. */
export interface CliWorld {
  /** Arguments behind the program's name. */
  readonly args: readonly string[];
  readonly version: string;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly openSource: OpenSource;
  /** The program of the job process. */
  readonly jobProgram: string;
  /** A Vega-Lite specification as an SVG document. */
  readonly renderSvg: (spec: object) => Promise<string>;
  /** Program and arguments that count the files of a task: see `aggregateLogs`. */
  readonly countProgram: readonly [string, ...string[]];
  /** Starts the language server on standard input and output. */
  readonly serve: () => Promise<void>;
}

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** 0: done. 1: nothing could be analyzed, or a gate was missed. 2: bad usage. */
export type ExitStatus = 0 | 1 | 2;
