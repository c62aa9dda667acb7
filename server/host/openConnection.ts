import { isAscii } from 'node:buffer';
import { Console } from 'node:console';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type Message,
} from 'vscode-languageserver/node';

/**
 * A connection on the transport that the command line names, `--stdio` or `--node-ipc`. It ends with its client.
 *
 * On `--stdio` clients send whole logs. These are mostly ASCII, which is decoded several times as fast as UTF-8 of which that is not known.
 */
export function openConnection(): Connection {
  return process.argv.includes('--stdio') ? onStandardStreams() : createConnection(ProposedFeatures.all);
}

function onStandardStreams(): Connection {
  // What is printed by mistake must not get between the messages.
  globalThis.console = new Console(process.stderr);
  const contentTypeDecoder = { name: 'application/json', decode: decodeJson };
  // LSP: to end without having been shut down is an error.
  process.exitCode = 1;
  for (const event of ['end', 'close']) process.stdin.once(event, () => process.exit());
  return createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin, { contentTypeDecoder }),
    new StreamMessageWriter(process.stdout),
  );
}

/** Rejects with a SyntaxError for what is no JSON. */
function decodeJson(bytes: Uint8Array): Promise<Message> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise((resolve) => {
    resolve(JSON.parse(buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8')) as Message);
  });
}
