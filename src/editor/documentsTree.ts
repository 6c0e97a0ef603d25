import * as vscode from 'vscode';
import type { Transcript } from '../core/transcript/transcript.js';
import { countAnswers, uncodedTurns } from '../core/transcript/uncoded.js';
import { asText } from './hover.js';
import { LiveTree } from './liveTree.js';
import { passagesInWords } from './placeRows.js';
import type { Services } from './services.js';
import type { OpenStudy } from './studies/openStudy.js';

export interface DocumentNode {
  readonly study: OpenStudy;
  readonly path: string;
}

/** How much of a transcript's words are coded, from 0 to 1; no words are not coded. */
export function codedShare(transcript: Transcript): number {
  const { words } = transcript;
  return words === 0 ? 0 : transcript.wordsIn(transcript.passages.map(({ clean }) => clean)) / words;
}

/** A share in the window's language: `34 %`. Only all is 100, and only nothing is 0. */
export function percent(share: number): string {
  const rounded = share === 0 || share === 1 ? share : Math.min(0.99, Math.max(0.01, share));
  return new Intl.NumberFormat(vscode.env.language, { style: 'percent', maximumFractionDigits: 0 }).format(rounded);
}

interface Facts {
  /** Of the words, from 0 to 1. */
  readonly share: number;
  readonly passages: number;
  readonly people: readonly string[];
  /** The turns of those who answer, and those of them in which nothing is coded. */
  readonly answers: number;
  readonly uncoded: number;
}

/** The view *Documents*: the transcripts, with how much of them is coded, their passages and participants. */
export class DocumentsTree extends LiveTree<DocumentNode> {
  readonly #facts = new WeakMap<Transcript, Facts>();

  constructor(services: Services, dropping: vscode.TreeDragAndDropController<DocumentNode>) {
    super('emic.documents', services, { dragAndDropController: dropping });
  }

  protected override signature(study: OpenStudy): unknown {
    const transcripts = study.latest?.transcripts ?? [];
    const fresh = transcripts.filter((transcript) => !this.#facts.has(transcript));
    // More than people change at once: these are worked out when the rows are asked for.
    if (fresh.length > 8) return fresh;
    return transcripts.map((transcript) => {
      const { share, passages, people, uncoded } = this.#factsOf(transcript);
      return [transcript.path, transcript.title, percent(share), passages, people.join(', '), uncoded].join('\n');
    });
  }

  /** Counts the words of all transcripts, with pauses for what else there is to do. */
  protected override async prepare(study: OpenStudy): Promise<void> {
    let paused = performance.now();
    for (const transcript of study.latest?.transcripts ?? []) {
      this.#factsOf(transcript);
      if (performance.now() - paused < 20) continue;
      await new Promise<void>((resolve) => void setTimeout(resolve, 0));
      paused = performance.now();
    }
  }

  /** How many answers are left, once all of them are known. */
  protected override describe({ latest, reading }: OpenStudy): { readonly message?: string } {
    if (!this.view.visible || latest === undefined || reading.state !== 'read') return {};
    const fresh = latest.transcripts.filter((transcript) => !this.#facts.has(transcript));
    if (fresh.length > 8) return { message: this.view.message ?? '' };
    let answers = 0;
    let uncoded = 0;
    for (const transcript of latest.transcripts) {
      const facts = this.#factsOf(transcript);
      answers += facts.answers;
      uncoded += facts.uncoded;
    }
    if (answers === 0) return {};
    const message =
      uncoded === 0
        ? vscode.l10n.t('Something is coded in each answer of the study.')
        : vscode.l10n.t('Nothing is coded yet in {0} of {1} answers.', uncoded, answers);
    return { message };
  }

  protected override roots(study: OpenStudy): readonly DocumentNode[] {
    return study.latest?.transcripts.map(({ path }) => ({ study, path })) ?? [];
  }

  protected override children(): readonly DocumentNode[] {
    return [];
  }

  override getParent(): undefined {
    return undefined;
  }

  override getTreeItem({ study, path }: DocumentNode): vscode.TreeItem {
    const transcript = study.latest?.transcript(path);
    const uri = study.uriOf(path);
    const item = new vscode.TreeItem(transcript?.title ?? path, vscode.TreeItemCollapsibleState.None);
    item.id = uri.toString();
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.contextValue = 'document';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
    if (transcript === undefined) return item;
    const facts = this.#factsOf(transcript);
    const { share, passages, people } = facts;
    item.description = [passages > 0 ? String(passages) : '', percent(share), people.join(', ')]
      .filter(Boolean)
      .join(' · ');
    const coded = vscode.l10n.t('{0} coded', percent(share));
    const told = [transcript.title, coded, passagesInWords(passages), people.join(', '), leftIn(facts)];
    item.accessibilityInformation = { label: told.filter((one) => one !== '').join(', ') };
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, { study, path }: DocumentNode): vscode.TreeItem {
    const transcript = study.latest?.transcript(path);
    if (transcript === undefined) return item;
    const known = this.#factsOf(transcript);
    const { share, passages, people } = known;
    const markdown = new vscode.MarkdownString(`**${asText(transcript.title)}**\n\n`);
    const facts = [
      path,
      vscode.l10n.t('Words: {0}, {1} of them coded', transcript.words, percent(share)),
      passagesInWords(passages),
      vscode.l10n.t('Participants: {0}', people.length > 0 ? people.join(', ') : '–'),
    ];
    if (known.answers > 0) facts.push(leftIn(known));
    markdown.appendMarkdown(facts.map(asText).join('  \n'));
    item.tooltip = markdown;
    return item;
  }

  #factsOf(transcript: Transcript): Facts {
    let facts = this.#facts.get(transcript);
    if (facts === undefined) {
      facts = {
        share: codedShare(transcript),
        passages: transcript.passages.length,
        people: transcript.participants,
        answers: countAnswers(transcript),
        uncoded: uncodedTurns(transcript).length,
      };
      this.#facts.set(transcript, facts);
    }
    return facts;
  }
}

/** How many answers of a document are left; empty where nobody answers in it. */
function leftIn({ answers, uncoded }: Facts): string {
  return answers === 0 ? '' : vscode.l10n.t('nothing coded in {0} of {1} answers', uncoded, answers);
}
