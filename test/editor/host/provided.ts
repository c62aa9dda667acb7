import assert from 'node:assert/strict';
import {
  commands,
  languages,
  MarkdownString,
  type CodeLens,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type Position,
  type TextDocument,
} from 'vscode';
import { eventually } from '../../support/eventually.ts';

/** What the editor itself gets from every provider, ours among them. */
export async function lensTitles(document: TextDocument): Promise<string[]> {
  const lenses = await lensesOf(document);
  return lenses.map(({ command }) => command?.title ?? '');
}

/** Titles of all lenses, once one tells the result of a fit; before, they tell what is being done. */
export function fittedTitles(document: TextDocument): Promise<string[]> {
  return eventually(async () => {
    const titles = await lensTitles(document);
    assert.ok(
      titles.some((title) => title.includes('β')),
      titles.join('\n') || 'no lens',
    );
    return titles;
  });
}

export function lensesOf(document: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 1000);
}

export async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : ''))
    .join('\n');
}

/** True when no hover at this position may run commands or render HTML: the text of a log is in there. */
export async function isHoverUntrusted(document: TextDocument, position: Position): Promise<boolean> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .every((content) => !(content instanceof MarkdownString) || (!content.isTrusted && !content.supportHtml));
}

export async function symbolNames(document: TextDocument): Promise<string[]> {
  const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return (symbols ?? []).map(({ name }) => name);
}

export function ownDiagnostics(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ source }) => source === 'pass@k Lens');
}
