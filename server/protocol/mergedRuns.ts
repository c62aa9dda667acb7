/**
 * Channel: VS Code client ↔ language server. Files that are read as the runs of one evaluation go by one URI; to everything but the
 * reader it is a log like any other.
 */

import { listBehind, uriOfList } from './uriLists.ts';

const SCHEME = 'passk-runs';

/** `name`: for the user. */
export function mergedRunsUri(name: string, uris: readonly string[]): string {
  return uriOfList(SCHEME, name, uris);
}

/** The files behind the URI of merged runs; undefined for any other. */
export function runsBehind(uri: string): readonly string[] | undefined {
  return listBehind(SCHEME, uri);
}
