import type { LogSource } from './openLogs.ts';

/**
 * Decides which of the language client's messages reach the server: requests about evaluation logs, texts of those that
 * the server cannot read from disk, and what is about no document at all. The language client itself selects documents
 * by name only, and a workspace is full of JSON files.
 */
export interface DocumentGate {
  admitsRequest(params: unknown): boolean;
  admitsNotification(method: string, params: unknown): boolean;
  /** The server has been sent the text of this document. */
  isOpen(uri: string): boolean;
  /** The server is a new one, and has no documents. */
  reset(): void;
}

export function createDocumentGate(sourceOf: (uri: string) => LogSource | undefined): DocumentGate {
  /** Version of each document at the time its whole text was sent. */
  const openedAt = new Map<string, number>();

  return {
    admitsRequest: (params) => {
      const document = documentOf(params);
      return !document || sourceOf(document.uri) !== undefined;
    },
    admitsNotification: (method, params) => {
      const document = documentOf(params);
      if (!document) return true;
      switch (method) {
        case 'textDocument/didOpen':
          if (openedAt.has(document.uri) || sourceOf(document.uri) !== 'buffer') return false;
          openedAt.set(document.uri, document.version);
          return true;
        case 'textDocument/didClose':
          return openedAt.delete(document.uri);
        // The edit that turned a file into an evaluation is already in the text that it was opened with.
        case 'textDocument/didChange':
          return document.version > (openedAt.get(document.uri) ?? Infinity);
        default:
          return openedAt.has(document.uri);
      }
    },
    isOpen: (uri) => openedAt.has(uri),
    reset: () => {
      openedAt.clear();
    },
  };
}

/** The document that a message is about; version 0 where the message names none. */
function documentOf(params: unknown): { readonly uri: string; readonly version: number } | undefined {
  if (!isObject(params) || !('textDocument' in params) || !isObject(params.textDocument)) return undefined;
  const { textDocument } = params;
  if (!('uri' in textDocument) || typeof textDocument.uri !== 'string') return undefined;
  const version = 'version' in textDocument && typeof textDocument.version === 'number' ? textDocument.version : 0;
  return { uri: textDocument.uri, version };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
