import { Disposable, workspace, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import type { OpenLogs } from './openLogs.ts';
import { isEvaluationDocument, isInHead, largeFileBytes } from './sniffLog.ts';

/**
 * Holds each document that is an evaluation log, from when it first looks like one until it closes: a log that an edit
 * has damaged keeps its diagnostics. Its edits are held beside it while the file does not have them.
 */
export function watchDocuments(logs: OpenLogs): Disposable {
  const holdEdits = (document: TextDocument): void => {
    const uri = document.uri.toString();
    const source = logs.source(uri);
    if (isOnDisk(document)) logs.release(uri, 'edits');
    else if (source === 'disk' && lengthOf(document) <= largeFileBytes()) logs.hold(uri, 'edits');
  };
  const consider = (document: TextDocument): void => {
    if (!isEvaluationDocument(document)) return;
    logs.hold(document.uri.toString(), 'document');
    holdEdits(document);
  };
  const considerEdit = ({ document, contentChanges }: TextDocumentChangeEvent): void => {
    const isKnown = logs.source(document.uri.toString()) !== undefined;
    if (!isKnown && contentChanges.some(({ rangeOffset }) => isInHead(rangeOffset))) consider(document);
    else holdEdits(document);
  };
  workspace.textDocuments.forEach(consider);
  return Disposable.from(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidChangeTextDocument(considerEdit),
    workspace.onDidSaveTextDocument(holdEdits),
    workspace.onDidCloseTextDocument(({ uri }) => {
      logs.release(uri.toString(), 'edits');
      logs.release(uri.toString(), 'document');
    }),
  );
}

/** A clean document says what its file says, so that the server can read that: no text has to be sent. */
function isOnDisk({ isDirty, uri }: TextDocument): boolean {
  return !isDirty && uri.scheme === 'file';
}

/** In UTF-16 units, without joining the lines. */
function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
