import { FileChangeType, TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CloseFromDiskNotification, OpenFromDiskNotification } from '../protocol/lsp.ts';
import { sniff } from '../sniff/sniff.ts';
import type { Analyses } from './analyses.ts';
import { diskSource, documentSource, fileNameOf } from './logSources.ts';

export interface SyncLogsOptions {
  readonly connection: Connection;
  readonly analyses: Analyses;
  /** Called after a log was closed. */
  readonly onForget: (uri: string) => void;
}

/**
 * Keeps the analyses in step with what is open, as documents or from disk. Of a log that is both, what was told last is
 * the source; closing the other one leaves it alone. A document counts as a log from when it first looks like one until it
 * closes, so that an edit that damages it shows a diagnostic; every other document is left alone.
 */
export function syncLogs({ connection, analyses, onForget }: SyncLogsOptions): void {
  const documents = new TextDocuments(TextDocument);
  const onDisk = new Set<string>();

  const forget = (uri: string): void => {
    if (!analyses.has(uri)) return;
    analyses.forget(uri);
    onForget(uri);
  };

  documents.onDidChangeContent(({ document }) => {
    const { uri } = document;
    const isKnown = analyses.has(uri) && !onDisk.has(uri);
    if (!isKnown && !isEvaluation(document)) return;
    onDisk.delete(uri);
    analyses.update(uri, documentSource(document), isKnown ? EDIT_DELAY_MS : 0);
  });
  documents.onDidClose(({ document: { uri } }) => {
    if (!onDisk.has(uri)) forget(uri);
  });
  documents.listen(connection);

  connection.onNotification(OpenFromDiskNotification.method, ({ uri }: OpenFromDiskNotification.Params) => {
    onDisk.add(uri);
    analyses.update(uri, diskSource(uri), 0);
  });
  connection.onNotification(CloseFromDiskNotification.method, ({ uri }: CloseFromDiskNotification.Params) => {
    if (onDisk.delete(uri)) forget(uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    changes.forEach(({ uri, type }) => {
      if (onDisk.has(uri) && type !== FileChangeType.Deleted) analyses.refresh(uri, EDIT_DELAY_MS);
    });
  });
}

const EDIT_DELAY_MS = 250;

/** As much as the sniff may look at. */
const HEAD_LENGTH = 65_536;

function isEvaluation(document: TextDocument): boolean {
  // Not by a range: that would look for every line of the document first.
  return sniff(fileNameOf(document.uri), document.getText().slice(0, HEAD_LENGTH)) !== undefined;
}
