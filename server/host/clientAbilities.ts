import type { InitializeParams } from 'vscode-languageserver/node';

/** What a client can do, as far as the server cares. */
export interface ClientAbilities {
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly codeLensRefresh: boolean;
  readonly inlayHintRefresh: boolean;
  readonly progress: boolean;
  /** The client's command that opens the panel. */
  readonly showCoverageCommand: string | undefined;
}

export function clientAbilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { workspace, window } = capabilities;
  return {
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport === true,
    progress: window?.workDoneProgress === true,
    showCoverageCommand: showCoverageCommandOf(initializationOptions),
  };
}

/** `InitializationOptions`, from a client that may send anything. */
function showCoverageCommandOf(options: unknown): string | undefined {
  if (typeof options !== 'object' || options === null || !('showCoverageCommand' in options)) return undefined;
  const { showCoverageCommand } = options;
  return typeof showCoverageCommand === 'string' && showCoverageCommand !== '' ? showCoverageCommand : undefined;
}
