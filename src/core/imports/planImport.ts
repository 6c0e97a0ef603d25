import { CodedText } from '../markdown/codedText.js';
import type { FrontMatterData, FrontMatterValue } from '../markdown/frontMatterData.js';
import type { Study } from '../study/study.js';
import { sha256OfBytes } from '../study/sha256.js';
import { transcriptFolders, transcriptMatcher } from '../study/transcriptFiles.js';
import { message, type Message } from '../text/message.js';
import { labelKey } from '../transcript/labels.js';
import { Transcript } from '../transcript/transcript.js';
import type { DifferencePart } from './difference.js';
import { sentenceOfNew, sizeOf, type DocumentSize } from './documentSize.js';
import type { Encoding } from './encoding.js';
import { isLikely } from './likeness.js';
import { addQuestions, type GuideHeading } from './questions.js';
import { readDocument, type ReadAnyDocument } from './readDocument.js';
import type { Format } from './recognize.js';
import { ImportError, sentenceOf, type ImportNote } from './report.js';
import type { SourceText } from './source.js';
import { cleanBody, sourceEntryOf, withFrontMatter } from './sourceEntry.js';
import { FreePaths, nameKey, safeName, withoutEnding } from './targetNames.js';
import { writeTranscript } from './writeTranscript.js';

/** A file that somebody wants to import. */
export interface ImportFile {
  /** Its name, with or without folders. */
  readonly name: string;
  /** Its bytes; asked for when it is its turn, and again when its original is written. */
  readonly read: () => Promise<Uint8Array>;
}

export interface ImportOptions {
  /** Paths of all files of the study, so that none is written over. Those of its transcripts need not be among them. */
  readonly paths?: Iterable<string>;
  /** The folder in the study that the transcripts go to; else the one that the study's `transcripts` names. */
  readonly into?: string;
  /** Questions that become headings. */
  readonly questions?: readonly GuideHeading[];
  /** Speakers as the documents name them, and who they are in the study. */
  readonly speakers?: Readonly<Record<string, string>>;
  readonly encoding?: Encoding;
  /** Writes those who answer as the documents' `participants`. */
  readonly participants?: boolean;
  /** What is done with a document that was imported before and has another text now. */
  readonly whenChanged?: 'show' | 'beside';
  /** Is told before each file, and may stop by throwing. */
  readonly onFile?: (name: string, index: number) => void | Promise<void>;
}

/** What an import would write. Nothing has been written yet, and nothing that exists is ever written over. */
export interface ImportPlan {
  /** In the order of the files. */
  readonly documents: readonly PlannedDocument[];
  /** In the order in which they are to be written: an original before its transcript. */
  readonly files: readonly PlannedFile[];
}

/** A file to be written, at a path inside the study. */
export type PlannedFile =
  { readonly path: string; readonly content: string } | { readonly path: string; readonly copyOf: ImportFile };

/** What becomes of one document, with one sentence of it and notes on the rest. */
export type PlannedDocument = {
  readonly name: string;
  readonly sentence: Message;
  readonly notes: readonly ImportNote[];
} & (
  | { readonly kind: 'new'; readonly path: string; readonly format: Format; readonly size: DocumentSize }
  | { readonly kind: 'same'; readonly path: string }
  | { readonly kind: 'changed'; readonly path: string; readonly difference: readonly DifferencePart[] }
  | { readonly kind: 'failed' }
);

/**
 * Plans the import of documents into a study: each becomes a transcript, with its original kept beside, untouched.
 * A document that is in the study already, by its bytes, is passed over; one whose text has changed is compared with what is there.
 */
export async function planImport(
  files: readonly ImportFile[],
  study: Study,
  options: ImportOptions = {},
): Promise<ImportPlan> {
  const planner = new ImportPlanner(study, options);
  for (const [index, file] of files.entries()) {
    await options.onFile?.(file.name, index);
    await planner.add(file);
  }
  return planner.plan();
}

const originals = 'originals';

class ImportPlanner {
  readonly #study: Study;
  readonly #options: ImportOptions;
  readonly #documents: PlannedDocument[] = [];
  readonly #files: PlannedFile[] = [];
  readonly #paths: FreePaths;
  readonly #into: string;
  readonly #isTranscript: (path: string) => boolean;
  /** Paths of transcripts by the hash of what they were made of. */
  readonly #byHash = new Map<string, string>();
  /** Transcripts by the name of what they were made of. */
  readonly #byName = new Map<string, Transcript[]>();

  constructor(study: Study, options: ImportOptions) {
    this.#study = study;
    this.#options = options;
    const { transcripts: globs } = study.settings;
    this.#isTranscript = transcriptMatcher(globs);
    this.#into = safeFolder(options.into ?? transcriptFolders(globs)[0] ?? 'transcripts');
    this.#paths = new FreePaths([...(options.paths ?? []), ...study.transcripts.map(({ path }) => path)]);
    for (const transcript of study.transcripts) {
      const entry = sourceEntryOf(transcript);
      if (entry === undefined) continue;
      this.#paths.take(entry.file);
      this.#byHash.set(entry.sha256, transcript.path);
      const key = nameKey(entry.file.replace(/-\d+(?=\.[^.]*$)/, ''));
      for (const name of new Set([key, nameKey(entry.file)]))
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), transcript]);
    }
  }

  plan(): ImportPlan {
    return { documents: this.#documents, files: this.#files };
  }

  async add(file: ImportFile): Promise<void> {
    const { name } = file;
    let read: ReadAnyDocument;
    let hash: string;
    try {
      const bytes = await file.read();
      hash = await sha256OfBytes(bytes as Uint8Array<ArrayBuffer>);
      const known = this.#byHash.get(hash);
      if (known !== undefined) {
        const sentence = message('{0} is in the study already, as {1}.', name, known);
        this.#documents.push({ kind: 'same', name, path: known, sentence, notes: [] });
        return;
      }
      read = await readDocument(name, bytes, this.#options.encoding);
      if (read.format !== 'markdown' && read.source.text.trim() === '')
        throw new ImportError(message('Nothing is said in it.'));
    } catch (error) {
      const reason = sentenceOf(error);
      if (reason === undefined) throw error;
      const notes = [{ kind: 'broken', message: reason } as const];
      this.#documents.push({ kind: 'failed', name, sentence: message('{0} is not imported.', name), notes });
      return;
    }
    const notes = [...read.notes];
    const headed = this.#withQuestions(read.source, notes);
    if (await this.#isKnown(name, read, headed, notes)) return;
    this.#addNew(file, hash, read, headed, notes);
  }

  #addNew(
    file: ImportFile,
    hash: string,
    read: ReadAnyDocument,
    source: SourceText,
    notes: readonly ImportNote[],
  ): void {
    const { name } = file;
    const safe = safeName(name);
    const base = withoutEnding(safe);
    // An original must not be a transcript itself.
    const ending = this.#isTranscript(`${originals}/${safe}`)
      ? `${safe.slice(base.length)}.original`
      : safe.slice(base.length);
    const original = this.#paths.free(originals, base, ending);
    const path = this.#paths.free(this.#into, base, '.md');
    const markdown = this.#markdownOf(read, source, path, { source: { file: original, sha256: hash } });
    this.#byHash.set(hash, path);
    this.#files.push({ path: original, copyOf: file }, { path, content: markdown });
    const isElsewhere = !this.#isTranscript(path);
    const more = isElsewhere
      ? [{ kind: 'info', message: message('The study does not look for transcripts where {0} is.', path) } as const]
      : [];
    const size = sizeOf(source);
    const sentence = sentenceOfNew(name, path, size);
    const { format } = read;
    this.#documents.push({ kind: 'new', name, path, format, size, sentence, notes: [...notes, ...more] });
  }

  #withQuestions(source: SourceText, notes: ImportNote[]): SourceText {
    const { questions = [] } = this.#options;
    if (questions.length === 0 || source.paragraphs.length === 0) return source;
    const headed = addQuestions(source, questions, this.#study.settings.interviewers);
    const all = headed.found + headed.missing.length;
    const sentence =
      headed.missing.length === 0
        ? message('All questions were found and are headings now: {0}.', all)
        : message(
            'Questions that were found and are headings now: {0} of {1}. Not found: {2}',
            headed.found,
            all,
            headed.missing.join(' · '),
          );
    notes.push({ kind: 'info', message: sentence });
    return headed.source;
  }

  /** Compares a document with the one that was imported under its name before, and tells whether it is that. */
  async #isKnown(
    name: string,
    read: ReadAnyDocument,
    source: SourceText,
    notes: readonly ImportNote[],
  ): Promise<boolean> {
    const candidates = this.#byName.get(nameKey(safeName(name))) ?? [];
    if (candidates.length === 0) return false;
    const after = cleanBody(CodedText.parse(this.#markdownOf(read, source, '', {})));
    for (const { path, text } of candidates) {
      const before = cleanBody(text);
      if (before.trim() === after.trim()) {
        const sentence = message(
          '{0} is another file than the one {1} was made of, but its text is the same.',
          name,
          path,
        );
        this.#documents.push({ kind: 'same', name, path, sentence, notes: [] });
        return true;
      }
      if (!isLikely(before, after)) continue;
      if (this.#options.whenChanged === 'beside') return false;
      const { differenceOf } = await import('./difference.js');
      const difference = differenceOf(before, after);
      const sentence = message(
        '{0} was imported before, as {1}, and its text is another now: words removed: {2}, words added: {3}. Nothing is changed.',
        name,
        path,
        wordsOf(difference, 'removed'),
        wordsOf(difference, 'added'),
      );
      this.#documents.push({ kind: 'changed', name, path, difference, sentence, notes });
      return true;
    }
    return false;
  }

  #markdownOf(read: ReadAnyDocument, given: SourceText, path: string, entries: FrontMatterData): string {
    const { speakers = {}, participants = false } = this.#options;
    if (read.format === 'markdown') {
      const text = read.decoded?.text ?? '';
      const named = Object.keys(speakers).length === 0 ? {} : { speakers };
      return withFrontMatter(text, { ...this.#people(text, participants), ...named, ...entries });
    }
    const source = rename(given, speakers);
    const isStructured = source.paragraphs.some(({ speaker }) => speaker !== null);
    const named: FrontMatterData = isStructured || Object.keys(speakers).length === 0 ? {} : { speakers };
    const { participants: known, interviewers } = this.#study.context;
    const write = (data: FrontMatterData): string =>
      writeTranscript(source, data, { known: [...known, ...interviewers] }).markdown;
    if (!participants || path === '') return write({ ...named, ...entries });
    return write({ ...this.#people(write(named), participants), ...named, ...entries });
  }

  /** Those who answer in a transcript, as its front matter has them. */
  #people(markdown: string, wanted: boolean): FrontMatterData {
    if (!wanted) return {};
    const transcript = new Transcript('', CodedText.parse(markdown), this.#study.context);
    const participants: FrontMatterValue = transcript.participants;
    return transcript.participants.length === 0 ? {} : { participants };
  }
}

/** A source whose speakers have other names. */
function rename(source: SourceText, speakers: Readonly<Record<string, string>>): SourceText {
  const names = new Map(Object.entries(speakers).map(([from, to]) => [labelKey(from), to]));
  if (names.size === 0) return source;
  const paragraphs = source.paragraphs.map((paragraph) => {
    const { speaker } = paragraph;
    return speaker === null ? paragraph : { ...paragraph, speaker: names.get(labelKey(speaker)) ?? speaker };
  });
  return { ...source, paragraphs };
}

function wordsOf(parts: readonly DifferencePart[], wanted: DifferencePart['kind']): number {
  return parts
    .filter(({ kind }) => kind === wanted)
    .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0), 0);
}

/**
 * A folder inside a study.
 * @throws ImportError where it leads out of it.
 */
function safeFolder(folder: string): string {
  const path = folder.replaceAll('\\', '/').normalize('NFC');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..') || path.includes('\0'))
    throw new ImportError(message('{0} leads out of the study. Name a folder inside it.', folder));
  return parts.join('/');
}
