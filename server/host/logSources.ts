import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { runsBehind } from '../protocol/mergedRuns.ts';
import type { LogSource } from './analyses.ts';

/** An open document, read from the editor's buffer. */
export function documentSource(document: TextDocument): LogSource {
  const name = pathOf(document.uri);
  return {
    name,
    load: () => {
      const text = document.getText();
      // Memory of its own, which can be handed over to another thread; not cleared first, as that of a `TextEncoder` is.
      const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
      bytes.write(text);
      return {
        sketch: `${name} ${bytes.length}`,
        hash: () => createHash('sha1').update(text).digest('base64'),
        input: { kind: 'bytes', bytes },
      };
    },
  };
}

/** What the analyst reads from disk: a file that is no document, or several that are runs of one evaluation. */
export function diskSource(uri: string): LogSource {
  const runs = runsBehind(uri);
  return {
    name: pathOf(uri),
    load: async () => {
      const files = await Promise.all((runs ?? [uri]).map(statFile));
      const paths = files.map(({ path }) => path);
      return {
        sketch: files.map(({ path, size }) => `${path} ${size}`).join('\n'),
        hash: () => files.map(({ mtimeMs }) => mtimeMs).join(' '),
        input: runs === undefined ? { kind: 'file', path: paths[0] ?? '' } : { kind: 'runs', paths },
      };
    },
  };
}

async function statFile(
  uri: string,
): Promise<{ readonly path: string; readonly size: number; readonly mtimeMs: number }> {
  const name = fileNameOf(uri);
  if (!uri.startsWith('file:'))
    throw new Error(`“${name}” is not on this machine's disk. Copy it there to analyze it.`);
  const path = fileURLToPath(uri);
  const { size, mtimeMs } = await stat(path).catch(() => {
    throw new Error(`“${name}” cannot be read. Check that the file exists and that you may read it, then reopen it.`);
  });
  return { path, size, mtimeMs };
}

/** Last segment of a URI's path. */
export function fileNameOf(uri: string): string {
  const path = pathOf(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A URI's path, without its percent signs where these are well-formed. */
function pathOf(uri: string): string {
  const [path = ''] = uri.split(/[?#]/, 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
