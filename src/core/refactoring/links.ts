import { questionReferences, type QuestionReference } from '../analysis/documents/questionReferences.js';
import type { Codebook } from '../codebook/codebook.js';
import type { Code } from '../codebook/types.js';
import type { CodedText } from '../markdown/codedText.js';
import { linksOf, type Link } from '../notes/links.js';
import type { Note } from '../notes/note.js';
import { linkedCode, pathFrom } from '../notes/targets.js';
import { quoteName } from '../queries/language/tokens.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { TextEdit } from '../text/edits.js';

/** What a link to a code is to name instead, by id or by name as it did; undefined where it stays. */
export type LinkChange = (code: Code, written: string) => string | undefined;

/** Edits that let a text's links to codes follow. @param codebook the one that the links were written for. */
export function followLinks(
  codebook: Codebook,
  path: string,
  text: CodedText,
  change: LinkChange,
  where: 'everything' | 'memos' = 'everything',
): TextEdit[] {
  return linksOf(text, where).flatMap((link) => {
    const [place, code, written] = placeOf(codebook, path, link) ?? [];
    const changed = code === undefined || written === undefined ? undefined : change(code, written);
    return changed === undefined || place === undefined ? [] : [{ ...place, text: changed }];
  });
}

/** The same for a note, whose front matter may say what it is about, and whose blocks may ask about codes, too. */
export function followNoteLinks(study: Study, note: Note, change: LinkChange): TextEdit[] {
  const { codebook } = study;
  const edits = followLinks(codebook, note.path, note.text, change);
  for (const { text, extent } of note.about) {
    const written = text.replace(/^\[\[([^|]*)(?:\|.*)?\]\]$/, '$1').trim();
    const code = linkedCode(codebook, written);
    const changed = code === undefined ? undefined : change(code, written);
    const at = note.text.text.slice(extent.start, extent.end).indexOf(written);
    if (changed === undefined || at < 0) continue;
    edits.push({ start: extent.start + at, end: extent.start + at + written.length, text: changed });
  }
  for (const { code, written, inQuery, start, end } of questionsOf(study, note)) {
    const named = codebook.get(code);
    const changed = named === undefined ? undefined : change(named, written);
    if (changed !== undefined) edits.push({ start, end, text: inQuery ? quoteName(changed) : changed });
  }
  return edits;
}

function questionsOf(study: Study, note: Note): readonly QuestionReference[] {
  return note.kind === 'analysis' ? questionReferences(study, note.text.text) : [];
}

type Named = readonly [place: { readonly start: number; readonly end: number }, code: Code, written: string];

/** The code that a link leads to, and where it is written. */
function placeOf(codebook: Codebook, from: string, link: Link): Named | undefined {
  if (link.kind === 'code') {
    const code = linkedCode(codebook, link.code);
    return code === undefined ? undefined : [link.target, code, link.code];
  }
  const { fragment, fragmentExtent } = link;
  const path = link.path === '' ? from : pathFrom(from, link.path);
  const code = path === codebookPath && fragment !== undefined ? codebook.get(fragment) : undefined;
  return code === undefined || fragmentExtent === undefined ? undefined : [fragmentExtent, code, code.id];
}

/** The ids of passages that links of notes, memos and the codebook lead to, by the path of their document. */
export function linkedPassages(study: Study): ReadonlyMap<string, ReadonlySet<string>> {
  const linked = new Map<string, Set<string>>();
  const note = (from: string, links: readonly Link[]): void => {
    for (const link of links) {
      if (link.kind !== 'path' || link.fragment === undefined) continue;
      const path = link.path === '' ? from : pathFrom(from, link.path);
      if (path === undefined) continue;
      const ids = linked.get(path);
      if (ids === undefined) linked.set(path, new Set([link.fragment]));
      else ids.add(link.fragment);
    }
  };
  note(codebookPath, linksOf(study.codebook.text));
  for (const { path, links } of study.notes) note(path, links);
  for (const { path, text } of study.transcripts) note(path, linksOf(text, 'memos'));
  return linked;
}
