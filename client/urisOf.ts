import { Uri } from 'vscode';

/** What a command is called with: the tree's group has its URIs as `uris`, a lens gives them as text, the explorer as what is selected; undefined for anything else. */
export function urisOf(value: unknown): readonly Uri[] | undefined {
  const list: unknown = typeof value === 'object' && value !== null && 'uris' in value ? value.uris : value;
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((each: unknown) =>
    each instanceof Uri ? each : typeof each === 'string' ? Uri.parse(each) : [],
  );
}
