import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a request is answered: the whole file or the part that was asked for, unless one of these says otherwise. */
export interface FileServing {
  readonly file: Uint8Array;
  /** The connection breaks after so many bytes of the file. */
  readonly breaksAfter?: number;
  /** Parts that are asked for are not served: the whole file comes. */
  readonly ignoresRange?: boolean;
}

export interface FileServer {
  /** Of any name. */
  readonly url: string;
  /** The ranges that were asked for, in order; empty where none was. */
  readonly ranges: readonly string[];
  serve: FileServing | undefined;
  readonly close: () => void;
}

/** A web server on a port of its own, of one file, or of none: 404. */
export async function startFileServer(serve?: FileServing): Promise<FileServer> {
  const ranges: string[] = [];
  const server: Server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    const { serve: serving } = state;
    if (serving === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { file, breaksAfter = file.length, ignoresRange = false } = serving;
    const from = ignoresRange ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isPart = from > 0;
    response.writeHead(isPart ? 206 : 200, {
      'content-length': file.length - from,
      ...(isPart && { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }),
    });
    if (breaksAfter >= file.length) response.end(file.subarray(from));
    else response.write(file.subarray(from, breaksAfter), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: FileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    serve,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return state;
}
