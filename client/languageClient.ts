import { l10n, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  ResponseError,
  RevealOutputChannelOn,
  TransportKind,
  type Middleware,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../server/protocol/lsp.ts';
import { engineFolders } from './engineFolders.ts';
import type { DocumentGate } from './documentGate.ts';
import { createRestartPolicy } from './restartPolicy.ts';
import { logPattern } from './sniffLog.ts';

export { State } from 'vscode-languageclient/node';

export interface LanguageClientOptions {
  readonly serverModule: string;
  readonly log: LogOutputChannel;
  readonly gate: DocumentGate;
  readonly showCoverageCommand: string;
  /** The server has crashed so often that it is left alone. */
  readonly onGivenUp: (message: string) => void;
}

/**
 * The language client, not yet started. This module alone loads `vscode-languageclient`, which takes most of the time
 * of an activation; it is imported when the first evaluation log is seen.
 */
export function createLanguageClient(options: LanguageClientOptions): LanguageClient {
  const { serverModule, log, gate, showCoverageCommand, onGivenUp } = options;
  const mayRestart = createRestartPolicy({ maxRestarts: 4, windowMs: 180_000, now: Date.now });
  const initializationOptions: InitializationOptions = { showCoverageCommand };
  return new LanguageClient(
    'passkLens',
    'pass@k Lens',
    { module: serverModule, transport: TransportKind.ipc, options: { env: { PASSK_LENS_ENGINES: engineFolders() } } },
    {
      documentSelector: [
        { pattern: logPattern },
        ...['json', 'jsonl', 'csv', 'yaml'].map((language) => ({ scheme: 'untitled', language })),
      ],
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      middleware: gateMiddleware(gate),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (mayRestart())
            return {
              action: CloseAction.Restart,
              message: l10n.t('The analysis server stopped and is started again.'),
            };
          const message = l10n.t('The analysis server of pass@k Lens has stopped five times within three minutes.');
          onGivenUp(message);
          return { action: CloseAction.DoNotRestart, message, handled: true };
        },
      },
    },
  );
}

function gateMiddleware(gate: DocumentGate): Middleware {
  return {
    sendRequest: async (type, params, token, next) => {
      // The language client takes this error for "nothing here", whatever was asked, and logs nothing.
      if (!gate.admitsRequest(params)) throw new ResponseError(ErrorCodes.ConnectionInactive, 'Not an evaluation log');
      return next(type, params, token);
    },
    sendNotification: async (type, next, params) => {
      const method = typeof type === 'string' ? type : type.method;
      if (gate.admitsNotification(method, params)) await next(type, params);
    },
  };
}
