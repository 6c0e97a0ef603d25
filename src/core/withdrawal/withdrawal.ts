import { findBlocks } from '../analysis/documents/blocks.js';
import { linksFrom } from '../analysis/documents/links.js';
import { refreshBlocks } from '../analysis/documents/refresh.js';
import { piecesOf } from '../autocode/pieces.js';
import type { CodedText } from '../markdown/codedText.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { pathFrom } from '../notes/targets.js';
import { originalsFolder } from '../pseudonyms/originals.js';
import { studyOfTexts, textsOf } from '../pseudonyms/studyTexts.js';
import type { Study } from '../study/study.js';
import { findConflicts } from '../text/conflicts.js';
import { applyEdits, type Extent, type TextEdit } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { labelKey } from '../transcript/labels.js';
import type { Transcript } from '../transcript/transcript.js';
import { wordExtents } from '../words/wordExtents.js';
import { notesWithout, type Gone } from './notesWithout.js';
import { SaidWords } from './quotedWords.js';
import { removeWords, type Removal } from './removeWords.js';
import type { FoundKind, FoundPlace, WithdrawalPlan, WithdrawalRefused, Withdrawn } from './types.js';
import { yamlEntries } from './yamlRemoval.js';

/**
 * Plans the removal of all that a participant said, or of one passage, with the codings and memos on it, and of all that repeats it.
 * Other people's words and codings stay as they are, else nothing is planned.
 * @param files all files of the study's folder.
 */
export async function planWithdrawal(
  study: Study,
  withdrawn: Withdrawn,
  files: readonly string[],
): Promise<WithdrawalPlan | WithdrawalRefused> {
  for (const path of study.unreadable.keys()) {
    return refuse(message('{0} cannot be read, so that nobody can tell what it holds. Mend it first.', path), path);
  }
  for (const [path, text] of textsOf(study)) {
    if (findConflicts(text).length > 0)
      return refuse(message('{0} holds an unfinished merge. Finish the merge first.', path), path);
  }
  const planner = new Planner(study, files);
  const refused = withdrawn.kind === 'participant' ? planner.participant(withdrawn.id) : planner.passage(withdrawn);
  return refused ?? planner.finish(withdrawn.kind === 'participant' ? withdrawn.id : undefined);
}

class Planner {
  readonly #study: Study;
  readonly #files: readonly string[];
  readonly #texts: Map<string, string>;
  readonly #changed = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #found: FoundPlace[] = [];
  readonly #left: FoundPlace[] = [];
  readonly #said: string[] = [];
  /** Passages that went, by `path#id`. */
  readonly #passages = new Set<string>();

  constructor(study: Study, files: readonly string[]) {
    this.#study = study;
    this.#files = files;
    this.#texts = new Map(textsOf(study));
  }

  /** Takes out all turns of a participant; a transcript that is theirs alone goes with the questions in it. */
  participant(id: string): WithdrawalRefused | undefined {
    const key = labelKey(id);
    const isKnown =
      this.#study.participants.extentsOf(id).length > 0 || this.#study.people.some((one) => labelKey(one.id) === key);
    if (!isKnown) return refuse(message('There is no participant {0} in this study.', id));
    for (const transcript of this.#study.transcripts) {
      const refused = this.#fromTranscript(transcript, key);
      if (refused !== undefined) return refused;
    }
    this.#row(id);
    return undefined;
  }

  #fromTranscript(transcript: Transcript, key: string): WithdrawalRefused | undefined {
    const { path, text, turns, documentParticipants, participants } = transcript;
    const isTheirs = (id: string): boolean => labelKey(id) === key;
    const own = turns.filter(({ speaker }) => isTheirs(speaker));
    const isNamed = documentParticipants.some(isTheirs);
    if (own.length === 0 && !isNamed) return undefined;
    if (documentParticipants.every(isTheirs) && participants.every(isTheirs)) {
      this.#wholeTranscript(transcript);
      return undefined;
    }
    if (turns.length === 0) {
      const sentence = message(
        '{0} has several participants and no turns: nobody can tell who said what. Take the words out by hand first.',
        path,
      );
      return refuse(sentence, path);
    }
    const removals = own.map((turn) => removalOf(text, turn));
    for (const turn of own) this.#say(text, path, 'turn', turn.speech);
    const refused = this.#remove(transcript, joined(removals));
    if (refused !== undefined) return refused;
    for (const name of ['participants', 'speakers']) this.#frontMatter(path, name, isTheirs);
    if (namedFiles(transcript.attributes).length > 0) this.#originals(transcript, this.#left, false);
    return undefined;
  }

  #wholeTranscript(transcript: Transcript): void {
    const { path, text, passages } = transcript;
    for (const piece of piecesOf(transcript)) {
      if (piece.turn?.asks !== true) this.#said.push(text.sliceClean(piece.start, piece.end));
    }
    for (const passage of passages) if (passage.id !== undefined) this.#passages.add(`${path}#${passage.id}`);
    this.#found.push({ kind: 'transcript', path, line: undefined, words: transcript.words });
    for (const passage of passages) this.#add('passage', path, text, passage.source.start, passage.quote);
    for (const { label, text: memo } of text.memoDefinitions()) this.#add('memo', path, text, label, memo);
    this.#deleted.add(path);
    this.#originals(transcript, this.#found, true);
  }

  /** What a transcript was made of: it goes with it, unless others name it, too. */
  #originals({ path, attributes }: Transcript, list: FoundPlace[], goes: boolean): void {
    for (const name of namedFiles(attributes)) {
      const file = placesOf(path, name).find((each) => this.#files.includes(each));
      if (file === undefined) continue;
      const isShared = this.#study.transcripts.some(
        (other) => other.path !== path && !this.#deleted.has(other.path) && namedFiles(other.attributes).includes(name),
      );
      const place = { kind: 'original', path: file, line: undefined, words: 0 } as const;
      if (goes && !isShared) {
        list.push(place);
        this.#deleted.add(file);
      } else this.#left.push(place);
    }
  }

  /** Takes the words of one passage out; `[…]` stays where they stood. */
  passage(wanted: Extract<Withdrawn, { kind: 'passage' }>): WithdrawalRefused | undefined {
    const transcript = this.#study.transcript(wanted.path);
    if (transcript === undefined) return refuse(message('There is no transcript {0} in this study.', wanted.path));
    const { path, text } = transcript;
    const fits = transcript.passages.filter(({ id, coded, source }) =>
      wanted.id === undefined ? coded.opening.open.start === wanted.at || source.start === wanted.at : id === wanted.id,
    );
    const [passage] = fits;
    if (passage === undefined) return refuse(message('{0} has no such passage.', path), path);
    const { clean } = passage;
    const removals: Removal[] = [];
    let before = -1;
    for (const piece of piecesOf(transcript)) {
      const start = Math.max(piece.start, clean.start);
      const end = Math.min(piece.end, clean.end);
      if (start >= end) continue;
      const isSameParagraph = before === piece.block;
      before = piece.block;
      removals.push({ start, end, filler: isSameParagraph ? '' : '[…]' });
      this.#say(text, path, 'words', { start, end });
    }
    if (namedFiles(transcript.attributes).length > 0) this.#originals(transcript, this.#left, false);
    return this.#remove(transcript, removals);
  }

  #say(text: CodedText, path: string, kind: FoundKind, { start, end }: Extent): void {
    const words = text.sliceClean(start, end);
    this.#said.push(words);
    this.#add(kind, path, text, text.toSource(start, 'start'), words);
  }

  #add(kind: FoundKind, path: string, text: CodedText, at: number, words: string): void {
    this.#found.push({ kind, path, line: text.lines.positionAt(at).line, words: countWords(words) });
  }

  #remove({ path, text, turns }: Transcript, removals: readonly Removal[]): WithdrawalRefused | undefined {
    const made = removeWords(text, removals, this.#study.context);
    if (made.kind === 'refused') {
      const sentence = message('Words of {0} cannot be taken out without changing others’ words or codings.', path);
      return { kind: 'refused', message: sentence, path, line: text.lines.positionAt(made.at).line };
    }
    for (const passage of made.gone) {
      const { id, source, clean, memo } = passage;
      this.#add('passage', path, text, source.start, text.sliceClean(clean.start, clean.end));
      if (memo !== undefined) this.#add('memo', path, text, memo.label, memo.text);
      if (id !== undefined) this.#passages.add(`${path}#${id}`);
    }
    for (const { source } of made.trimmed) this.#add('trimmed-passage', path, text, source.start, '');
    this.#set(path, made.after.text);
    return turns.length === 0 ? undefined : this.#sameOthers(path, turns, removals);
  }

  /** Whether those whose turns stay still have them. */
  #sameOthers(path: string, turns: Transcript['turns'], removals: readonly Removal[]): WithdrawalRefused | undefined {
    const after = studyOfTexts(this.#texts).transcript(path)?.turns ?? [];
    const stays = turns.filter(
      ({ head }) => !removals.some(({ start, end }) => start <= head.start && head.end <= end),
    );
    if (stays.map(({ label }) => label).join('\n') === after.map(({ label }) => label).join('\n')) return undefined;
    return refuse(message('Words of {0} cannot be taken out without changing others’ words or codings.', path), path);
  }

  #set(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#changed.add(path);
  }

  /** Takes values out of the front matter of a file. */
  #frontMatter(path: string, key: string, fits: (value: string) => boolean): void {
    const text = this.#texts.get(path) ?? '';
    const yaml = /^---[ \t]*\r?\n([^]*?)^---[ \t]*$/m.exec(text);
    if (yaml?.index !== 0) return;
    const by = yaml[0].indexOf('\n') + 1;
    const edits = yamlEntries(yaml[1] ?? '', key, fits).map(({ start, end }) => ({
      start: start + by,
      end: end + by,
      text: '',
    }));
    if (edits.length === 0) return;
    for (const { start } of edits) {
      const line = text.slice(0, start).split('\n').length - 1;
      this.#found.push({ kind: 'front-matter', path, line, words: 0 });
    }
    this.#set(path, applyEdits(text, edits));
  }

  #row(id: string): void {
    const { participantsPath: path, participantsText: table } = this.#study;
    if (table === undefined) return;
    const edits: TextEdit[] = [];
    for (const { start, end } of this.#study.participants.extentsOf(id)) {
      const lineEnd = /^[ \t]*(?:\r\n|\r|\n)/.exec(table.slice(end))?.[0].length ?? 0;
      edits.push({ start, end: end + lineEnd, text: '' });
      this.#found.push({ kind: 'row', path, line: this.#study.lines(path).positionAt(start).line, words: 0 });
    }
    if (edits.length > 0) this.#set(path, applyEdits(table, edits));
  }

  async finish(participant: string | undefined): Promise<WithdrawalPlan> {
    const gone: Gone = {
      participant,
      passages: this.#passages,
      files: this.#deleted,
      said: new SaidWords(this.#said),
    };
    for (const { path, text, deleted, found, left } of notesWithout(this.#study, this.#texts, gone)) {
      this.#found.push(...found);
      this.#left.push(...left);
      if (deleted) this.#deleted.add(path);
      else if (text !== this.#texts.get(path)) this.#set(path, text);
    }
    for (const path of this.#deleted) {
      this.#texts.delete(path);
      this.#changed.delete(path);
    }
    this.#keptFromImports();
    await this.#results();
    const texts = new Map([...this.#changed].map((path) => [path, this.#texts.get(path) ?? '']));
    return { kind: 'plan', texts, deleted: [...this.#deleted].sort(), found: this.#found, left: this.#left };
  }

  /** What an import has kept, and no transcript names as the file that it was made of: a project holds the words of many. */
  #keptFromImports(): void {
    const told = new Set([...this.#deleted, ...this.#left.map(({ path }) => path)]);
    const named = new Set(
      this.#study.transcripts.flatMap(({ path, attributes }) =>
        namedFiles(attributes).flatMap((name) => placesOf(path, name)),
      ),
    );
    for (const path of this.#files) {
      if (!path.startsWith(originalsFolder) || told.has(path) || named.has(path)) continue;
      this.#left.push({ kind: 'kept', path, line: undefined, words: 0 });
    }
  }

  /** Makes the results of analyses again from what is left. */
  async #results(): Promise<void> {
    const study = studyOfTexts(this.#texts);
    for (const { kind, path, text } of study.notes) {
      if (kind !== 'analysis' || findBlocks(text.text).every(({ result }) => result === undefined)) continue;
      const { edits } = await refreshBlocks(study, text.text, linksFrom(study, path));
      if (edits.length === 0) continue;
      for (const { start } of edits) {
        this.#found.push({ kind: 'result', path, line: text.lines.positionAt(start).line, words: 0 });
      }
      this.#set(path, applyEdits(text.text, edits));
    }
  }
}

/** Where a file may stand that a transcript names. */
function placesOf(transcript: string, name: string): readonly string[] {
  return [name, pathFrom(transcript, name) ?? '', `${originalsFolder}${name}`];
}

/** A turn with what parts it from the next; the last one with what parts it from the one before. */
function removalOf(text: CodedText, { start, end }: Extent): Removal {
  if (end < text.cleanLength) return { start, end, filler: '' };
  const before = text.sliceClean(0, start).trimEnd().length;
  const last = text.sliceClean(0, end).trimEnd().length;
  return { start: before, end: last, filler: '' };
}

/** Neighbours as one. */
function joined(removals: readonly Removal[]): readonly Removal[] {
  const all: Removal[] = [];
  for (const removal of removals) {
    const last = all.at(-1);
    if (last !== undefined && removal.start <= last.end)
      all[all.length - 1] = { ...last, end: Math.max(last.end, removal.end) };
    else all.push(removal);
  }
  return all;
}

/** The files that a transcript was made of, as its front matter names them. */
function namedFiles({ source, media }: FrontMatterData): readonly string[] {
  const names = [media, source];
  if (typeof source === 'object' && source !== null && !Array.isArray(source)) {
    names.push((source as FrontMatterData).file);
  }
  return names.filter((name) => typeof name === 'string');
}

function countWords(text: string): number {
  return [...wordExtents(text)].length;
}

function refuse(sentence: Message, path?: string): WithdrawalRefused {
  return { kind: 'refused', message: sentence, path, line: undefined };
}
