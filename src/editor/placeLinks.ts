import * as vscode from 'vscode';
import type { OpenStudy } from './studies/openStudy.js';

/**
 * The links of a Markdown document of ours that lead into files of its study, each to its place.
 * @param pattern finds `](<path#fragment>)`: its first group is the path, its second the fragment, if there is one.
 */
export function placeLinks(
  document: vscode.TextDocument,
  study: OpenStudy,
  pattern: RegExp,
  tooltip: string,
): vscode.DocumentLink[] {
  return [...document.getText().matchAll(pattern)].flatMap((match) => {
    const [whole, path = '', fragment = 'L1'] = match;
    if (/^[a-z]+:/i.test(path)) return [];
    const start = document.positionAt(match.index + 3);
    const end = document.positionAt(match.index + whole.length - 2);
    const place = { document: study.uriOf(decodeURIComponent(path)).toString(), fragment };
    const target = `command:_emic.openPlace?${encodeURIComponent(JSON.stringify([place]))}`;
    const link = new vscode.DocumentLink(new vscode.Range(start, end), vscode.Uri.parse(target));
    link.tooltip = tooltip;
    return [link];
  });
}

/** A link to a passage: the lines and columns where it begins and ends. */
export const passagePattern = /\]\(<([^>\n]*)#(L\d+,\d+-L\d+,\d+)>\)/g;
