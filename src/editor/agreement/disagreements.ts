import * as vscode from 'vscode';
import { compareCoders } from '../../core/agreement/coders.js';
import type { CodeChoice } from '../../core/agreement/choice.js';
import { AgreementError, type ComparedDocument, type Comparison } from '../../core/agreement/comparison.js';
import { disagreementsOf, type Disagreement } from '../../core/agreement/disagreements.js';
import type { UnitKind } from '../../core/agreement/units.js';
import type { Verdict } from '../../core/agreement/settled.js';
import type { Version } from '../../core/agreement/versions.js';
import { VersionsInText } from '../../core/agreement/versionsInText.js';
import { measuring } from '../../core/analysis/agreement/agreementKind.js';
import type { CodedText } from '../../core/markdown/codedText.js';
import { QueryError } from '../../core/queries/queryError.js';
import type { Study } from '../../core/study/study.js';
import type { Message } from '../../core/text/message.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { readVersions, type VersionSource } from './versionSources.js';

/** What is compared: coders by the names in `by`, or each with a version of their own, and by which units. */
export interface Compared {
  /** In order. */
  readonly coders: readonly string[];
  readonly units: UnitKind;
  readonly given?: string;
  /** The coders' own versions; none where `by` tells them apart. */
  readonly versions?: readonly VersionSource[];
  /** Whose text the study's own is, where the others have versions. */
  readonly here?: string | undefined;
}

/** What is kept of it until the next window. */
interface Remembered {
  readonly folder: string;
  readonly compared: Compared;
  /** What was decided about versions, which the text does not tell. */
  readonly settled?: readonly (readonly [string, Verdict])[];
}

interface InDocument {
  readonly key: string;
  readonly found: readonly Disagreement[];
}

const memory = 'emic.disagreements';

/** The places where coders of a study disagree, for as long as they are compared. They follow the text: what is decided is no longer there. */
export class Disagreements implements vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #pause = new Pause(250, () => this.#changed.fire());
  readonly #listener: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #study: OpenStudy | undefined;
  #compared: Compared | undefined;
  /** Who has looked at which document: taking away the last coding there does not mean that nobody had looked. */
  #looked = new Map<string, ReadonlySet<string>>();
  #known = new WeakMap<Transcript, InDocument>();
  /** The coders' versions, as they were when the comparison began. */
  #versions: VersionsInText | undefined;
  #settled = new Map<string, Verdict>();
  /** How often something has been settled, or taken back. */
  #decisions = 0;
  #remarks: readonly Message[] = [];
  #made: { readonly of: Study; readonly found: readonly Disagreement[] } | undefined;

  constructor(services: Services) {
    this.#services = services;
    this.#listener = services.studies.onDidChange(({ study }) => {
      if (study === this.#study) this.#pause.ask();
    });
    void this.#tell(services.context.workspaceState.get<Remembered>(memory) !== undefined);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#pause.dispose();
    this.#changed.dispose();
  }

  get study(): OpenStudy | undefined {
    return this.#study;
  }

  get compared(): Compared | undefined {
    return this.#compared;
  }

  /** The names of the coders, by their numbers. */
  get coders(): readonly string[] {
    return this.#compared?.coders ?? [];
  }

  /** Whose text the study's own is, where the others have versions. */
  get here(): string | undefined {
    return this.#compared?.here;
  }

  /** What could not be compared, and why. */
  get remarks(): readonly Message[] {
    return this.#remarks;
  }

  /**
   * Begins a comparison, which stays until it is ended.
   * @param versions those of the coders who have one each. What was decided about them before holds, if they still are what they were.
   */
  async begin(study: OpenStudy, compared: Compared, versions?: readonly Version[]): Promise<void> {
    const before = this.#services.context.workspaceState.get<Remembered>(memory);
    const settled = before?.folder === study.folder.toString() ? (before.settled ?? []) : [];
    this.#start(study, compared, versions, settled);
    await this.#remember();
    await this.#tell(true);
    this.#changed.fire();
  }

  /**
   * Remembers of a decision what the text does not tell.
   * @param after the text with the decision in it.
   * @returns takes it back.
   */
  async settle(disagreement: Disagreement, after: CodedText): Promise<() => Promise<void>> {
    const found = this.#versions?.verdictsOf(disagreement, after) ?? new Map<string, Verdict>();
    if (found.size === 0) return () => Promise.resolve();
    for (const [key, verdict] of found) this.#settled.set(key, verdict);
    const note = async (): Promise<void> => {
      this.#versions?.forget(disagreement.document.transcript);
      this.#made = undefined;
      this.#decisions++;
      await this.#remember();
      this.#changed.fire();
    };
    await note();
    return async () => {
      for (const key of found.keys()) this.#settled.delete(key);
      await note();
    };
  }

  async #remember(): Promise<void> {
    if (this.#study === undefined || this.#compared === undefined) return;
    const remembered: Remembered = {
      folder: this.#study.folder.toString(),
      compared: this.#compared,
      ...(this.#settled.size === 0 ? {} : { settled: [...this.#settled] }),
    };
    await this.#services.context.workspaceState.update(memory, remembered);
  }

  async end(): Promise<void> {
    this.#study = undefined;
    this.#compared = undefined;
    this.#versions = undefined;
    this.#settled.clear();
    this.#made = undefined;
    await this.#services.context.workspaceState.update(memory, undefined);
    await this.#tell(false);
    this.#changed.fire();
  }

  /** Goes on with a comparison of an earlier window, if there is one. */
  async resume(): Promise<void> {
    const remembered = this.#services.context.workspaceState.get<Remembered>(memory);
    if (this.#study !== undefined || remembered === undefined) return;
    const studies = await this.#services.studies.find();
    const study = studies.find(({ folder }) => folder.toString() === remembered.folder);
    if (study === undefined) return;
    await study.readAll();
    const { compared, settled = [] } = remembered;
    const versions =
      compared.versions === undefined ? undefined : await readVersions(this.#services, study, compared.versions);
    // Whoever has begun another comparison meanwhile goes on with that one.
    if (this.#compared !== undefined) return;
    if (compared.versions !== undefined && versions === undefined) await this.end();
    else this.#start(study, compared, versions, settled);
  }

  #start(
    study: OpenStudy,
    compared: Compared,
    versions: readonly Version[] | undefined,
    settled: readonly (readonly [string, Verdict])[],
  ): void {
    this.#versions = versions === undefined ? undefined : new VersionsInText(versions, compared.here);
    this.#settled = new Map(settled);
    this.#study = study;
    this.#compared = compared;
    this.#looked = new Map();
    this.#known = new WeakMap();
    this.#made = undefined;
  }

  /** Those that are left, in the order of the documents, and of the text as it is now. */
  get all(): readonly Disagreement[] {
    const study = this.#study?.now();
    if (study === undefined || this.#compared === undefined) return [];
    if (this.#made?.of !== study) this.#made = { of: study, found: this.#find(study, this.#compared) };
    return this.#made.found;
  }

  #find(study: Study, compared: Compared): readonly Disagreement[] {
    try {
      const hasLooked = (path: string, coder: string): boolean => this.#looked.get(path)?.has(coder) === true;
      const comparison =
        this.#versions?.compare(study, this.#settled, hasLooked) ??
        compareCoders(study, { coders: compared.coders, everywhere: false, hasLooked });
      this.#remarks = compared.versions === undefined ? [] : comparison.remarks;
      const { given } = compared;
      const choice = measuring([study], comparison, { units: compared.units, given, codes: [], aggregate: false });
      return comparison.documents.flatMap((document) => this.#inDocument(comparison, document, choice));
    } catch (error) {
      // Nothing is left to compare, or the code of the units is gone.
      if (error instanceof AgreementError || error instanceof QueryError) return [];
      throw error;
    }
  }

  #inDocument({ coders }: Comparison, document: ComparedDocument, choice: CodeChoice): readonly Disagreement[] {
    const { transcript, readings, path } = document;
    const looked = coders.filter((_, i) => readings[i] !== undefined);
    this.#looked.set(path, new Set(looked));
    const key = [this.#decisions, ...looked, choice.units, choice.given ?? '', ...choice.codes.keys()].join('\n');
    const known = this.#known.get(transcript);
    if (known?.key === key) return known.found;
    const found = disagreementsOf({ coders, documents: [document], remarks: [] }, choice);
    this.#known.set(transcript, { key, found });
    return found;
  }

  async #tell(has: boolean): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'emic.hasDisagreements', has);
  }
}

/** Tells disagreements apart, as long as nothing about them is decided. */
export function keyOf({ document, extent, readings }: Disagreement): string {
  const codes = readings.map((reading) => reading?.map(({ code }) => code).join(' ') ?? '?').join('|');
  return [document.path, extent.start, extent.end, codes].join('\n');
}
