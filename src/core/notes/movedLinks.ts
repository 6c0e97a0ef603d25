import { CodedText } from '../markdown/codedText.js';
import { applyEdits, type TextEdit } from '../text/edits.js';
import { linksOf } from './links.js';
import { relativePath } from './passageLink.js';
import { pathFrom } from './targets.js';

/**
 * Markdown with its links made to lead where they led, from another folder. Links that lead out of the study stay as they are.
 * @param from the document that it stood in. @param folder the one that it goes to; both inside the study.
 */
export function moveLinks(markdown: string, from: string, folder: string): string {
  const edits: TextEdit[] = [];
  for (const link of linksOf(CodedText.parse(markdown))) {
    if (link.kind === 'code') continue;
    const path = link.path === '' ? from : pathFrom(from, link.path);
    if (path === undefined) continue;
    edits.push({ ...link.pathExtent, text: addressOf(relativePath(folder, path)) });
  }
  return applyEdits(markdown, edits);
}

/** The address of a path for a link, with angle brackets around it or without. */
export function addressOf(path: string): string {
  return encodeURI(path).replace(/[#?()&*_`~[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
