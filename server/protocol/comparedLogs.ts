/**
 * Channel: VS Code client ↔ language server. The panel that sets the evaluations of several logs side by side goes by one URI. It is
 * no log: its logs are opened as any other, and the panel follows them.
 */

import { listBehind, uriOfList } from './uriLists.ts';

const SCHEME = 'passk-compare';

/** `name`: for the user. */
export function comparedLogsUri(name: string, uris: readonly string[]): string {
  return uriOfList(SCHEME, name, uris);
}

/** The logs behind the URI of a comparison, in its order; undefined for any other. */
export function logsCompared(uri: string): readonly string[] | undefined {
  return listBehind(SCHEME, uri);
}
