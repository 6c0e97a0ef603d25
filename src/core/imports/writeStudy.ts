import Papa from 'papaparse';
import { Codebook } from '../codebook/codebook.js';
import { codeAll, type WantedPassage } from '../coding/codeAll.js';
import type { IdSource } from '../coding/ids.js';
import { CodedText } from '../markdown/codedText.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { escapeInline, escapeText } from '../queries/render/markdownText.js';
import { codebookPath } from '../study/paths.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';
import { counted, message, type Message } from '../text/message.js';
import type { Extent } from '../text/edits.js';
import type { TranscriptContext } from '../transcript/types.js';
import type {
  CodedProject,
  NoteTarget,
  ProjectNote,
  ProjectNotice,
  ProjectSource,
  ProjectWatch,
  Prose,
  WrittenStudy,
} from './codedProject.js';
import { FileNames } from './fileNames.js';
import { plainSource } from './source.js';
import { writeCodebook } from './writeCodebook.js';
import { writeFrontMatter, writeTranscript } from './writeTranscript.js';

/** Where transcripts stand in a study that is made anew. */
const transcriptsFolder = 'transcripts';

/**
 * Makes a study of a coded project: codebook, participants' table, transcripts with their codings and memos, memos in files.
 * Every coding is held to law 1; what cannot be coded is in the notices.
 * @param ids gives a source of ids for a document, so that the same project makes the same study.
 */
export function writeStudy(
  project: CodedProject,
  ids: (document: string) => IdSource,
  watch: ProjectWatch = {},
): Promise<WrittenStudy> {
  return new Writer(project, ids).write(watch);
}

class Writer {
  readonly #project: CodedProject;
  readonly #idsOf: (document: string) => IdSource;
  readonly #files = new Map<string, string>();
  readonly #names = new FileNames();
  readonly #notices: ProjectNotice[] = [];
  readonly #sources = new Map<string, string>();
  readonly #cases = new Map<string, string>();
  readonly #notes = new Map<string, string>();
  readonly #codings = new Map<string, Extent>();
  readonly #uncoded = new Map<string, Extent>();
  /** Ids of passages that notes are about, by the keys of codings. */
  readonly #passages = new Map<string, string>();
  #codes: ReadonlyMap<string, string> = new Map();

  constructor(project: CodedProject, ids: (document: string) => IdSource) {
    this.#project = project;
    this.#idsOf = ids;
  }

  async write({ onProgress }: ProjectWatch): Promise<WrittenStudy> {
    const { text, ids, notices } = writeCodebook(this.#project);
    this.#codes = ids;
    this.#notices.push(...notices);
    this.#names.take(codebookPath);
    this.#files.set(codebookPath, text);
    const { settings } = Codebook.parse(text);
    this.#writeParticipants(settings.participants);
    const { interviewers } = settings;
    const context = { participants: [...this.#cases.values()], interviewers };
    const isTranscript = transcriptMatcher(settings.transcripts);
    const named = new Set(
      this.#project.notes.flatMap(({ about }) =>
        about.flatMap((target) => (target.kind === 'coding' ? [target.key] : [])),
      ),
    );
    for (const source of this.#project.sources) this.#nameSource(source, isTranscript);
    const { sources } = this.#project;
    for (const [i, source] of sources.entries()) {
      this.#writeSource(source, context, named);
      await onProgress?.((i + 1) / sources.length);
    }
    for (const note of this.#project.notes) this.#writeNote(note);
    return {
      files: this.#files,
      places: {
        codes: this.#codes,
        sources: this.#sources,
        cases: this.#cases,
        notes: this.#notes,
        codings: this.#codings,
        uncoded: this.#uncoded,
        ids: this.#passages,
      },
      notices: this.#notices,
    };
  }

  #writeParticipants(path: string): void {
    const { cases, columns } = this.#project;
    if (cases.length === 0 && columns.length === 0) return;
    const taken = new Set<string>();
    for (const { key, name } of cases) {
      const id = name.replace(/\s+/g, ' ').trim() || 'Case';
      let free = id;
      for (let number = 2; taken.has(free.normalize('NFC').toLowerCase()); number++) free = `${id} ${number}`;
      taken.add(free.normalize('NFC').toLowerCase());
      this.#cases.set(key, free);
    }
    const header = [columns.includes('id') ? 'participant' : 'id', ...columns];
    const rows = cases.map(({ key, values }) => [
      this.#cases.get(key) ?? '',
      ...columns.map((column) => (Object.hasOwn(values, column) ? (values[column] ?? '') : '')),
    ]);
    const file = this.#names.take(path) ?? this.#names.take('participants.csv') ?? path;
    this.#files.set(file, `${Papa.unparse([header, ...rows], { newline: '\n' })}\n`);
  }

  #nameSource({ key, name, path }: ProjectSource, isTranscript: (path: string) => boolean): void {
    const wanted = [path, path === null ? null : `${transcriptsFolder}/${path}`].find(
      (each) => each !== null && isTranscript(each),
    );
    const found = wanted === undefined || wanted === null ? undefined : this.#names.take(wanted);
    this.#sources.set(key, found ?? this.#names.name(transcriptsFolder, name));
  }

  #writeSource(source: ProjectSource, context: TranscriptContext, named: ReadonlySet<string>): void {
    const { key, name } = source;
    const path = this.#sources.get(key) ?? '';
    const { text, placeOf } = this.#textOf(source, context);
    const codings = source.codings.filter(({ codes }) => codes.length > 0);
    for (const { key: loose, start, end, codes } of source.codings)
      if (codes.length === 0) this.#uncoded.set(loose, { start: placeOf(start, 'start'), end: placeOf(end, 'end') });
    const ids = this.#idsOf(path);
    const wanted = codings.map(({ key: coding, start, end, codes, coder, facts, id, memo }): WantedPassage => {
      const extent = { start: placeOf(start, 'start'), end: placeOf(end, 'end') };
      const own = id ?? (named.has(coding) ? ids() : null);
      return {
        extent,
        codes: codes.flatMap((code) => this.#codes.get(code) ?? []),
        facts: coder === null ? facts : { by: coder, ...facts },
        id: own ?? undefined,
        memo: memo === null ? undefined : proseText(memo),
      };
    });
    const { text: coded, placed, withoutMemo } = codeAll(text, wanted, { ids, context });
    const refused = new Map<string, { readonly reason: Message; count: number }>();
    placed.forEach((each, i) => {
      const coding = codings[i]!;
      if ('extent' in each) {
        this.#codings.set(coding.key, each.extent);
        if (each.id !== undefined) this.#passages.set(coding.key, each.id);
        return;
      }
      this.#uncoded.set(coding.key, wanted[i]!.extent);
      const known = refused.get(each.message.template);
      if (known === undefined) refused.set(each.message.template, { reason: each.message, count: 1 });
      else known.count++;
    });
    for (const { reason, count } of refused.values()) {
      const sentence = counted(
        count,
        message('{0}: one passage could not be coded. {1}', name, reason),
        message('{0}: {1} passages could not be coded. {2}', name, count, reason),
      );
      this.#notices.push({ kind: 'broken', message: sentence });
    }
    for (const i of withoutMemo) this.#keepMemo(source, codings[i]!.memo);
    this.#files.set(path, coded.text);
  }

  /** A memo whose passage is not there, or that cannot stand beside it, gets a file of its own. */
  #keepMemo({ key, name }: ProjectSource, memo: Prose | null): void {
    if (memo === null) return;
    this.#writeNote({
      key: '',
      name,
      path: null,
      content: memo,
      author: null,
      date: null,
      about: [{ kind: 'source', key }],
    });
    this.#notices.push({
      kind: 'info',
      message: message('{0}: a memo could not stand beside its passage and has a file of its own.', name),
    });
  }

  #textOf(
    source: ProjectSource,
    { participants, interviewers }: TranscriptContext,
  ): { text: CodedText; placeOf: (offset: number, side: 'start' | 'end') => number } {
    const { content, name, cases, attributes } = source;
    if ('markdown' in content) {
      const text = CodedText.parse(content.markdown);
      const isClean = text.cleanLength === text.length && text.passages.length === 0 && text.memos.size === 0;
      if (isClean) return { text, placeOf: (offset) => offset };
    }
    const given = 'source' in content ? content.source : plainSource(content.markdown, name);
    const people = cases.flatMap((each) => this.#cases.get(each) ?? []);
    const frontMatter: FrontMatterData = people.length === 0 ? attributes : { participants: people, ...attributes };
    const { markdown, placeOf } = writeTranscript(given, frontMatter, { known: [...participants, ...interviewers] });
    return { text: CodedText.parse(markdown), placeOf };
  }

  #writeNote({ key, name, path, content, author, date, about }: ProjectNote): void {
    const isNote = path !== null && noteKindAt(path) !== undefined;
    const file = (isNote ? this.#names.take(path) : undefined) ?? this.#names.name('memos', name);
    if (key !== '') this.#notes.set(key, file);
    if (isNote && content.isMarkdown) {
      this.#files.set(file, content.text);
      return;
    }
    const targets = about.flatMap((target) => this.#targetOf(target) ?? []);
    const facts = {
      ...(date === null ? {} : { date }),
      ...(author === null ? {} : { author }),
      ...(targets.length === 0 ? {} : { about: targets.length === 1 ? targets[0]! : targets }),
    };
    const front = writeFrontMatter(facts);
    const title = name.replace(/\s+/g, ' ').trim();
    const parts = [front, title === '' ? '' : `# ${escapeInline(title)}`, proseText(content).trim()];
    this.#files.set(file, `${parts.filter((part) => part !== '').join('\n\n')}\n`);
  }

  #targetOf(target: NoteTarget): string | undefined {
    switch (target.kind) {
      case 'code':
        return this.#codes.get(target.key);
      case 'source':
        return this.#sources.get(target.key);
      case 'coding': {
        const path = this.#sources.get(target.source);
        const id = this.#passages.get(target.key);
        return path === undefined || id === undefined ? path : `${path}#${id}`;
      }
    }
  }
}

function proseText({ text, isMarkdown }: Prose): string {
  return isMarkdown ? text : escapeText(text);
}
