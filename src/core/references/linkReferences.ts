import type { Codebook } from '../codebook/codebook.js';
import type { CodedText } from '../markdown/codedText.js';
import { linksOf, type Link } from '../notes/links.js';
import type { Note } from '../notes/note.js';
import { linkedCode, pathFrom } from '../notes/targets.js';
import { codebookPath } from '../study/paths.js';
import type { CodeReference } from './types.js';

/**
 * The links of a text to codes.
 * @param where `everything` for notes and the codebook, `memos` for transcripts.
 */
export function* linkReferences(
  codebook: Codebook,
  path: string,
  text: CodedText,
  where: 'everything' | 'memos' = 'everything',
): Generator<CodeReference> {
  for (const link of linksOf(text, where)) {
    const reference = referenceOf(codebook, path, link);
    if (reference !== undefined) yield reference;
  }
}

/** The links of a note, and the codes that its front matter says it is about. */
export function* noteReferences(codebook: Codebook, note: Note): Generator<CodeReference> {
  const { path, text } = note;
  for (const { text: about, extent } of note.about) {
    const written = about.replace(/^\[\[([^|]*)(?:\|.*)?\]\]$/, '$1').trim();
    const code = linkedCode(codebook, written)?.id;
    const at = text.text.slice(extent.start, extent.end).indexOf(written);
    if (code === undefined || at < 0) continue;
    const start = extent.start + at;
    yield { path, code, role: roleOf(code, written), start, end: start + written.length };
  }
  yield* linkReferences(codebook, path, text);
}

function referenceOf(codebook: Codebook, from: string, link: Link): CodeReference | undefined {
  if (link.kind === 'code') {
    // A link may name a code that is used and not in the codebook.
    const code = linkedCode(codebook, link.code)?.id ?? link.code;
    return { path: from, code, role: roleOf(code, link.code), ...link.target };
  }
  const { fragment, fragmentExtent } = link;
  const path = link.path === '' ? from : pathFrom(from, link.path);
  if (path !== codebookPath || fragment === undefined || fragmentExtent === undefined) return undefined;
  return codebook.has(fragment) ? { path: from, code: fragment, role: 'link', ...fragmentExtent } : undefined;
}

function roleOf(code: string, written: string): CodeReference['role'] {
  return code === written ? 'link' : 'link-by-name';
}
