import type { Codebook } from '../codebook/codebook.js';
import type { CodeKind } from '../codebook/types.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';
import type { Person } from './people.js';
import { sha256, type Hash } from './sha256.js';
import type { Study } from './study.js';
import type { CodeCount } from './tallies.js';

/** What `code-index.json` holds. docs/index.md explains each key, media/code-index.schema.json is its JSON Schema. */
export interface CodeIndex {
  readonly version: 1;
  readonly units: typeof units;
  readonly study: IndexStudy;
  readonly codes: readonly IndexCode[];
  readonly participants: readonly IndexParticipant[];
  readonly documents: readonly IndexDocument[];
  readonly passages: readonly IndexPassage[];
}

export interface IndexStudy {
  readonly title: string | null;
  readonly language: string | null;
  readonly interviewers: readonly string[];
}

export interface IndexCode {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly kind: CodeKind;
  readonly color: string | null;
  readonly themes: readonly string[];
  readonly definition: string;
  readonly inCodebook: boolean;
  /** The code's own passages, and with those that count for it when the tree is added up. */
  readonly counts: CodeCount & { readonly aggregated: CodeCount };
}

export interface IndexParticipant {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly hasTranscript: boolean;
}

export interface IndexDocument {
  readonly path: string;
  readonly title: string;
  readonly attributes: FrontMatterData;
  readonly participants: readonly string[];
  readonly words: number;
  readonly turns: number;
  readonly passages: number;
  /** Of the clean text's UTF-8 bytes, without a BOM, in small hexadecimal digits. */
  readonly sha256: string;
}

/** A line, and a column of UTF-16 code units, both 1-based. */
export interface IndexPlace {
  readonly line: number;
  readonly column: number;
}

export interface IndexPassage {
  readonly id: string | null;
  readonly document: string;
  readonly codes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: IndexPlace;
  readonly end: IndexPlace;
  readonly cleanStart: number;
  readonly cleanEnd: number;
  readonly quote: string;
  readonly speakers: readonly string[];
  readonly participants: readonly string[];
  readonly time: string | null;
  readonly section: readonly string[];
  readonly memo: string | null;
}

const units = {
  line: '1-based',
  column: '1-based, UTF-16 code units',
  end: 'exclusive: the place after the last character',
  cleanStart: '0-based, UTF-16 code units of the clean text',
  cleanEnd: '0-based, UTF-16 code units of the clean text, exclusive',
  words: 'words of the clean text, without labels and time stamps',
  sha256: 'SHA-256 of the UTF-8 bytes of the clean text, without a BOM',
} as const;

/** The index of a study. Takes nothing from clock, machine or locale: the same study gives the same index. */
export async function buildIndex(study: Study): Promise<CodeIndex> {
  return {
    ...indexHead(study.codebook),
    codes: indexCodes(study),
    participants: study.people.map(indexParticipant),
    documents: await indexDocuments(study.transcripts),
    passages: study.transcripts.flatMap((transcript) => indexPassages(transcript)),
  };
}

/** What the index says before all lists. */
export function indexHead({ title, settings }: Codebook): Pick<CodeIndex, 'version' | 'units' | 'study'> {
  const { language, interviewers } = settings;
  return { version: 1, units, study: { title: title ?? null, language: language ?? null, interviewers } };
}

export function indexParticipant({ id, attributes, hasTranscript }: Person): IndexParticipant {
  return { id, attributes, hasTranscript };
}

/** A codebook and how much is coded with its codes and others: a study is one. */
export interface CountedCodes {
  readonly codebook: Codebook;
  readonly uncataloguedCodes: readonly string[];
  count(code: string, options?: { readonly aggregate?: boolean }): CodeCount;
}

export function indexCodes(study: CountedCodes): readonly IndexCode[] {
  const counts = (id: string): IndexCode['counts'] => ({
    ...study.count(id),
    aggregated: study.count(id, { aggregate: true }),
  });
  const catalogued = study.codebook.codes.map(({ id, name, parent, kind, color, themes, definition }): IndexCode => ({
    id,
    name,
    parent: parent ?? null,
    kind,
    color: color ?? null,
    themes,
    definition,
    inCodebook: true,
    counts: counts(id),
  }));
  const others = study.uncataloguedCodes.map((id): IndexCode => ({
    id,
    name: id,
    parent: null,
    kind: 'code',
    color: null,
    themes: [],
    definition: '',
    inCodebook: false,
    counts: counts(id),
  }));
  return [...catalogued, ...others];
}

const hashes = new WeakMap<object, string | Promise<string>>();

/** Hashes run beside each other, a few documents at a time, so that the clean texts are not all in memory at once. */
async function indexDocuments(transcripts: readonly Transcript[]): Promise<readonly IndexDocument[]> {
  const documents: IndexDocument[] = [];
  const together = 16;
  for (let i = 0; i < transcripts.length; i += together) {
    documents.push(...(await Promise.all(transcripts.slice(i, i + together).map((one) => indexDocument(one)))));
  }
  return documents;
}

/** A document's entry; the hash may be worked out beside other work. */
export async function indexDocument(transcript: Transcript, hash: Hash = sha256): Promise<IndexDocument> {
  const { path, title, attributes, participants, words, turns, passages, text } = transcript;
  let hashOfClean = hashes.get(text);
  if (hashOfClean === undefined) {
    hashOfClean = hash(text.joinClean());
    hashes.set(text, hashOfClean);
  }
  return {
    path,
    title,
    attributes,
    participants,
    words,
    turns: turns.length,
    passages: passages.length,
    sha256: await hashOfClean,
  };
}

/** The passages of one document as the index has them. */
export function indexPassages(transcript: Transcript, passages = transcript.passages): readonly IndexPassage[] {
  return passages.map((passage) => indexPassage(transcript, passage));
}

function indexPassage({ path, text }: Transcript, passage: Passage): IndexPassage {
  const { id, codes, attributes, source, clean, quote, speakers, participants, time, section, memo } = passage;
  return {
    id: id ?? null,
    document: path,
    codes,
    attributes,
    start: place(text.lines.positionAt(source.start)),
    end: place(text.lines.positionAt(source.end)),
    cleanStart: clean.start,
    cleanEnd: clean.end,
    quote,
    speakers,
    participants,
    time: time ?? null,
    section,
    memo: memo ?? null,
  };
}

/** Where an offset of a transcript's source stands. */
export function placeInSource({ text }: Transcript, offset: number): IndexPlace {
  return place(text.lines.positionAt(offset));
}

function place({ line, character }: { readonly line: number; readonly character: number }): IndexPlace {
  return { line: line + 1, column: character + 1 };
}
