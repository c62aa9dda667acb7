export interface PanelPageOptions {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** What the webview host calls its own origin in a content security policy. */
  readonly cspSource: string;
  /** Unguessable, new for each page: no script or style without it runs. */
  readonly nonce: string;
  readonly language: string;
}

/** The page of the panel: an empty one. Everything shown comes as messages; nothing of a log is ever in here. */
export function panelPage({ scriptUri, styleUri, cspSource, nonce, language }: PanelPageOptions): string {
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${styleUri}">
<title>pass@k Lens</title>
</head>
<body>
<main id="root"></main>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}
