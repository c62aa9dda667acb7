/**
 * Channel: VS Code client ↔ language server. Files that are read as the runs of one evaluation go by one URI,
 * `passk-runs:/<name>?<their URIs as JSON>`; to everything but the reader it is a log like any other.
 */

const SCHEME = 'passk-runs';

/** `name`: for the user. */
export function mergedRunsUri(name: string, uris: readonly string[]): string {
  return `${SCHEME}:/${encodeURIComponent(name)}?${encodeURIComponent(JSON.stringify(uris))}`;
}

/** The files behind the URI of merged runs; undefined for any other. */
export function runsBehind(uri: string): readonly string[] | undefined {
  if (!uri.startsWith(`${SCHEME}:`)) return undefined;
  try {
    const uris: unknown = JSON.parse(decodeURIComponent(uri.slice(uri.indexOf('?') + 1)));
    return Array.isArray(uris) ? uris.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
