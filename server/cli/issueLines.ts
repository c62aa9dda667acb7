import { quoteLogText } from '../text/quoteLogText.ts';
import type { PlacedIssue, Report } from './report.ts';
import type { TerminalStyle } from './terminalStyle.ts';

/** Issues as compilers print them, which editors and CI jobs recognize: `path:line:column: warning: message [code]`. */
export function issueLines({ files }: Pick<Report, 'files'>, style: TerminalStyle): readonly string[] {
  return files.flatMap(({ path, issues }) =>
    issues.map(({ line, column, severity, message, code, member }) => {
      const file = member === undefined ? path : `${path}/${member}`;
      const place = `${quoteLogText(file, 500)}:${String(line)}:${String(column)}`;
      return `${place}: ${nameOf(severity, style)}: ${quoteLogText(message, 1000)} [${code}]`;
    }),
  );
}

function nameOf(severity: PlacedIssue['severity'], style: TerminalStyle): string {
  switch (severity) {
    case 'error':
      return style.failure('error');
    case 'warning':
      return style.caution('warning');
    case 'info':
      return style.faint('note');
  }
}
