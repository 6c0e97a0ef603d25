import * as vscode from 'vscode';
import { leakProblem, leaksIn, leaksInPath } from '../../core/pseudonyms/leaks.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { disposeAll, type Disposable } from '../disposables.js';
import type { Services } from '../services.js';
import { Slices } from '../slices.js';
import { speak } from '../speak.js';
import type { OpenStudy, StudyChange } from '../studies/openStudy.js';
import { FileLeaks } from './fileLeaks.js';
import { readKeyFile, type KeyFile, type KnownKeys } from './keyFile.js';

/** What a study's texts are looked through for. */
interface Watched {
  readonly key: KeyFile;
  finder: KeyNames;
  language: string | undefined;
  readonly waiting: Slices<string>;
  readonly shown: Set<string>;
}

/** The rule of the problems that this makes. */
export const leakRule = 'real-name';

/**
 * Says in Problems where real names of a study's key stand, while one types. A sentence names the row of the key and never the name.
 * Nothing is looked for in studies without a key.
 */
export class LeakWatch implements Disposable {
  readonly #services: Services;
  readonly #known: KnownKeys;
  /** What is none of a study's texts. */
  readonly files = new FileLeaks();
  readonly #collection = vscode.languages.createDiagnosticCollection('emic-names');
  readonly #watched = new Map<OpenStudy, Watched>();
  /** Studies whose key has been asked for. */
  readonly #asked = new Set<OpenStudy>();
  readonly #disposables: readonly Disposable[];

  constructor(services: Services, known: KnownKeys) {
    this.#services = services;
    this.#known = known;
    const { studies } = services;
    this.#disposables = [
      this.#collection,
      this.files,
      studies.onDidChange((change) => this.#follow(change)),
      studies.onDidChangeList(() => this.#forgetStudies()),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        for (const [study, { key }] of this.#watched)
          if (key.uri.toString() === uri.toString()) void this.read(study, uri);
      }),
    ];
  }

  dispose(): void {
    for (const { waiting } of this.#watched.values()) waiting.dispose();
    disposeAll([...this.#disposables]);
  }

  /** Looks for the names of a key from now on, or of none. */
  watch(study: OpenStudy, key: KeyFile | undefined): void {
    const before = this.#watched.get(study);
    before?.waiting.dispose();
    this.#asked.add(study);
    this.files.watch(study, key, study.latest?.settings.language);
    if (key === undefined) {
      this.#watched.delete(study);
      for (const path of before?.shown ?? []) this.#collection.delete(study.uriOf(path));
      return;
    }
    const language = study.latest?.settings.language;
    const watched: Watched = {
      key,
      language,
      finder: new KeyNames(key.key.entries, language),
      waiting: new Slices((path) => this.#check(study, path)),
      shown: before?.shown ?? new Set(),
    };
    this.#watched.set(study, watched);
    watched.waiting.add([...(study.latest?.files ?? []), ...watched.shown]);
  }

  /** Reads a study's key, again if need be, and looks for its names. */
  async read(study: OpenStudy, uri: vscode.Uri): Promise<void> {
    const read = await readKeyFile(study, uri);
    // Who has moved the key away has done so on purpose; the command tells what is wrong with it.
    this.watch(study, read.kind === 'key' ? read.file : undefined);
  }

  #follow({ study, paths }: StudyChange): void {
    const { latest } = study;
    if (latest === undefined) return;
    const watched = this.#watched.get(study);
    if (watched === undefined) {
      const known = this.#asked.has(study) ? undefined : this.#known.of(study);
      this.#asked.add(study);
      if (known !== undefined) void this.read(study, known);
      return;
    }
    if (latest.settings.language !== watched.language) {
      watched.language = latest.settings.language;
      watched.finder = new KeyNames(watched.key.key.entries, watched.language);
      this.files.watch(study, watched.key, watched.language);
      paths = 'all';
    }
    watched.waiting.add(paths === 'all' ? [...latest.files, ...watched.shown] : paths);
  }

  #check(study: OpenStudy, path: string): void {
    const watched = this.#watched.get(study);
    const { latest } = study;
    if (watched === undefined || latest === undefined) return;
    const document = latest.transcript(path) ?? latest.note(path);
    const text = document?.text ?? latest.textAt(path);
    const { finder, shown } = watched;
    const leaks = text === undefined ? [] : [...leaksInPath(path, finder), ...leaksIn(path, text, finder)];
    if (leaks.length === 0 && !shown.delete(path)) return;
    if (leaks.length > 0) shown.add(path);
    const lines = latest.lines(path);
    this.#collection.set(
      study.uriOf(path),
      leaks.map((leak) => {
        const { message, rule } = leakProblem(leak);
        const [from, to] = [lines.positionAt(leak.start), lines.positionAt(leak.end)];
        const range = new vscode.Range(from.line, from.character, to.line, to.character);
        const made = new vscode.Diagnostic(range, speak(message), vscode.DiagnosticSeverity.Warning);
        made.source = 'Emic';
        made.code = rule;
        return made;
      }),
    );
  }

  #forgetStudies(): void {
    const { all } = this.#services.studies;
    for (const study of this.#watched.keys()) if (!all.includes(study)) this.watch(study, undefined);
  }
}
