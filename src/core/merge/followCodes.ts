import { questionReferences } from '../analysis/documents/questionReferences.js';
import { writeName } from '../codebook/edits.js';
import { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import { Note } from '../notes/note.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { quoteName } from '../queries/language/tokens.js';
import { codebookPath } from '../study/paths.js';
import { Study } from '../study/study.js';
import { applyEdits, sortEdits, type TextEdit } from '../text/edits.js';
import { labelKey } from '../transcript/labels.js';
import type { Renamed } from './codings.js';

/** What a text speaks of, and where it stands. */
export interface Following {
  /** New ids of codes by their old ones. */
  readonly renamed: Renamed;
  /** Names that these codes had and that are gone, by their old ids. */
  readonly names?: ReadonlyMap<string, string>;
  /** The file's path inside the study; a transcript, of which only the memos have links, if it is left out. */
  readonly path?: string;
}

/**
 * A text that speaks of codes by the ids that they have now: in links (`[[old-code]]`, `[words](../codebook.md#old-code)`), in what a note's
 * front matter says it is about, and in the options and queries of analysis blocks. A name that is gone gives way to the id, too.
 */
export function followCodes(text: string, { renamed, names = new Map(), path = '' }: Following): string {
  if (renamed.size === 0) return text;
  const kind = noteKindAt(path);
  const byName = new Map([...names].map(([id, name]) => [labelKey(name), renamed.get(id)]));
  const nowOf = (written: string): string | undefined => renamed.get(written) ?? byName.get(labelKey(written));
  const edits: TextEdit[] = [];
  const isWritten = /\[\[|\]\(/.test(text);
  const coded = isWritten || kind !== undefined ? CodedText.parse(text) : undefined;
  if (coded === undefined) return text;
  for (const link of linksOf(coded, kind === undefined && path !== codebookPath ? 'memos' : 'everything')) {
    const now =
      link.kind === 'code'
        ? nowOf(link.code)
        : link.path.split('/').at(-1) === codebookPath && link.fragment !== undefined
          ? renamed.get(link.fragment)
          : undefined;
    const place = link.kind === 'code' ? link.target : link.fragmentExtent;
    if (now !== undefined && place !== undefined) edits.push({ start: place.start, end: place.end, text: now });
  }
  if (kind !== undefined) edits.push(...aboutEdits(new Note(path, coded), nowOf));
  if (kind === 'analysis' && text.includes('emic')) edits.push(...questionEdits(text, renamed, names));
  return applyEdits(text, sortEdits(edits));
}

function* aboutEdits({ about, text }: Note, nowOf: (written: string) => string | undefined): Generator<TextEdit> {
  for (const { text: entry, extent } of about) {
    const written = entry.replace(/^\[\[([^|]*)(?:\|.*)?\]\]$/, '$1').trim();
    const now = nowOf(written);
    const at = text.text.slice(extent.start, extent.end).indexOf(written);
    if (now === undefined || at < 0) continue;
    const start = extent.start + at;
    yield { start, end: start + written.length, text: now };
  }
}

/** What blocks ask is read as in a study whose codebook has the old ids. */
function* questionEdits(text: string, renamed: Renamed, names: ReadonlyMap<string, string>): Generator<TextEdit> {
  const headings = [...renamed.keys()].map((id) => `## ${writeName(names.get(id) ?? `(${id})`)} {#${id}}\n`);
  const before = Study.create({ codebook: headings.join('\n'), participants: undefined, documents: [] });
  for (const { code, start, end, inQuery } of questionReferences(before, text)) {
    const now = renamed.get(code);
    if (now !== undefined) yield { start, end, text: inQuery ? quoteName(now) : now };
  }
}
