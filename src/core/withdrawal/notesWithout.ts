import { findBlocks } from '../analysis/documents/blocks.js';
import { readSummaries, summariesPath } from '../analysis/framework/summaries.js';
import { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import type { Note } from '../notes/note.js';
import { pathFrom } from '../notes/targets.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { applyEdits, type Extent, type TextEdit } from '../text/edits.js';
import { LineIndex } from '../text/lines.js';
import { labelKey } from '../transcript/labels.js';
import { wordExtents } from '../words/wordExtents.js';
import { quotationsIn, type SaidWords } from './quotedWords.js';
import type { FoundKind, FoundPlace } from './types.js';
import { yamlEntries } from './yamlRemoval.js';

/** What has gone from the transcripts. */
export interface Gone {
  readonly participant: string | undefined;
  /** `path#id` of passages. */
  readonly passages: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  readonly said: SaidWords;
}

/** A file without what repeats what has gone, or leads to it. */
export interface FileWithout {
  readonly path: string;
  readonly text: string;
  readonly deleted: boolean;
  readonly found: readonly FoundPlace[];
  readonly left: readonly FoundPlace[];
}

/**
 * Memos, analysis documents, the codebook and the memos in transcripts without quotations of what has gone and links to it.
 * A memo that is about nothing else goes as a whole.
 */
export function* notesWithout(study: Study, texts: ReadonlyMap<string, string>, gone: Gone): Generator<FileWithout> {
  for (const path of [
    codebookPath,
    ...study.transcripts.map((each) => each.path),
    ...study.notes.map((each) => each.path),
  ]) {
    const text = texts.get(path);
    if (text === undefined || gone.files.has(path)) continue;
    const note = study.note(path);
    if (note !== undefined && isAboutGone(note, gone)) {
      const words = countWords(text);
      yield { path, text, deleted: true, found: [{ kind: 'memo-file', path, line: undefined, words }], left: [] };
    } else yield fileWithout(study, path, text, note, gone);
  }
}

function isAboutGone({ about, path }: Note, gone: Gone): boolean {
  return about.length > 0 && about.every(({ text }) => isGone(text, path, gone));
}

/** Whether an entry of `about` names what has gone: paths count from the study's folder, or from the note's own. */
function isGone(about: string, from: string, gone: Gone): boolean {
  const [file = '', id] = about.split('#', 2);
  return [pathFrom('', file), pathFrom(from, file)].some(
    (path) => path !== undefined && (gone.files.has(path) || (id !== undefined && gone.passages.has(`${path}#${id}`))),
  );
}

function fileWithout(study: Study, path: string, source: string, note: Note | undefined, gone: Gone): FileWithout {
  const lines = new LineIndex(source);
  const found: FoundPlace[] = [];
  const left: FoundPlace[] = [];
  const edits: TextEdit[] = [];
  const place = (kind: FoundKind, { start, end }: Extent): FoundPlace => {
    return { kind, path, line: lines.positionAt(start).line, words: countWords(source.slice(start, end)) };
  };
  const take = (kind: FoundKind, edit: TextEdit): void => {
    if (edits.some((other) => edit.start < other.end && other.start < edit.end)) return;
    edits.push(edit);
    found.push(place(kind, edit));
  };
  const text = CodedText.parse(source);
  const isTranscript = study.isTranscriptPath(path);
  for (const edit of aboutEdits(source, note, gone)) take('front-matter', edit);
  if (path === summariesPath && gone.participant !== undefined) {
    for (const { person, entry } of readSummaries(study)) {
      if (labelKey(person) === labelKey(gone.participant)) take('summary', { ...entry, text: '' });
    }
  }
  const results = findBlocks(source).flatMap(({ result }) => (result === undefined ? [] : [result]));
  // What was said stays: in transcripts only memos repeat it.
  const outside = isTranscript ? outsideMemos(text) : [];
  const front = text.frontMatter === undefined ? [] : [{ start: 0, end: text.frontMatter.source.length }];
  const taken = [...results, ...outside, ...front, ...edits];
  for (const edit of quotationsIn(source, gone.said, taken)) take('quotation', edit);
  for (const link of linksOf(text, isTranscript ? 'memos' : 'everything')) {
    if (link.kind !== 'path' || results.some((result) => result.start <= link.start && link.end <= result.end))
      continue;
    const target = link.path === '' ? path : pathFrom(path, link.path);
    if (target === undefined || !(gone.files.has(target) || gone.passages.has(`${target}#${link.fragment ?? ''}`)))
      continue;
    const labelEnd = source.lastIndexOf('](', link.pathExtent.start);
    if (labelEnd <= link.start) continue;
    // The link's words stay, or what a quotation in them has become.
    const signs = [
      { start: link.start, end: link.start + 1, text: '' },
      { start: labelEnd, end: link.end, text: '' },
    ];
    if (edits.some((edit) => signs.some((sign) => sign.start < edit.end && edit.start < sign.end))) continue;
    edits.push(...signs);
    found.push({ kind: 'link', path, line: lines.positionAt(link.start).line, words: 0 });
  }
  if (gone.participant !== undefined)
    left.push(...mentions(path, source, gone.participant, [...results, ...outside, ...edits], lines));
  const after = applyEdits(
    source,
    [...edits].sort((a, b) => a.start - b.start || a.end - b.end),
  );
  return { path, text: after, deleted: false, found, left };
}

function aboutEdits(source: string, note: Note | undefined, gone: Gone): readonly TextEdit[] {
  if (note === undefined || note.about.length === 0) return [];
  const yaml = /^---[ \t]*\r?\n([^]*?)^---[ \t]*$/m.exec(source);
  if (yaml?.index !== 0) return [];
  const by = yaml[0].indexOf('\n') + 1;
  return yamlEntries(yaml[1] ?? '', 'about', (value) => isGone(value, note.path, gone)).map(({ start, end }) => ({
    start: start + by,
    end: end + by,
    text: '',
  }));
}

function outsideMemos(text: CodedText): readonly Extent[] {
  const extents: Extent[] = [];
  let at = 0;
  for (const { label, end } of text.memoDefinitions()) {
    extents.push({ start: at, end: label });
    at = end;
  }
  return [...extents, { start: at, end: text.length }];
}

/** Where the participant is named: a person has to look at what is said of them. */
function mentions(
  path: string,
  source: string,
  participant: string,
  taken: readonly Extent[],
  lines: LineIndex,
): readonly FoundPlace[] {
  const wanted = participant.toLowerCase().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])${wanted}(?![\\p{L}\\p{N}\\p{M}_])`, 'giu');
  const questions = findBlocks(source);
  return [...source.matchAll(pattern)].flatMap(({ index, 0: found }) => {
    const end = index + found.length;
    if (taken.some((extent) => extent.start < end && index < extent.end)) return [];
    const isQuestion = questions.some((block) => block.start <= index && end <= block.end);
    return [{ kind: isQuestion ? 'question' : 'mention', path, line: lines.positionAt(index).line, words: 0 } as const];
  });
}

function countWords(text: string): number {
  return [...wordExtents(text)].length;
}
