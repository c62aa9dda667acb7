import type { OpenedSource, ReadOptions } from './readResult.ts';

/** Opens files of the folder that the file at `path` is in, for logs that are several files. @param openSource throws where a file cannot be opened */
export function siblingsIn(path: string, openSource: (path: string) => OpenedSource): ReadOptions['openSibling'] {
  const folder = path.replace(/[^\\/]*$/, '');
  return (name) => {
    try {
      return openSource(`${folder}${name}`);
    } catch {
      return undefined;
    }
  };
}
