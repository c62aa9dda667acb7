import { type Block, blocksAsMarkdown, blocksAsText } from './blocks.ts';
import type { CliWorld } from './cliWorld.ts';
import type { ReportFormat } from './formatOption.ts';
import { terminalStyle, widthOf } from './terminalStyle.ts';

/** What a report is made of, for people and for programs. */
export interface Renderings {
  readonly blocks: () => readonly Block[];
  /** A document of plain data. */
  readonly json: () => object;
  readonly csv: () => string;
}

export function renderReport(
  format: ReportFormat,
  { stdout, env }: Pick<CliWorld, 'stdout' | 'env'>,
  { blocks, json, csv }: Renderings,
): string {
  switch (format) {
    case 'text':
      return blocksAsText(blocks(), { width: widthOf(stdout), style: terminalStyle(stdout, env) });
    case 'markdown':
      return blocksAsMarkdown(blocks());
    case 'json':
      return `${JSON.stringify(json(), undefined, 2)}\n`;
    case 'csv':
      return csv();
  }
}
