import { Disposable, workspace, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import type { OpenLogs } from './openLogs.ts';
import { isEvaluationDocument, isInHead, largeFileBytes } from './sniffLog.ts';

/**
 * Holds each document that is an evaluation log, from when it first looks like one until it closes: a log that an edit
 * has damaged keeps its diagnostics.
 */
export function watchDocuments(logs: OpenLogs): Disposable {
  const consider = (document: TextDocument): void => {
    if (isEvaluationDocument(document) && lengthOf(document) <= largeFileBytes())
      logs.hold(document.uri.toString(), 'document');
  };
  const considerEdit = ({ document, contentChanges }: TextDocumentChangeEvent): void => {
    if (logs.source(document.uri.toString()) === 'buffer') return;
    if (contentChanges.some(({ rangeOffset }) => isInHead(rangeOffset))) consider(document);
  };
  workspace.textDocuments.forEach(consider);
  return Disposable.from(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidChangeTextDocument(considerEdit),
    workspace.onDidCloseTextDocument(({ uri }) => {
      logs.release(uri.toString(), 'document');
    }),
  );
}

/** In UTF-16 units, without joining the lines. */
function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
