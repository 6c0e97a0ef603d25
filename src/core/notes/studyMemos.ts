import type { Code } from '../codebook/types.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { labelKey } from '../transcript/labels.js';
import type { Passage } from '../transcript/types.js';
import { kindOfMemo } from './memoKinds.js';
import type { Note } from './note.js';
import { aboutTarget, targetOf, type LinkTarget } from './targets.js';

/** A memo of a study, wherever it stands: on a passage, under a code's heading in the codebook, or in a file of `memos/`. */
export interface StudyMemo {
  readonly on: 'passage' | 'document' | 'code' | 'study';
  /** The file that it stands in, inside the study. */
  readonly path: string;
  /** Where it begins in that file: the passage, the code's heading, or the file's start. */
  readonly at: number;
  readonly kind: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
  /** Of a memo in a file; the words of a passage; the name of a code. */
  readonly title: string;
  /** Markdown, without its kind. */
  readonly text: string;
  /** The passage's codes; of a file those that it is about and links to. */
  readonly codes: readonly string[];
  readonly passage: Passage | undefined;
}

/** What memos are looked for by; what is empty does not count. Of several values of one kind, one is enough. */
export interface MemoFilter {
  readonly kinds?: readonly string[];
  /** Ids; a theme has what counts for it. */
  readonly codes?: readonly string[];
  /** All of these words, whatever their case, in the memo, its title or the words of its passage. */
  readonly texts?: readonly string[];
  readonly authors?: readonly string[];
}

/** All memos: those on passages in the order of the transcripts, those on codes in that of the codebook, then those in files by path. */
export function memosOf(study: Study): readonly StudyMemo[] {
  const kinds = study.settings.memoKinds;
  const memos: StudyMemo[] = [];
  for (const { text, passages } of study.transcripts) {
    if (text.memos.size === 0) continue;
    for (const passage of passages) {
      if (passage.memo !== undefined) memos.push(onPassage(passage, passage.memo, kinds));
    }
  }
  for (const code of study.codebook.codes) if (code.definition !== '') memos.push(onCode(code, kinds));
  for (const note of study.notes) if (note.kind === 'memo') memos.push(inFile(note, study));
  return memos;
}

/** The memos that fit. */
export function findMemos(study: Study, filter: MemoFilter): readonly StudyMemo[] {
  const kinds = new Set((filter.kinds ?? []).map(labelKey));
  const authors = new Set((filter.authors ?? []).map(labelKey));
  const codes = new Set((filter.codes ?? []).flatMap((code) => countedFor(study, code)));
  const texts = (filter.texts ?? []).map((text) => text.toLowerCase());
  return memosOf(study).filter((memo) => {
    const words = `${memo.title}\n${memo.text}`.toLowerCase();
    return (
      (kinds.size === 0 || kinds.has(labelKey(memo.kind ?? ''))) &&
      (authors.size === 0 || (memo.author ?? '').split(', ').some((one) => authors.has(labelKey(one)))) &&
      (codes.size === 0 || memo.codes.some((code) => codes.has(code))) &&
      texts.every((text) => words.includes(text))
    );
  });
}

/** The kinds to choose from: the study's, then others that memos have. */
export function memoKindsOf(study: Study): readonly string[] {
  return distinct([...study.settings.memoKinds, ...memosOf(study).flatMap(({ kind }) => kind ?? [])]);
}

export function memoAuthorsOf(study: Study): readonly string[] {
  return distinct(memosOf(study).flatMap(({ author }) => author?.split(', ') ?? [])).sort();
}

function distinct(texts: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const text of texts) if (!known.has(labelKey(text))) known.set(labelKey(text), text);
  return [...known.values()];
}

function countedFor(study: Study, code: string): readonly string[] {
  return study.codebook.get(code)?.kind === 'theme' ? [...study.codesCountedFor(code)] : [code];
}

function onPassage(passage: Passage, memo: string, kinds: readonly string[]): StudyMemo {
  const { kind, text } = kindOfMemo(memo, kinds);
  const { document: path, codes, quote, attributes, source } = passage;
  return {
    on: 'passage',
    path,
    at: source.start,
    kind,
    author: attributes.by,
    date: undefined,
    title: quote,
    text,
    codes,
    passage,
  };
}

/** What the codebook says of a code is the memo on it. */
function onCode({ id, name, heading, definition }: Code, kinds: readonly string[]): StudyMemo {
  const { kind, text } = kindOfMemo(definition, kinds);
  return {
    on: 'code',
    path: codebookPath,
    at: heading.start,
    kind,
    author: undefined,
    date: undefined,
    title: name,
    text,
    codes: [id],
    passage: undefined,
  };
}

function inFile(note: Note, study: Study): StudyMemo {
  const { path, memoKind: kind, author, date, title, prose: text } = note;
  const about = note.about.map((each) => aboutTarget(each.text, path, study));
  const targets = [...about, ...note.links.map((link) => targetOf(link, path, study))];
  const codes = [...new Set(targets.flatMap((target) => (target?.kind === 'code' ? [target.code.id] : [])))];
  return { on: onWhat(about[0]), path, at: 0, kind, author, date, title, text, codes, passage: undefined };
}

function onWhat(target: LinkTarget | undefined): StudyMemo['on'] {
  switch (target?.kind) {
    case 'code':
      return 'code';
    case 'document':
    case 'passage':
      return 'document';
    default:
      return 'study';
  }
}
