import type { ArchiveFile } from '../../archive/readZip.js';
import type { XmlElement } from '../../archive/xml.js';
import type { ProjectNotice } from '../../imports/codedProject.js';
import { counted, message } from '../../text/message.js';
import { peopleIn } from '../../study/people.js';
import type { Study } from '../../study/study.js';
import { labelKey } from '../../transcript/labels.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Passage } from '../../transcript/types.js';
import { coderNames } from '../coders.js';
import { codebookNoteName, emicOrigin } from '../conventions.js';
import type { Original } from '../kept.js';
import { givenBack, guidsIn, pathsIn } from '../media.js';
import { TextFinder } from '../openProject.js';
import {
  allCodes,
  noStamps,
  type RefiCase,
  type RefiCode,
  type RefiProject,
  type RefiSelection,
  type RefiText,
  type RefiUser,
} from '../project.js';
import { isThemeSet } from '../selectionGroups.js';
import { exportCodes } from './codes.js';
import { OutgoingText, type Unit } from './counting.js';
import { Identities, inverted } from './identities.js';
import { codeAddress, exportNotes, type OutgoingFile } from './notes.js';
import { exportSelections, type SelectionContext } from './selections.js';
import { documentValues, Variables } from './values.js';

/** For whom a project is written. All follow the specification but for `nvivo`, which counts UTF-16. */
export const programs = ['any', 'nvivo', 'maxqda'] as const;
export type Program = (typeof programs)[number];

export interface ExportOptions {
  readonly program: Program;
  /** The project that the study was made of, where it was imported and its archive is still there. */
  readonly original: Original | undefined;
  /** SHA-256 of a transcript's clean text. */
  readonly sha256: (text: string) => string;
}

export interface FromStudy {
  readonly project: RefiProject;
  readonly texts: readonly OutgoingFile[];
  /** Files of the original that go out again, by their paths in the new archive. */
  readonly files: ReadonlyMap<string, ArchiveFile>;
  readonly notices: readonly ProjectNotice[];
}

/** A study as a project of REFI-QDA, with what it was imported with and has no place for. */
export function fromStudy(study: Study, options: ExportOptions): FromStudy {
  return new Exporter(study, options).export();
}

class Exporter {
  readonly #study: Study;
  readonly #options: ExportOptions;
  readonly #before: RefiProject | undefined;
  readonly #original: Original | undefined;
  readonly #title: string;
  readonly #identities: Identities;
  readonly #unit: Unit;
  readonly #texts: OutgoingFile[] = [];
  readonly #notices: ProjectNotice[] = [];

  constructor(study: Study, options: ExportOptions) {
    this.#study = study;
    this.#options = options;
    this.#original = options.original;
    this.#before = options.original?.opened.project;
    this.#title = study.codebook.title ?? '';
    this.#identities = new Identities(this.#title);
    this.#unit = options.program === 'nvivo' ? 'UTF-16' : 'code points';
    for (const element of this.#rawElements()) for (const guid of guidsIn(element)) this.#identities.reserve(guid);
  }

  export(): FromStudy {
    const study = this.#study;
    const before = this.#before;
    const kept = this.#original?.kept;
    const users = this.#users();
    const byCoder = new Map(users.map(({ guid, coder }) => [coder, guid]));
    const notes = exportNotes(
      study,
      before && kept && { notes: before.notes, places: kept.notes },
      byCoder,
      this.#identities,
    );
    this.#texts.push(...notes.files);
    const notesOfCodes = new Map(
      [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes].flatMap((id) => {
        const about = notes.about.get(codeAddress(id));
        return about === undefined ? [] : [[id, about] as const];
      }),
    );
    const { codes, sets, guids } = exportCodes(
      study,
      before && kept && { project: before, ids: kept.codes },
      notesOfCodes,
      this.#identities,
    );
    const variables = new Variables(study, before?.variables ?? [], this.#identities);
    const mentioned = this.#mentionedIds();
    const context: SelectionContext = {
      codes: guids,
      users: byCoder,
      identities: this.#identities,
      unit: this.#unit,
      isIdNeeded: ({ id }: Passage) => mentioned.has(id ?? ''),
      memoOf: notes.memoOf,
      notesOn: () => [],
    };
    const selectionsBefore = new Map(
      (before?.sources ?? []).flatMap(({ selections }) => selections.map((each) => [each.guid, each] as const)),
    );
    const cameAs = inverted(kept?.sources);
    const sourcesBefore = new Map((before?.sources ?? []).map((source) => [source.guid, source]));
    const sources = study.transcripts.map((transcript) => {
      const was = sourcesBefore.get(cameAs.get(transcript.path) ?? '');
      const guid = this.#identities.of(cameAs.get(transcript.path), 'source', transcript.path);
      const about = (id: string): readonly string[] => notes.about.get(`${transcript.path}#${id}`) ?? [];
      return this.#source(
        transcript,
        guid,
        was,
        notes.about.get(transcript.path) ?? [],
        variables,
        { ...context, notesOn: about },
        selectionsBefore,
      );
    });
    const unread = (before?.sources ?? []).filter(
      ({ guid }) => kept?.sources.has(guid) === false && !this.#identities.has(guid),
    );
    for (const { guid } of unread) this.#identities.reserve(guid);
    const paths = new Map(study.transcripts.map(({ path }, i) => [path, sources[i]!.guid]));
    const cases = this.#cases(variables, paths);
    const unreadNotes = (before?.notes ?? []).filter(
      ({ guid, name }) => kept?.notes.has(guid) === false && !this.#identities.has(guid) && name !== codebookNoteName,
    );
    for (const { guid } of unreadNotes) this.#identities.reserve(guid);
    const alive = new Set([
      ...users.map(({ guid }) => guid),
      ...[...allCodes(codes)].map(([{ guid }]: readonly [RefiCode, RefiCode | undefined]) => guid),
      ...variables.all.map(({ guid }) => guid),
      ...[...sources, ...unread].flatMap(({ guid, selections }) => [guid, ...selections.map((each) => each.guid)]),
      ...[...notes.notes, ...unreadNotes].map(({ guid }) => guid),
      ...cases.map(({ guid }) => guid),
      ...sets.map(({ guid }) => guid),
      ...(before?.sets ?? []).map(({ guid }) => guid),
      ...this.#rawElements().flatMap((element) => [...guidsIn(element)]),
    ]);
    const isThere = (guid: string): boolean => alive.has(guid);
    const back = (elements: readonly XmlElement[] | undefined): readonly XmlElement[] =>
      (elements ?? []).flatMap((element) => givenBack(element, isThere) ?? []);
    const codesBefore = new Map([...allCodes(before?.codes ?? [])].map(([code]) => [code.guid, code]));
    const media = back(before?.media);
    const project: RefiProject = {
      name: this.#title,
      origin: this.#unit === 'UTF-16' ? `${emicOrigin} UTF-16` : emicOrigin,
      basePath: undefined,
      creatingUserGUID: before?.creatingUserGUID,
      creationDateTime: before?.creationDateTime,
      modifyingUserGUID: before?.modifyingUserGUID,
      modifiedDateTime: before?.modifiedDateTime,
      description: before?.description,
      users: users.map(({ guid, name, id }) => ({ guid, name, id })),
      codes,
      variables: variables.all,
      cases: cases.map((each) => alivePart(each, isThere)),
      sources: [...sources, ...unread].map((source) => aliveText(source, isThere)),
      media,
      notes: [...notes.notes, ...unreadNotes].map((note) => aliveText(note, isThere)),
      links: back(before?.links),
      sets: [
        ...sets,
        ...(before?.sets ?? [])
          .filter((set) => !isThemeSet(set, codesBefore))
          .map((set) => ({
            ...set,
            guid: this.#identities.of(set.guid, 'set before', set.name),
            codes: set.codes.filter(isThere),
            sources: set.sources.filter(isThere),
            notes: set.notes.filter(isThere),
          })),
      ],
      graphs: back(before?.graphs),
      noteRefs: [
        ...new Set([
          ...(notes.about.get('') ?? []),
          ...(before?.noteRefs ?? []).filter((guid) => unreadNotes.some((note) => note.guid === guid)),
        ]),
      ],
    };
    return {
      project,
      texts: this.#texts,
      files: this.#files(media, [...unread, ...unreadNotes]),
      notices: this.#notices,
    };
  }

  #rawElements(): readonly XmlElement[] {
    const { media = [], links = [], graphs = [] } = this.#before ?? {};
    return [...media, ...links, ...graphs];
  }

  /** Those of the original, then whoever else codes or writes. */
  #users(): readonly (RefiUser & { readonly coder: string })[] {
    const came = this.#before?.users ?? [];
    const names = coderNames(came);
    const users = came.map((user) => ({
      ...user,
      guid: this.#identities.of(user.guid, 'user', user.guid),
      coder: names.get(user.guid) ?? '',
    }));
    const known = new Set(users.map(({ coder }) => coder));
    const others = new Set<string>();
    for (const { attributes } of this.#study.passages) if (attributes.by !== undefined) others.add(attributes.by);
    for (const { author } of this.#study.notes) if (author !== undefined) others.add(author);
    for (const coder of [...others].filter((each) => !known.has(each)).sort())
      users.push({ guid: this.#identities.of(undefined, 'user', coder), name: coder, id: undefined, coder });
    return users;
  }

  /** Ids that a link or a memo's front matter leads to. */
  #mentionedIds(): ReadonlySet<string> {
    const { codebook, notes, transcripts } = this.#study;
    const texts = [codebook.text.text, ...notes.map(({ text }) => text.text)];
    for (const { text } of transcripts) for (const { text: memo } of text.memos.values()) texts.push(memo);
    return new Set(texts.flatMap((text) => [...text.matchAll(/#([\p{L}\p{N}\-_.:]+)/gu)].map(([, id]) => id ?? '')));
  }

  #source(
    transcript: Transcript,
    guid: string,
    was: RefiText | undefined,
    notes: readonly string[],
    variables: Variables,
    context: SelectionContext,
    before: ReadonlyMap<string, RefiSelection>,
  ): RefiText {
    const { path, text, passages, attributes } = transcript;
    const outgoing = new OutgoingText(text.clean);
    const file = `${guid}.txt`;
    this.#texts.push({ path: `sources/${file}`, text: outgoing.text });
    const placed = this.#original?.kept.codings.get(path) ?? [];
    const selections = exportSelections(path, passages, outgoing, { selections: before, placed }, context);
    const loose = this.#looseSelections(path, text.clean, outgoing, before);
    const { description } = attributes;
    return {
      guid,
      name: nameOf(path, this.#study),
      description: typeof description === 'string' && description.trim() !== '' ? description : was?.description,
      content: undefined,
      plainTextPath: `internal://${file}`,
      richTextPath: undefined,
      selections: [...selections, ...loose].sort((a, b) => a.start - b.start || b.end - a.end),
      codings: was?.codings ?? [],
      notes,
      values: variables.values(documentValues(transcript)),
      creatingUser: was?.creatingUser,
      creationDateTime: was?.creationDateTime,
      modifyingUser: was?.modifyingUser,
      modifiedDateTime: was?.modifiedDateTime,
    };
  }

  /** Selections that are not coded in the study: they go back as long as the text is the one that they were placed in. */
  #looseSelections(
    path: string,
    clean: string,
    text: OutgoingText,
    before: ReadonlyMap<string, RefiSelection>,
  ): readonly RefiSelection[] {
    const kept = this.#original?.kept;
    const loose = (kept?.uncoded.get(path) ?? []).flatMap(([key, start, end]) => {
      const selection = before.get(key.slice(0, 36));
      return selection !== undefined && end <= clean.length ? [{ selection, start, end }] : [];
    });
    if (loose.length === 0) return [];
    if (kept?.texts.get(path) !== this.#options.sha256(clean)) {
      this.#notices.push({
        kind: 'left-out',
        message: counted(
          loose.length,
          message('{0}: its text has changed, so one passage that is not coded in the study is not given back.', path),
          message(
            '{0}: its text has changed, so {1} passages that are not coded in the study are not given back.',
            path,
            loose.length,
          ),
        ),
      });
      return [];
    }
    return loose
      .filter(({ selection }) => !this.#identities.has(selection.guid))
      .map(({ selection, start, end }) => ({
        ...selection,
        guid: this.#identities.of(selection.guid, 'loose', path, start, end),
        start: text.position(start, this.#unit),
        end: text.position(end, this.#unit),
      }));
  }

  /** The rows of the participants' table, then the cases that are no participants. */
  #cases(variables: Variables, paths: ReadonlyMap<string, string>): readonly RefiCase[] {
    const { participants, transcripts } = this.#study;
    const came = inverted(this.#original?.kept.cases);
    const before = new Map((this.#before?.cases ?? []).map((each) => [each.guid, each]));
    const attending = transcripts.map((transcript) => ({
      guid: paths.get(transcript.path) ?? '',
      people: new Set(peopleIn(transcript).map(labelKey)),
    }));
    const rows = participants.rows.map(({ id, attributes }): RefiCase => {
      const guid = this.#identities.of(came.get(id), 'case', id);
      const was = before.get(guid);
      return {
        guid,
        name: id,
        description: was?.description,
        codes: was?.codes ?? [],
        values: variables.values(Object.entries(attributes)),
        sources: attending.filter(({ people }) => people.has(labelKey(id))).map(({ guid: source }) => source),
        selections: was?.selections ?? [],
      };
    });
    const others = [...before.values()].filter(({ guid }) => this.#original?.kept.cases.has(guid) === false);
    return [
      ...rows,
      ...others.map((each) => ({ ...each, guid: this.#identities.of(each.guid, 'case before'), values: [] })),
    ];
  }

  /** The files of the original archive that what is given back names. */
  #files(media: readonly XmlElement[], unread: readonly RefiText[]): ReadonlyMap<string, ArchiveFile> {
    const files = new Map<string, ArchiveFile>();
    if (this.#original === undefined) return files;
    const finder = new TextFinder(this.#original.opened, () => Promise.resolve(undefined));
    const paths = [
      ...media.flatMap((element) => [...pathsIn(element)]),
      ...unread.flatMap(({ plainTextPath, richTextPath }) => [plainTextPath ?? '', richTextPath ?? '']),
    ];
    for (const path of paths) {
      const file = finder.fileOf(path);
      if (file !== undefined) files.set(`sources/${path.replace(/^internal:\/*/i, '')}`, file);
    }
    return files;
  }
}

/** A transcript's path, without the folder that all stand in. */
function nameOf(path: string, study: Study): string {
  const short = path.replace(/^transcripts\//, '');
  return short !== path && !study.isTranscriptPath(short) ? short : path;
}

function alivePart(each: RefiCase, isThere: (guid: string) => boolean): RefiCase {
  return {
    ...each,
    codes: each.codes.filter(isThere),
    sources: each.sources.filter(isThere),
    selections: each.selections.filter(isThere),
    values: each.values.filter(({ variable }) => isThere(variable)),
  };
}

function aliveText(text: RefiText, isThere: (guid: string) => boolean): RefiText {
  const coded = (codings: RefiText['codings']): RefiText['codings'] =>
    codings.filter(({ code }) => isThere(code)).map((coding) => ({ ...coding, notes: coding.notes.filter(isThere) }));
  return {
    ...text,
    ...noStamps,
    creatingUser: text.creatingUser,
    creationDateTime: text.creationDateTime,
    modifyingUser: text.modifyingUser,
    modifiedDateTime: text.modifiedDateTime,
    selections: text.selections.map((selection) => ({
      ...selection,
      codings: coded(selection.codings),
      notes: selection.notes.filter(isThere),
    })),
    codings: coded(text.codings),
    notes: text.notes.filter(isThere),
    values: text.values.filter(({ variable }) => isThere(variable)),
  };
}
