import { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import { codebookPath } from '../study/paths.js';
import { applyEdits, type TextEdit } from '../text/edits.js';
import type { Renamed } from './codings.js';

/**
 * A text whose links to codes lead to the ids that these have now: `[[old-code]]`, `[[old-code|words]]` and `[words](../codebook.md#old-code)`.
 * @param where `everything` for notes and the codebook, `memos` for transcripts, where `[[navn]]` is speech.
 */
export function followLinks(text: string, renamed: Renamed, where: 'everything' | 'memos'): string {
  if (renamed.size === 0 || !/\[\[|\]\(/.test(text)) return text;
  const edits: TextEdit[] = [];
  for (const link of linksOf(CodedText.parse(text), where)) {
    const [code, place] = link.kind === 'code' ? [link.code, link.target] : [link.fragment, link.fragmentExtent];
    const leadsToCode = link.kind === 'code' || link.path.split('/').at(-1) === codebookPath;
    const now = leadsToCode && code !== undefined ? renamed.get(code) : undefined;
    if (now !== undefined && place !== undefined) edits.push({ start: place.start, end: place.end, text: now });
  }
  return applyEdits(text, edits);
}
