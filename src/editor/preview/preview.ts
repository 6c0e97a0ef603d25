import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { colorsInOrder } from '../../core/colors/codeColors.js';
import { CodedText } from '../../core/markdown/codedText.js';
import { Transcript } from '../../core/transcript/transcript.js';
import type { CodedDocuments } from '../decorations/source.js';
import type { Disposable } from '../disposables.js';
import { Pause } from '../pause.js';
import { BlockCharts } from './blockCharts.js';
import { extendBlocks } from './blocks.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { extendStoryCharts } from './storyCharts.js';
import { hideHeadingAttributes } from './headings.js';
import { extend, type Previewed } from './markdownIt.js';
import { leadToPlaces } from './places.js';
import { RenderingAgain } from './renderingAgain.js';

/** What the extension gives to VS Code's Markdown preview. */
export interface MarkdownPlugin extends Disposable {
  extendMarkdownIt(md: MarkdownIt): MarkdownIt;
}

/** Shows coded passages in VS Code's own Markdown preview. */
export function createPreview(services: Services, documents: CodedDocuments): MarkdownPlugin {
  return new Preview(services, documents);
}

class Preview implements MarkdownPlugin {
  readonly #services: Services;
  readonly #documents: CodedDocuments;
  readonly #listener: vscode.Disposable;
  readonly #pause = new Pause(500, () => this.#refresh());
  readonly #again = new RenderingAgain();
  readonly #charts: BlockCharts;
  /** The studies that are read, or about to be. */
  readonly #awaited = new WeakSet<OpenStudy>();
  /** The documents that were rendered last, with the look of their codes. */
  readonly #shown = new Map<string, { readonly document: vscode.TextDocument; readonly look: string }>();

  /** Documents of which it has been asked once whether they are in a study. */
  readonly #asked = new Set<string>();

  constructor(services: Services, documents: CodedDocuments) {
    this.#services = services;
    this.#documents = documents;
    this.#charts = new BlockCharts(services, () => this.#again.ask());
    this.#listener = documents.onDidChange((uri) => {
      if (uri === undefined && this.#shown.size > 0) this.#pause.restart();
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#charts.dispose();
    this.#pause.dispose();
    this.#again.dispose();
  }

  extendMarkdownIt(md: MarkdownIt): MarkdownIt {
    hideHeadingAttributes(md, (address) => this.#isInStudy(address));
    leadToPlaces(md);
    const withPassages = extend(md, (source, address) => this.#lookUp(source, address));
    return extendBlocks(
      extendStoryCharts(withPassages, () => this.#again.ask()),
      (question, line, address) => {
        const document = documentAt(address);
        // A preview may be opened before anything else has asked for the study.
        if (document !== undefined) void this.#services.studies.findFor(document).then((study) => this.#await(study));
        return this.#charts.show(question, line, document);
      },
    );
  }

  #lookUp(source: string, address: unknown): Previewed | undefined {
    this.#again.note();
    const document = documentAt(address);
    if (document === undefined) return mayHoldMarks(source) ? alone(source) : undefined;
    const found = this.#documents.get(document);
    if (found === undefined) return mayHoldMarks(source) ? alone(source) : undefined;
    this.#note(document, found.transcript, found);
    if (!this.#isTranscript(document) && !holdsMarks(found.transcript)) return undefined;
    return {
      transcript: found.transcript,
      color: (code) => found.color(code),
      name: (code) => found.code(code)?.name ?? code,
    };
  }

  #isInStudy(address: unknown): boolean {
    if (!(address instanceof vscode.Uri)) return false;
    if (this.#services.studies.studyOf(address) !== undefined) return true;
    const document = documentAt(address);
    if (document !== undefined && !this.#asked.has(address.toString())) {
      this.#asked.add(address.toString());
      void this.#services.studies.findFor(document).then((study) => {
        if (study !== undefined) this.#again.ask();
      });
    }
    return false;
  }

  #isTranscript({ uri }: vscode.TextDocument): boolean {
    const study = this.#services.studies.studyOf(uri);
    const path = study?.pathOf(uri);
    return path !== undefined && study?.isTranscript(path) === true;
  }

  #note(document: vscode.TextDocument, transcript: Transcript, found: Look): void {
    const key = document.uri.toString();
    const isNew = !this.#shown.has(key);
    this.#shown.delete(key);
    this.#shown.set(key, { document, look: lookOf(transcript, found) });
    for (const oldest of this.#shown.keys()) if (this.#shown.size > mostShown) this.#shown.delete(oldest);
    if (!isNew) return;
    // A preview may be opened before anything else has asked for the study.
    void this.#services.studies.findFor(document).then(async (study) => {
      await study?.open();
      this.#pause.restart();
    });
  }

  /** VS Code renders again when the text changes; names and colours, which the codebook changes, it does not know of. */
  #refresh(): void {
    let isStale = false;
    for (const [key, { document, look }] of this.#shown) {
      if (document.isClosed) {
        this.#shown.delete(key);
        continue;
      }
      const found = this.#documents.get(document);
      if (found !== undefined && lookOf(found.transcript, found) !== look) isStale = true;
    }
    if (isStale) this.#again.ask();
  }

  async #await(study: OpenStudy | undefined): Promise<void> {
    if (study === undefined || this.#awaited.has(study)) return;
    this.#awaited.add(study);
    if (study.latest !== undefined) return;
    await study.open();
    this.#again.ask();
  }
}

const mostShown = 8;

interface Look {
  color(code: string): string;
  code(id: string): { readonly name: string } | undefined;
}

/** All that a rendering shows of the codebook. */
function lookOf(transcript: Transcript, look: Look): string {
  const codes = new Set(transcript.shown.flatMap((passage) => passage.codes));
  return JSON.stringify([...codes].map((id) => [id, look.color(id), look.code(id)?.name]));
}

function documentAt(address: unknown): vscode.TextDocument | undefined {
  if (!(address instanceof vscode.Uri)) return undefined;
  const key = address.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** A text that is in no document. */
function alone(source: string): Previewed | undefined {
  const transcript = new Transcript('', CodedText.parse(source));
  if (!holdsMarks(transcript)) return undefined;
  const colors = colorsInOrder(transcript.shown.flatMap((passage) => passage.codes));
  return {
    transcript,
    color: (code) => colors.get(code) ?? 'grey',
    name: (code) => code,
  };
}

function mayHoldMarks(source: string): boolean {
  return source.includes(']{') || source.includes('[^memo-');
}

function holdsMarks({ text }: Transcript): boolean {
  return text.blocks.some(({ marks, memos }) => marks.length > 0 || memos.length > 0);
}
