import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver/node';
import type { Settings } from '../protocol/lsp.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

export interface SettingsWatch {
  /** Resolves at once, except while the client is being asked. */
  readonly get: () => Promise<Settings>;
  /** The settings known last. */
  readonly current: () => Settings;
  /** Asks the client; to be called once it is initialized. */
  readonly begin: () => void;
}

/** The client's settings; the defaults where it has none to give. */
export function watchSettings(connection: Connection, abilities: ClientAbilities, onChange: () => void): SettingsWatch {
  let current = DEFAULT_SETTINGS;
  let asked = Promise.resolve(current);

  const accept = (sent: unknown): Settings => {
    const { settings, problems } = parseSettings(sent);
    problems.forEach((problem) => {
      connection.console.warn(problem);
    });
    current = settings;
    return current;
  };
  const ask = (): void => {
    asked = connection.workspace.getConfiguration('passkLens').then(accept, () => current);
  };

  connection.onDidChangeConfiguration(({ settings }) => {
    if (abilities.configuration) ask();
    else accept(sectionOf(settings));
    onChange();
  });

  return {
    get: () => (abilities.configuration ? asked : Promise.resolve(current)),
    current: () => current,
    begin: () => {
      if (!abilities.configuration) return;
      ask();
      // A client without dynamic registration sends changes unasked or not at all.
      if (!abilities.configurationChanges) return;
      connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'passkLens' })
        .catch(() => undefined);
    },
  };
}

/** A client that pushes its settings may wrap them in their section. */
function sectionOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'passkLens' in settings ? settings.passkLens : settings;
}
