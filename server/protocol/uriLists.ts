/** Several files under one URI: `<scheme>:/<name>?<their URIs as JSON>`. */

/** `name`: for the user. */
export function uriOfList(scheme: string, name: string, uris: readonly string[]): string {
  return `${scheme}:/${encodeURIComponent(name)}?${encodeURIComponent(JSON.stringify(uris))}`;
}

/** The files behind such a URI, none if it is damaged; undefined for one of another scheme. */
export function listBehind(scheme: string, uri: string): readonly string[] | undefined {
  if (!uri.startsWith(`${scheme}:`)) return undefined;
  try {
    const uris: unknown = JSON.parse(decodeURIComponent(uri.slice(uri.indexOf('?') + 1)));
    return Array.isArray(uris) ? uris.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
