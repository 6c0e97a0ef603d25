import { questionReferences } from '../../analysis/documents/questionReferences.js';
import type { Note } from '../../notes/note.js';
import { memosOf, type StudyMemo } from '../../notes/studyMemos.js';
import { aboutTarget, targetOf, type LinkTarget } from '../../notes/targets.js';
import type { Study } from '../../study/study.js';
import { labelKey } from '../../transcript/labels.js';
import type { Passage } from '../../transcript/types.js';

/** Something that the study found, and what it stands on. */
export interface Finding {
  readonly title: string;
  /** The file that it stands in, inside the study, and where in its source. */
  readonly path: string;
  readonly at: number;
  readonly kind: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
  /** As Markdown; empty for documents of `analysis/`, which hold results too. */
  readonly text: string;
  /** Ids of the codes that it names, as it names them. */
  readonly codes: readonly string[];
  /** The passages that it leads to itself. */
  readonly passages: readonly Passage[];
}

/** Kinds of memos that are findings if nobody says otherwise, in either language. */
export const findingKinds: readonly string[] = ['finding', 'funn'];

/** The findings of a study: its memos of these kinds, and its documents in `analysis/`. */
export function findingsOf(study: Study, kinds: readonly string[] = findingKinds): readonly Finding[] {
  const wanted = new Set(kinds.map(labelKey));
  const memos = memosOf(study).filter(({ kind }) => wanted.has(labelKey(kind ?? '')));
  const documents = study.notes.filter(({ kind }) => kind === 'analysis');
  return [...memos.map((memo) => ofMemo(study, memo)), ...documents.map((note) => ofDocument(study, note))];
}

function ofMemo(study: Study, memo: StudyMemo): Finding {
  const { path, at, kind, author, date, title, text, passage } = memo;
  const note = memo.on === 'passage' ? undefined : study.note(path);
  const led = note === undefined ? nothing : ledTo(study, note);
  return {
    title,
    path,
    at,
    kind,
    author,
    date,
    text,
    codes: [...new Set([...memo.codes, ...led.codes])],
    passages: passage === undefined ? led.passages : [passage],
  };
}

function ofDocument(study: Study, note: Note): Finding {
  const { path, title, memoKind: kind, author, date } = note;
  const asked = questionReferences(study, note.text.text).map(({ code }) => code);
  const { codes, passages } = ledTo(study, note);
  return { title, path, at: 0, kind, author, date, text: '', codes: [...new Set([...codes, ...asked])], passages };
}

interface Led {
  readonly codes: readonly string[];
  readonly passages: readonly Passage[];
}

const nothing: Led = { codes: [], passages: [] };

/** What a note is about and its links lead to. */
function ledTo(study: Study, note: Note): Led {
  const about = note.about.map(({ text }) => aboutTarget(text, note.path, study));
  const targets = [...about, ...note.links.map((link) => targetOf(link, note.path, study))];
  const codes = targets.flatMap((target) => (target?.kind === 'code' ? [target.code.id] : []));
  const passages = targets.flatMap((target) => passagesAt(study, target));
  return { codes: [...new Set(codes)], passages: [...new Set(passages)] };
}

/** The passage that a link leads to; those that begin in the line that it leads to. */
function passagesAt(study: Study, target: LinkTarget | undefined): readonly Passage[] {
  if (target?.kind === 'passage') return [target.passage];
  if (target?.kind !== 'document' || target.at === 0) return [];
  const transcript = study.transcript(target.path);
  if (transcript === undefined) return [];
  const { lines } = transcript.text;
  const { line } = lines.positionAt(target.at);
  return transcript.passages.filter(({ source }) => lines.positionAt(source.start).line === line);
}
