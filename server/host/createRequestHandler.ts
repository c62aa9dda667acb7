import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node';

/** The funnel of all requests: a cancelled one is answered as such and not logged; an exception is logged, answered, and kills nobody. */
export function createRequestHandler<Params, Result>(
  name: string,
  logError: (message: string) => void,
  answer: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError> {
  return async (params, token) => {
    const isCancelled = (): boolean => token.isCancellationRequested;
    if (isCancelled()) return cancelled();
    try {
      const result = await answer(params, token);
      return isCancelled() ? cancelled() : result;
    } catch (error) {
      if (isCancelled()) return cancelled();
      logError(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return new ResponseError(ErrorCodes.InternalError, `${name} failed; see the log of pass@k Lens`);
    }
  };
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
}
