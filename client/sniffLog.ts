import { open } from 'node:fs/promises';
import { Range, workspace, type TextDocument, type Uri } from 'vscode';
import { sniff } from '../server/sniff/sniff.ts';
import { sniffFile, SNIFFED_LENGTH } from '../server/sniff/sniffFile.ts';

/** Earlier versions of a file, as a diff shows them: their problems would be reported a second time. */
const schemesOfOtherVersions = new Set(['git', 'gitfs']);

const textLog = /\.(json|jsonl|ndjson|csv|ya?ml)$/i;

/** Names that the language client selects as well. */
export const logPattern = '**/*.{json,jsonl,ndjson,csv,yaml,yml}';

export const logExtensions = ['json', 'jsonl', 'ndjson', 'csv', 'yaml', 'yml', 'eval', 'parquet'];

export function hasLogName(uri: Uri): boolean {
  return textLog.test(uri.path) || isBinaryLog(uri);
}

/** A log that is no text: never a document, and shown by the custom editor. */
export function isBinaryLog(uri: Uri): boolean {
  return /\.(eval|parquet)$/i.test(uri.path);
}

/** Does the head of this document look like an evaluation log? Costs at most 64 KiB of text, and nothing for other languages. */
export function isEvaluationDocument(document: TextDocument): boolean {
  if (schemesOfOtherVersions.has(document.uri.scheme)) return false;
  const name = document.isUntitled ? `untitled.${document.languageId}` : baseName(document.uri);
  if (!textLog.test(name)) return false;
  const head = document.getText(new Range(document.positionAt(0), document.positionAt(SNIFFED_LENGTH)));
  return sniff(name, head) !== undefined;
}

/** The same for a file that is not open as a document. Unreadable files are not evaluations. */
export async function isEvaluationFile(uri: Uri): Promise<boolean> {
  if (!hasLogName(uri)) return false;
  return (await formatOf(uri).catch(() => undefined)) !== undefined;
}

/** Can an edit at this offset change what the sniff says? */
export function isInHead(offset: number): boolean {
  return offset < SNIFFED_LENGTH;
}

export function baseName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Logs of more bytes are read from disk by the server, never synchronized. */
export function largeFileBytes(): number {
  return workspace.getConfiguration('passkLens').get('largeFileMegabytes', 20) * 1_048_576;
}

async function formatOf(uri: Uri): Promise<string | undefined> {
  const name = baseName(uri);
  if (uri.scheme !== 'file') {
    const bytes = await workspace.fs.readFile(uri);
    return sniffFile({
      name,
      size: bytes.length,
      read: (position, length) =>
        Promise.resolve(Buffer.from(bytes.subarray(position, position + length)).toString('latin1')),
    });
  }
  const file = await open(uri.fsPath);
  try {
    return await sniffFile({
      name,
      size: (await file.stat()).size,
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
        return buffer.toString('latin1', 0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}
