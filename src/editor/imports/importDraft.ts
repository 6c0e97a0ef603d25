import type { ImportFile, ImportPlan, PlannedDocument } from '../../core/imports/planImport.js';
import { withoutDocument } from '../../core/imports/withoutDocument.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { plainWish, planned, speakersIn, unitedSpeakers, type ImportWish, type SpeakerFound } from './planning.js';

/** An import that is not made yet: which documents, how, and what would be written. Each change plans it anew. */
export class ImportDraft {
  readonly open: OpenStudy;
  /** In the order of the plan's documents. */
  #files: readonly ImportFile[];
  #wish: ImportWish = plainWish;
  #plan: ImportPlan;
  /** Who speaks in a file, as the file itself names them. */
  #speakers: ReadonlyMap<ImportFile, readonly SpeakerFound[]>;

  /** @param plan what would be written of the files if nobody wished for anything. */
  constructor(open: OpenStudy, files: readonly ImportFile[], plan: ImportPlan) {
    this.open = open;
    this.#files = files;
    this.#plan = plan;
    this.#speakers = this.#speakersOf(plan);
  }

  get plan(): ImportPlan {
    return this.#plan;
  }

  get wish(): ImportWish {
    return this.#wish;
  }

  /** In the order of their first turn, whatever they are called in the plan. */
  get speakers(): readonly SpeakerFound[] {
    return unitedSpeakers(this.#files.map((file) => this.#speakers.get(file) ?? []));
  }

  /** @returns false if somebody has cancelled it; then all is as before. @throws ImportError; then, too. */
  async change(more: Partial<ImportWish>): Promise<boolean> {
    const wish = { ...this.#wish, ...more };
    const isReadAnew = wish.encoding !== this.#wish.encoding || wish.beside !== this.#wish.beside;
    let speakers = this.#speakers;
    if (isReadAnew) {
      const unnamed = await planned(this.open, this.#files, { ...wish, speakers: {}, interviewers: [] });
      if (unnamed === undefined) return false;
      speakers = this.#speakersOf(unnamed);
    }
    const plan = await planned(this.open, this.#files, wish);
    if (plan === undefined) return false;
    this.#wish = wish;
    this.#plan = plan;
    this.#speakers = speakers;
    return true;
  }

  /** @returns false if somebody has cancelled it; then all is as before. */
  async leaveOut(document: PlannedDocument): Promise<boolean> {
    const at = this.#plan.documents.indexOf(document);
    const files = this.#files.filter((_, i) => i !== at);
    const plan = withoutDocument(this.#plan, document) ?? (await planned(this.open, files, this.#wish));
    if (plan === undefined) return false;
    this.#files = files;
    this.#plan = plan;
    return true;
  }

  #speakersOf(plan: ImportPlan): ReadonlyMap<ImportFile, readonly SpeakerFound[]> {
    const study = this.open.now();
    const found = study === undefined ? [] : speakersIn(plan, study);
    return new Map(this.#files.map((file, i) => [file, found[i] ?? []]));
  }
}
