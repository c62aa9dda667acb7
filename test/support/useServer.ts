import { existsSync } from 'node:fs';
import { SERVER_BUNDLE, startSession, type LspSession, type SessionOptions } from './lspSession.ts';
import { skipBecause } from './skipBecause.ts';

/** In a `describe`: starts the built server for a test, and ends it afterwards. Skips visibly where nothing is built. */
export function useServer(): (options?: SessionOptions) => Promise<LspSession> {
  let sessions: LspSession[] = [];
  before(function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'not built: npm run build');
  });
  afterEach(() => {
    sessions.forEach(({ process: server }) => server.kill());
    sessions = [];
  });
  return async (options) => {
    const session = await startSession(options);
    sessions.push(session);
    return session;
  };
}
