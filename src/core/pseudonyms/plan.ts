import { Codebook } from '../codebook/codebook.js';
import type { CodedText } from '../markdown/codedText.js';
import { isDerived } from '../references/rename.js';
import { ParticipantTable } from '../study/participants.js';
import { codebookPath } from '../study/paths.js';
import { Study } from '../study/study.js';
import { findConflicts } from '../text/conflicts.js';
import { applyEdits, sortEdits, type TextEdit } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { Transcript } from '../transcript/transcript.js';
import type { TranscriptContext } from '../transcript/types.js';
import { followFiles } from './fileNames.js';
import { breachOfNames, type DocumentContext, type NameEdit } from './nameLaws.js';
import type { NamePlace } from './places.js';
import type { Proposal } from './proposals.js';
import { replaceNames } from './replaceNames.js';

/** What accepting proposals comes to. Files are written all or none. */
export type PseudonymResult = PseudonymPlan | PseudonymsRefused;

export interface PseudonymPlan {
  readonly kind: 'plan';
  /** For each file that changes, by the path that it had, edits of its text in order. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The files that get another path. */
  readonly moved: ReadonlyMap<string, string>;
  readonly ids: ReadonlyMap<string, string>;
  /** Proposals that cannot be followed without changing something else; the others are. */
  readonly refused: readonly { readonly proposal: Proposal; readonly reason: Message }[];
}

export interface PseudonymsRefused {
  readonly kind: 'refused';
  readonly path: string;
  readonly message: Message;
}

/**
 * Plans the replacement of names.
 * @param accepted proposals of this study; the others are left as they are.
 * @param settled what files will say that are changed otherwise: it tells who the people are then.
 */
export function planPseudonyms(
  study: Study,
  accepted: readonly Proposal[],
  settled: ReadonlyMap<string, string> = new Map(),
): PseudonymResult {
  const moved = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const { change } of accepted) {
    if (change.kind === 'file') moved.set(change.file.from, change.file.to);
    else if (change.kind === 'id') ids.set(change.id.from, change.id.to);
  }
  const planner = new Planner(study, accepted, moved, ids, settled);
  return planner.refusal() ?? planner.plan();
}

class Planner {
  readonly #study: Study;
  readonly #accepted: readonly Proposal[];
  readonly #moved: ReadonlyMap<string, string>;
  readonly #ids: ReadonlyMap<string, string>;
  readonly #settled: ReadonlyMap<string, string>;
  readonly #edits = new Map<string, readonly TextEdit[]>();
  readonly #refused: { proposal: Proposal; reason: Message }[] = [];
  readonly #byPath = new Map<string, Proposal[]>();

  constructor(
    study: Study,
    accepted: readonly Proposal[],
    moved: ReadonlyMap<string, string>,
    ids: ReadonlyMap<string, string>,
    settled: ReadonlyMap<string, string>,
  ) {
    this.#study = study;
    this.#settled = settled;
    this.#accepted = accepted;
    this.#moved = moved;
    this.#ids = ids;
    for (const proposal of accepted) {
      if (proposal.change.kind !== 'text') continue;
      const known = this.#byPath.get(proposal.path);
      if (known === undefined) this.#byPath.set(proposal.path, [proposal]);
      else known.push(proposal);
    }
  }

  refusal(): PseudonymsRefused | undefined {
    const { codebook, transcripts, notes } = this.#study;
    for (const { path, text } of [{ path: codebookPath, text: codebook.text }, ...transcripts, ...notes]) {
      const isConcerned = this.#byPath.has(path) || this.#othersIn(path, text).length > 0;
      if (!isConcerned || findConflicts(text.text).length === 0) continue;
      return {
        kind: 'refused',
        path,
        message: message('{0} holds an unfinished merge. Finish the merge first.', path),
      };
    }
    return undefined;
  }

  plan(): PseudonymResult {
    const people = this.#people();
    const { transcripts, notes } = this.#study;
    for (const { path, text } of [...transcripts, ...notes]) {
      const isTranscript = this.#study.transcript(path) !== undefined;
      const heads = isTranscript ? new Transcript(path, text, people.before).turns.map(({ head }) => head) : [];
      const context = { people: isTranscript ? people : undefined, heads, ids: this.#ids };
      this.#replace(path, text, context);
    }
    return { kind: 'plan', edits: this.#edits, moved: this.#moved, ids: this.#ids, refused: this.#refused };
  }

  /** Changes the codebook and the participants' table, and tells what the study says of people before and after. */
  #people(): { readonly before: TranscriptContext; readonly after: TranscriptContext } {
    const study = this.#study;
    if (study.hasCodebook) this.#codebook();
    const table = study.participantsText;
    if (table !== undefined) this.#table(table);
    const after = (path: string, text: string | undefined): string | undefined =>
      text === undefined ? undefined : (this.#settled.get(path) ?? applyEdits(text, this.#edits.get(path) ?? []));
    const next = Study.create({
      codebook: after(codebookPath, study.hasCodebook ? study.codebook.text.text : undefined),
      participants: after(study.participantsPath, table),
      documents: [],
    });
    return { before: study.context, after: next.context };
  }

  #codebook(): void {
    const { codebook } = this.#study;
    const { text } = codebook;
    this.#replace(codebookPath, text, { people: undefined, heads: [], ids: this.#ids });
    const edits = this.#edits.get(codebookPath) ?? [];
    const fresh = Codebook.parse(applyEdits(text.text, edits));
    const declaring: TextEdit[] = [];
    codebook.headings.forEach((heading, i) => {
      const wanted = this.#ids.get(heading.id) ?? heading.id;
      if (!isDerived(heading) || fresh.headings[i]?.id === wanted || wanted === '') return;
      const { attributes, content } = heading;
      if (attributes === undefined) declaring.push({ start: content.end, end: content.end, text: ` {#${wanted}}` });
      else {
        const at = attributes.start + 1;
        declaring.push({ start: at, end: at, text: `#${wanted}${attributes.entries.length === 0 ? '' : ' '}` });
      }
    });
    if (declaring.length > 0) this.#edits.set(codebookPath, sortEdits([...edits, ...declaring]));
  }

  #table(table: string): void {
    const path = this.#study.participantsPath;
    const proposals = this.#byPath.get(path) ?? [];
    const before = ParticipantTable.parse(table);
    const shape = ({ columns, rows, problems }: ParticipantTable): string =>
      [columns.length, rows.length, problems.length].join(' ');
    const edits: TextEdit[] = [];
    const cells = new Map<number, Proposal[]>();
    for (const proposal of proposals) cells.set(proposal.start, [...(cells.get(proposal.start) ?? []), proposal]);
    for (const own of cells.values()) {
      const made = replaceCell(own);
      const after = ParticipantTable.parse(applyEdits(table, [...edits, ...made]));
      if (shape(before) === shape(after)) edits.push(...made);
      else
        this.#refuse(
          own,
          message('The participants’ table would be read otherwise: two rows or columns would be one.'),
        );
    }
    if (edits.length > 0) this.#edits.set(path, sortEdits(edits));
  }

  #replace(path: string, text: CodedText, context: DocumentContext): void {
    const proposals = this.#byPath.get(path) ?? [];
    let others = this.#othersIn(path, text);
    if (others.length > 0 && breachOfNames(text, others, { ...context, people: undefined }) !== undefined) {
      const sentence = message('This name is part of an id or an address that cannot be changed here.');
      this.#refuse(
        this.#accepted.filter(
          ({ change }) => change.kind === 'id' && change.id.places.some((one) => one.path === path),
        ),
        sentence,
      );
      others = [];
    }
    const byPlace = new Map<NamePlace, Proposal>();
    for (const proposal of proposals) if (proposal.change.kind === 'text') byPlace.set(proposal.change.place, proposal);
    const { edits, refused } = replaceNames(text, [...byPlace.keys()], others, context);
    if (edits.length > 0)
      this.#edits.set(
        path,
        edits.map(({ start, end, text: written }) => ({ start, end, text: written })),
      );
    this.#refuse(
      refused.flatMap((place) => byPlace.get(place) ?? []),
      message('This name cannot be replaced here without changing codings, turns or how the text is read.'),
    );
  }

  /** Edits of ids, and of links to files that move. */
  #othersIn(path: string, text: CodedText): readonly NameEdit[] {
    const edits: TextEdit[] = [];
    for (const { change } of this.#accepted) {
      if (change.kind !== 'id') continue;
      for (const place of change.id.places) {
        if (place.path === path) edits.push({ start: place.start, end: place.end, text: change.id.to });
      }
    }
    const where = this.#study.transcript(path) === undefined ? 'everything' : 'memos';
    edits.push(...followFiles(text, path, this.#moved, where));
    return edits.map((edit) => {
      const isClean = text.toClean(edit.end) - text.toClean(edit.start) === edit.end - edit.start;
      return { ...edit, isClean };
    });
  }

  #refuse(proposals: readonly Proposal[], reason: Message): void {
    for (const proposal of proposals) this.#refused.push({ proposal, reason });
  }
}

function replaceCell(proposals: readonly Proposal[]): readonly TextEdit[] {
  const [first] = proposals;
  if (first?.change.kind !== 'text' || first.change.place.target.kind !== 'field') return [];
  const { field } = first.change.place.target;
  let { value } = field;
  for (const { change, replacement } of [...proposals].reverse()) {
    if (change.kind !== 'text' || change.place.target.kind !== 'field') continue;
    const { start, end } = change.place.target;
    value = value.slice(0, start) + replacement + value.slice(end);
  }
  return [{ start: field.start, end: field.end, text: field.write(value) }];
}
