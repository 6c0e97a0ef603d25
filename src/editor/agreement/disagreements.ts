import * as vscode from 'vscode';
import { compareCoders } from '../../core/agreement/coders.js';
import type { CodeChoice } from '../../core/agreement/choice.js';
import { AgreementError, type ComparedDocument, type Comparison } from '../../core/agreement/comparison.js';
import { disagreementsOf, type Disagreement } from '../../core/agreement/disagreements.js';
import type { UnitKind } from '../../core/agreement/units.js';
import { measuring } from '../../core/analysis/agreement/agreementKind.js';
import { QueryError } from '../../core/queries/queryError.js';
import type { Study } from '../../core/study/study.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** What is compared within a study: coders by the names in `by`, and by which units. */
export interface Compared {
  /** In order. */
  readonly coders: readonly string[];
  readonly units: UnitKind;
  readonly given?: string;
}

/** What is kept of it until the next window. */
interface Remembered {
  readonly folder: string;
  readonly compared: Compared;
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

  /** Begins a comparison, which stays until it is ended. */
  async begin(study: OpenStudy, compared: Compared): Promise<void> {
    this.#start(study, compared);
    const remembered: Remembered = { folder: study.folder.toString(), compared };
    await this.#services.context.workspaceState.update(memory, remembered);
    await this.#tell(true);
    this.#changed.fire();
  }

  async end(): Promise<void> {
    this.#study = undefined;
    this.#compared = undefined;
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
    this.#start(study, remembered.compared);
  }

  #start(study: OpenStudy, compared: Compared): void {
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
      const comparison = compareCoders(study, {
        coders: compared.coders,
        everywhere: false,
        hasLooked: (path, coder) => this.#looked.get(path)?.has(coder) === true,
      });
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
    const key = [...looked, choice.units, choice.given ?? '', ...choice.codes.keys()].join('\n');
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
