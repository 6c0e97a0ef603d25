import type {
  CodedProject,
  ProjectCoding,
  ProjectNotice,
  ProjectSource,
  NoteTarget,
  Prose,
} from '../imports/codedProject.js';
import { plainSource } from '../imports/source.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { counted, message } from '../text/message.js';
import { codesToStudy } from './codesToStudy.js';
import { Cases } from './cases.js';
import { coderNames } from './coders.js';
import { isNotePathName, joined, ownFacts } from './comments.js';
import { groupsOf, isThemeSet } from './selectionGroups.js';
import { audioTextsOf } from './media.js';
import { TextFinder, type OpenedProject, type ReadBeside } from './openProject.js';
import { placeText } from './positions.js';
import { allCodes, type RefiCode, type RefiProject, type RefiSelection, type RefiText } from './project.js';
import { codebookNoteName, isEmic } from './conventions.js';

/** A project of REFI-QDA as a coded project, and what is to be said of it. */
export interface ToStudy {
  readonly coded: CodedProject;
  readonly notices: readonly ProjectNotice[];
}

/** @param beside reads files that lie beside the project, for sources that are not in it. */
export async function toStudy(opened: OpenedProject, title: string, beside: ReadBeside): Promise<ToStudy> {
  return new Converter(opened, beside).convert(title);
}

class Converter {
  readonly #project: RefiProject;
  readonly #finder: TextFinder;
  readonly #notices: ProjectNotice[];
  readonly #isEmic: boolean;
  readonly #coders: ReadonlyMap<string, string>;
  readonly #codes = new Map<string, RefiCode>();
  readonly #notes = new Map<string, RefiText>();
  /** Where each note is referred to. */
  readonly #about = new Map<string, NoteTarget[]>();
  /** Notes that are the memo of one passage. */
  readonly #memos = new Set<string>();

  constructor(opened: OpenedProject, beside: ReadBeside) {
    this.#project = opened.project;
    this.#finder = new TextFinder(opened, beside);
    this.#notices = [...opened.notices];
    this.#isEmic = isEmic(opened.project);
    this.#coders = coderNames(opened.project.users);
    for (const [code] of allCodes(opened.project.codes)) this.#codes.set(code.guid, code);
    for (const note of opened.project.notes) this.#notes.set(note.guid, note);
  }

  async convert(title: string): Promise<ToStudy> {
    const project = this.#project;
    const texts = new Map<string, string>();
    for (const note of project.notes) {
      const found = await this.#finder.textOf(note);
      const text = typeof found === 'string' ? '' : found.text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
      if (text.trim() !== '') texts.set(note.guid, text);
      else if (found === 'missing')
        this.#say('broken', message('The text of the note {0} is not there.', note.name ?? note.guid));
    }
    const codebookNote = this.#isEmic ? project.notes.find(({ name }) => name === codebookNoteName) : undefined;
    const codebook = codebookNote === undefined ? null : (texts.get(codebookNote.guid) ?? null);
    this.#findMemos(texts);
    const { codes, notices } = codesToStudy(project, codebook, this.#isEmic);
    this.#notices.push(...notices);
    const cases = new Cases(project);
    this.#notices.push(...cases.notices);
    const sources: ProjectSource[] = [];
    const all = [...project.sources, ...audioTextsOf(project)];
    for (const source of all) {
      const made = await this.#source(source, texts, cases);
      if (made !== undefined) sources.push(made);
    }
    this.#sayWhatIsKept();
    return {
      coded: {
        title: project.name.trim() === '' ? title : project.name.trim(),
        language: null,
        codebook,
        codes,
        sources,
        columns: cases.columns,
        cases: cases.all,
        notes: project.notes
          .filter(({ guid }) => guid !== codebookNote?.guid && !this.#memos.has(guid) && texts.has(guid))
          .map((note) => this.#note(note, texts.get(note.guid) ?? '')),
      },
      notices: this.#notices,
    };
  }

  #say(kind: ProjectNotice['kind'], sentence: ProjectNotice['message']): void {
    this.#notices.push({ kind, message: sentence });
  }

  /** Tells the notes that are the memo of one passage from those that are about more, or something else. */
  #findMemos(texts: ReadonlyMap<string, string>): void {
    const counts = new Map<string, number>();
    const count = (notes: readonly string[], about: NoteTarget | undefined): void => {
      for (const note of notes) {
        counts.set(note, (counts.get(note) ?? 0) + 1);
        if (about === undefined) continue;
        const known = this.#about.get(note);
        if (known === undefined) this.#about.set(note, [about]);
        else known.push(about);
      }
    };
    for (const [code] of allCodes(this.#project.codes)) count(code.notes, { kind: 'code', key: code.guid });
    for (const source of this.#project.sources) {
      count(source.notes, { kind: 'source', key: source.guid });
      for (const coding of source.codings) count(coding.notes, { kind: 'source', key: source.guid });
      for (const selection of source.selections) {
        const first = groupsOf(selection).find(({ codings }) => codings.some(({ code }) => this.#codes.has(code)));
        const about = { kind: 'coding', source: source.guid, key: first?.key ?? selection.guid } as const;
        const target = first === undefined ? ({ kind: 'source', key: source.guid } as const) : about;
        count(selection.notes, target);
        for (const coding of selection.codings) count(coding.notes, target);
      }
    }
    count(this.#project.noteRefs, undefined);
    for (const [note, number] of counts) {
      const [about] = this.#about.get(note) ?? [];
      const name = this.#notes.get(note)?.name ?? '';
      if (number === 1 && about?.kind === 'coding' && texts.has(note) && !isNotePathName(name)) this.#memos.add(note);
    }
  }

  async #source(
    source: RefiText,
    texts: ReadonlyMap<string, string>,
    cases: Cases,
  ): Promise<ProjectSource | undefined> {
    const name = (source.name ?? '').trim() || message('Source').template;
    const found = await this.#finder.textOf(source);
    if (typeof found === 'string') {
      const sentence =
        source.richTextPath !== undefined
          ? message('{0} has its text as rich text only, which is not read yet.', name)
          : message('The text of {0} is not there: {1}', name, source.plainTextPath ?? '');
      this.#say('broken', sentence);
      return undefined;
    }
    const { text, reading, isChosen, place } = placeText(
      found.text,
      source.selections,
      this.#project.origin,
      found.isInXml,
    );
    if (isChosen)
      this.#say(
        'info',
        message('{0}: positions are read as {1}, line ends count {2}.', name, reading.unit, reading.lineEnd),
      );
    const codings: ProjectCoding[] = [];
    let lost = 0;
    for (const selection of source.selections) {
      const extent = place(selection);
      if (extent === undefined || extent.start === extent.end) {
        lost++;
        this.#say(
          'broken',
          message(
            '{0}: the passage from {1} to {2} lies nowhere in the text. {3}',
            name,
            selection.start,
            selection.end,
            selection.name ?? '',
          ),
        );
        continue;
      }
      codings.push(...this.#codings(selection, extent, texts));
    }
    if (lost > 0)
      this.#say(
        'broken',
        counted(
          source.selections.length,
          message('{0}: the one passage could not be placed.', name),
          message('{0}: {1} of {2} passages could not be placed.', name, lost, source.selections.length),
        ),
      );
    if (source.codings.length > 0)
      this.#say('left-out', message('{0} is coded as a whole, for which there is no place.', name));
    const isMarkdown = this.#isEmic || /\.(?:md|markdown)$/i.test(name);
    const values = cases.valuesOf(source);
    const described =
      source.description === undefined ? {} : { description: source.description.replace(/\s+/g, ' ').trim() };
    const attributes: FrontMatterData = isMarkdown ? {} : { title: name, ...described, ...values };
    return {
      key: source.guid,
      name,
      path: isMarkdown ? name : null,
      content: isMarkdown ? { markdown: text } : { source: plainSource(text) },
      attributes,
      cases: isMarkdown ? [] : cases.of(source.guid),
      codings,
    };
  }

  /** A selection's passages: one for each coder. Its comment is the memo of the first. */
  #codings(
    selection: RefiSelection,
    { start, end }: { start: number; end: number },
    texts: ReadonlyMap<string, string>,
  ): readonly ProjectCoding[] {
    const own = ownFacts(selection.description);
    const comment =
      own === undefined && selection.description !== undefined ? [this.#prose(selection.description)!] : [];
    const groups = groupsOf(selection);
    if (groups.length === 0) {
      this.#say(
        'left-out',
        message(
          'A passage without a code is kept, and not shown: {0}',
          selection.name ?? `${selection.start}–${selection.end}`,
        ),
      );
      return [{ key: selection.guid, start, end, codes: [], coder: null, facts: {}, id: null, memo: null }];
    }
    return groups.map(({ key, user, codings }, i) => {
      const notes = [...(i === 0 ? selection.notes : []), ...codings.flatMap((coding) => coding.notes)];
      const memos = notes
        .filter((note) => this.#memos.has(note))
        .map((note): Prose => this.#notePros(texts.get(note) ?? ''));
      const all = i === 0 ? [...comment, ...memos] : memos;
      return {
        key,
        start,
        end,
        codes: codings.map(({ code }) => code).filter((code) => this.#codes.has(code)),
        coder: user === undefined ? null : (this.#coders.get(user) ?? null),
        facts: own?.facts ?? {},
        id: i === 0 ? (own?.id ?? null) : null,
        memo: all.length === 0 ? null : joined(all),
      };
    });
  }

  #notePros(text: string): Prose {
    return { text, isMarkdown: this.#isEmic };
  }

  #note(note: RefiText, text: string): CodedProject['notes'][number] {
    const name = (note.name ?? '').trim();
    const isPath = isNotePathName(name);
    return {
      key: note.guid,
      name: isPath ? name : name || message('Note').template,
      path: isPath ? name : null,
      content: { text, isMarkdown: this.#isEmic || isPath },
      author: this.#coders.get(note.creatingUser ?? '') ?? null,
      date: /^\d{4}-\d{2}-\d{2}/.exec(note.creationDateTime ?? '')?.[0] ?? null,
      about: this.#about.get(note.guid) ?? [],
    };
  }

  #prose(text: string | undefined): Prose | null {
    return text === undefined || text.trim() === '' ? null : { text, isMarkdown: this.#isEmic };
  }

  #sayWhatIsKept(): void {
    const { media, links, graphs, sets } = this.#project;
    for (const { name, attributes } of media)
      this.#say('left-out', message('{0} ({1}) has no place in a study of texts.', attributes.name ?? '?', name));
    if (links.length > 0)
      this.#say(
        'left-out',
        counted(
          links.length,
          message('One link has no place in a study.'),
          message('{0} links have no place in a study.', links.length),
        ),
      );
    if (graphs.length > 0)
      this.#say(
        'left-out',
        counted(
          graphs.length,
          message('One graph has no place in a study.'),
          message('{0} graphs have no place in a study.', graphs.length),
        ),
      );
    for (const set of sets)
      if (!isThemeSet(set, this.#codes))
        this.#say('left-out', message('The set {0} holds more than codes and has no place in a study.', set.name));
  }
}
