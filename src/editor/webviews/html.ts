/** Where the page's parts are, as addresses that a webview may load. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** What a webview calls its own addresses. */
  readonly source: string;
}

/**
 * The page before its script runs. Nothing of a study is in it: that comes later, as messages, and becomes text only.
 * @param main the id of the element that the page fills.
 * @param nonce fresh for each page; only the script that has it runs.
 */
export function pageHtml(
  { script, style, source }: PageFiles,
  nonce: string,
  language: string,
  main = 'analysis',
): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    // A chart becomes a PNG by way of an image.
    `img-src data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${attribute(style)}">
<title>Emic</title>
</head>
<body>
<main id="${attribute(main)}"></main>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** 128 bits that nobody can guess. */
export function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
