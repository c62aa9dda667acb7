import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { markdownTable } from '../text/markdownTable.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { TerminalStyle } from './terminalStyle.ts';
import { type Column, textTable, wrapText } from './textTable.ts';

/** Our own words, or what a log says, which is never taken for more than text. */
export type Prose = string | { readonly ofLog: string };

/** A part of a report for people, the same on a terminal and in markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly text: readonly Prose[] }
  | { readonly kind: 'paragraph' | 'caution' | 'footnote'; readonly text: readonly Prose[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Prose[])[] };

export interface BlockTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: TerminalStyle;
}

/** Everything below a heading is indented by two; a blank line between blocks, but none between notes of one kind. */
export function blocksAsText(blocks: readonly Block[], { width, style }: BlockTextOptions): string {
  const linesOf = (block: Block): readonly string[] => {
    switch (block.kind) {
      case 'heading':
        return [style.strong(plain(block.text))];
      case 'paragraph':
        return wrapped(block.text, width);
      case 'footnote':
        return wrapped(block.text, width).map(style.faint);
      case 'caution':
        return wrapped(['! ', ...block.text], width).map(style.caution);
      case 'table':
        return textTable(
          block.columns,
          block.rows.map((row) => row.map((cell) => plain([cell]))),
        ).map((line) => `  ${line}`);
    }
  };
  return join(blocks, (block) => linesOf(block).join('\n'), isCloseInText);
}

export function blocksAsMarkdown(blocks: readonly Block[]): string {
  const markdownOf = (block: Block): string => {
    switch (block.kind) {
      case 'heading':
        return `## ${escaped(block.text)}`;
      case 'paragraph':
        return escaped(block.text);
      case 'footnote':
        return `- ${escaped(block.text)}`;
      case 'caution':
        return `- ⚠ ${escaped(block.text)}`;
      case 'table':
        return markdownTable(
          block.columns.map(({ label }) => label),
          block.rows.map((row) => row.map((cell) => escaped([cell]))),
        );
    }
  };
  return join(blocks, markdownOf, areNotes);
}

type Neighbors = (before: Block, block: Block) => boolean;

const isCloseInText: Neighbors = (before, block) => before.kind === 'heading' || areNotes(before, block);

function areNotes(before: Block, block: Block): boolean {
  return before.kind === block.kind && (block.kind === 'footnote' || block.kind === 'caution');
}

function join(blocks: readonly Block[], render: (block: Block) => string, isClose: Neighbors): string {
  return blocks
    .map((block, i) => {
      const before = blocks[i - 1];
      return `${before === undefined || isClose(before, block) ? '' : '\n'}${render(block)}\n`;
    })
    .join('');
}

function wrapped(text: readonly Prose[], width: number): readonly string[] {
  return wrapText(plain(text), width - 2).map((line) => `  ${line}`);
}

function plain(text: readonly Prose[]): string {
  return text.map((part) => (typeof part === 'string' ? part : quoteLogText(part.ofLog))).join('');
}

function escaped(text: readonly Prose[]): string {
  return text.map((part) => (typeof part === 'string' ? part : escapeMarkdown(quoteLogText(part.ofLog)))).join('');
}
