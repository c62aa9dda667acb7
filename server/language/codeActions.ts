import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import { DIAGNOSTIC_SOURCE } from './diagnostics.ts';

/** On a finding about an evaluation: look at its curve. */
export function provideCodeActions(
  uri: string,
  diagnostics: readonly Diagnostic[],
  showCoverageCommand: string | undefined,
): CodeAction[] {
  if (showCoverageCommand === undefined) return [];
  const title = 'Show coverage';
  return diagnostics.flatMap((diagnostic) => {
    const evalIndex = evalIndexOf(diagnostic);
    if (evalIndex === undefined) return [];
    const command = { title, command: showCoverageCommand, arguments: [uri, evalIndex] };
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
  });
}

function evalIndexOf({ source, data }: Diagnostic): number | undefined {
  const sent: unknown = data;
  if (source !== DIAGNOSTIC_SOURCE || typeof sent !== 'object' || sent === null || !('evalIndex' in sent)) {
    return undefined;
  }
  return typeof sent.evalIndex === 'number' ? sent.evalIndex : undefined;
}
