import * as vscode from 'vscode';
import type { Severity } from '../core/study/problem.js';
import { Study } from '../core/study/study.js';
import { disposeAll, type Disposable } from './disposables.js';
import { Pause } from './pause.js';
import type { Services } from './services.js';
import { Slices } from './slices.js';
import { speak } from './speak.js';
import type { OpenStudy, StudyChange } from './studies/openStudy.js';

/** What is wrong with one file, as far as Emic can tell, with places in the file's text. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly sentence: string;
}

/** So long typing pauses before problems are looked for again, in milliseconds. */
const typingPause = 300;

/** More files than this are checked a little at a time. */
const atOnce = 30;

/** Shows what is wrong with studies, and with single documents that have marks, in the Problems panel. */
export function registerDiagnostics(services: Services): Disposable {
  return new Diagnostics(services);
}

class Diagnostics implements Disposable {
  readonly #services: Services;
  readonly #collection = vscode.languages.createDiagnosticCollection('emic');
  readonly #disposables: readonly Disposable[];
  /** Files with problems, by study. */
  readonly #shown = new Map<OpenStudy, Map<string, string>>();
  /** Files that wait to be checked, by study. */
  readonly #waiting = new Map<OpenStudy, Slices<string>>();
  /** The files of the snapshot that was checked last. */
  #files: { readonly of: Study | undefined; readonly paths: ReadonlySet<string> } = { of: undefined, paths: new Set() };
  /** Documents outside of studies that have changed. */
  readonly #changed = new Set<vscode.TextDocument>();
  readonly #pause = new Pause(typingPause, () => this.#checkChanged());

  constructor(services: Services) {
    this.#services = services;
    const { documents, studies } = services;
    const note = (document: vscode.TextDocument): void => {
      if (document.languageId !== 'markdown') return;
      this.#changed.add(document);
      this.#pause.restart();
    };
    this.#disposables = [
      this.#collection,
      this.#pause,
      documents.onDidChange(note),
      vscode.workspace.onDidOpenTextDocument(note),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#changed.delete(document);
        if (studies.studyOf(document.uri) === undefined) this.#collection.delete(document.uri);
      }),
      studies.onDidChange((change) => this.#checkStudy(change)),
      studies.onDidChangeList(() => this.#forgetStudies()),
    ];
    for (const document of vscode.workspace.textDocuments) note(document);
  }

  dispose(): void {
    disposeAll([...this.#waiting.values(), ...this.#disposables]);
  }

  #checkStudy({ study, paths }: StudyChange): void {
    const { latest } = study;
    if (latest === undefined) return;
    const shown = this.#shown.get(study) ?? new Map<string, string>();
    this.#shown.set(study, shown);
    const files = this.#filesOf(latest);
    // A change of the codebook or of the participants concerns them all; what has not changed is known already.
    const all = paths === 'all' || [...paths].some((path) => !isDocument(path, latest));
    const toCheck = all
      ? new Set([...files, ...shown.keys()])
      : new Set([
          // A change concerns those, too, that link to what has changed.
          ...latest.documentsLinkingTo(paths),
          ...[...paths].filter((path) => files.has(path) || shown.has(path)),
        ]);
    if (toCheck.size > atOnce) this.#waitingOf(study).add(toCheck);
    else for (const path of toCheck) this.#checkFile(study, shown, path);
  }

  #waitingOf(study: OpenStudy): Slices<string> {
    let waiting = this.#waiting.get(study);
    if (waiting === undefined) {
      waiting = new Slices((path) => {
        const shown = this.#shown.get(study);
        if (shown !== undefined) this.#checkFile(study, shown, path);
      });
      this.#waiting.set(study, waiting);
    }
    return waiting;
  }

  #filesOf(study: Study): ReadonlySet<string> {
    if (this.#files.of !== study) this.#files = { of: study, paths: new Set(study.files) };
    return this.#files.paths;
  }

  /** @param shown files with problems that are shown, to be kept up to date. */
  #checkFile(study: OpenStudy, shown: Map<string, string>, path: string): void {
    const { latest } = study;
    if (latest === undefined) return;
    const isFile = this.#filesOf(latest).has(path);
    const problems = isFile ? latest.problems(path).filter(({ rule }) => isCertain(rule, study)) : [];
    const found = problems.map(({ start, end, severity, rule, message }) => ({
      start,
      end,
      severity,
      rule,
      sentence: speak(message),
    }));
    const lines = latest.lines(path);
    const key = JSON.stringify(
      found.map((one) => [one.rule, one.sentence, lines.positionAt(one.start), lines.positionAt(one.end)]),
    );
    if ((shown.get(path) ?? '[]') === key) return;
    if (found.length > 0) shown.set(path, key);
    else shown.delete(path);
    this.#collection.set(
      study.uriOf(path),
      found.map((one) =>
        diagnostic(one, toPosition(lines.positionAt(one.start)), toPosition(lines.positionAt(one.end))),
      ),
    );
  }

  #forgetStudies(): void {
    const { all } = this.#services.studies;
    for (const [study, shown] of this.#shown) {
      if (all.includes(study)) continue;
      for (const path of shown.keys()) this.#collection.delete(study.uriOf(path));
      this.#shown.delete(study);
      this.#waiting.get(study)?.dispose();
      this.#waiting.delete(study);
    }
  }

  /** Documents that belong to no study are checked for their marks alone, and only if they have some. */
  #checkChanged(): void {
    const { documents, studies } = this.#services;
    for (const document of this.#changed) {
      if (document.isClosed || studies.studyOf(document.uri) !== undefined || !isOwn(document)) continue;
      const text = documents.read(document);
      const study =
        text.passages.length === 0
          ? undefined
          : Study.create({ codebook: undefined, participants: undefined, documents: [['document.md', text]] });
      const problems = (study?.problems('document.md') ?? []).filter(({ rule }) => rulesOfMarks.has(rule));
      this.#collection.set(
        document.uri,
        problems.map(({ start, end, severity, rule, message }) =>
          diagnostic(
            { start, end, severity, rule, sentence: speak(message) },
            document.positionAt(start),
            document.positionAt(end),
          ),
        ),
      );
    }
    this.#changed.clear();
  }
}

function isDocument(path: string, study: Study): boolean {
  return study.transcript(path) !== undefined || study.note(path) !== undefined;
}

/** What is not there can be told only when it has been looked for. */
function isCertain(rule: string, { reading }: OpenStudy): boolean {
  return reading.state === 'read' || !ofWhatIsMissing.has(rule);
}

const ofWhatIsMissing: ReadonlySet<string> = new Set([
  'no-transcripts',
  'link-to-unknown-document',
  'link-to-unknown-passage',
]);

/** Rules that speak of marks alone, and hold without a study. */
export const rulesOfMarks: ReadonlySet<string> = new Set([
  ...[
    'unclosed-range',
    'orphan-end',
    'orphan-close',
    'range-without-id',
    'empty-passage',
    'duplicate-id',
    'codes-on-end',
  ],
  ...[
    'broken-block',
    'dead-mark',
    'memo-without-definition',
    'memo-without-reference',
    'second-memo',
    'memo-misplaced',
  ],
]);

/** Whether a document is a text of its own, not a view of another one, such as the older side of a diff. */
function isOwn({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

function diagnostic(
  { severity, rule, sentence }: Found,
  start: vscode.Position,
  end: vscode.Position,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(new vscode.Range(start, end), sentence, severities[severity]);
  made.source = 'Emic';
  made.code = rule;
  return made;
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function toPosition({ line, character }: { readonly line: number; readonly character: number }): vscode.Position {
  return new vscode.Position(line, character);
}
