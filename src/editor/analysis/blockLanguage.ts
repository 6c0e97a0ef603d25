import * as vscode from 'vscode';
import { blockPlaceAt, type BlockPlace } from '../../core/analysis/documents/typing.js';
import { analysisKinds, findKind, kindOption } from '../../core/analysis/kinds.js';
import type { Option } from '../../core/analysis/options.js';
import { suggestValues } from '../../core/analysis/suggestions.js';
import { completeQuery } from '../../core/queries/language/complete.js';
import { rangeOf } from '../edits.js';
import { placeOf } from '../language/place.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import { isAnalysis } from './refreshing.js';

/** Completion and hover in the blocks of analysis documents. */
export function registerBlockLanguage(services: Services): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: 'markdown', pattern: '**/analysis/**' };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(selector, new BlockCompletion(services), ':', ' ', ',', '>'),
    vscode.languages.registerHoverProvider(selector, new BlockHover(services)),
  );
}

/** What stands at a position, where that is in a block of an analysis document. */
async function blockPlace(
  { studies }: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<BlockPlace | undefined> {
  const open = await studies.findFor(document);
  if (open === undefined || !isAnalysis(open, document)) return undefined;
  return blockPlaceAt(document.getText(), document.offsetAt(position));
}

class BlockCompletion implements vscode.CompletionItemProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    const place = await blockPlace(this.#services, document, position);
    if (place === undefined) return undefined;
    const range = rangeOf(document, place);
    const kind = findKind(place.kind);
    if (place.what === 'option') return optionItems(place, range);
    if (place.option === kindOption) return kindItems(range);
    if (place.option === 'query' && (kind === undefined || kind.options.query !== undefined)) {
      return this.#inQuery(place, document, position);
    }
    const option = kind?.options[place.option];
    const found = option === undefined ? undefined : await placeOf(this.#services, document);
    if (option === undefined || found === undefined) return undefined;
    const study = await found.open.readAll();
    return suggestValues(study, option).map(({ value, name }, order) => {
      const item = new vscode.CompletionItem({ label: value, description: name }, vscode.CompletionItemKind.Value);
      item.range = range;
      item.sortText = String(order).padStart(5, '0');
      item.filterText = `${value} ${name}`;
      item.insertText = needsQuotes(value) ? JSON.stringify(value) : value;
      return item;
    });
  }

  async #inQuery(
    { line }: BlockPlace,
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    const found = await placeOf(this.#services, document);
    if (found === undefined) return undefined;
    const written = document.getText(rangeOf(document, line));
    // YAML has a query with colons in single quotes.
    const quotes = written.startsWith("'") ? 1 : 0;
    const text = quotes === 0 ? written : written.slice(1).replace(/'$/, '');
    const from = line.start + quotes;
    const at = document.offsetAt(position) - from;
    if (at < 0) return undefined;
    const study = await found.open.readAll();
    return completeQuery(study, text, at).map(({ text: insert, start, end, kind, name: id }, order) => {
      const name = kind === 'code' ? (study.codebook.get(id)?.name ?? id) : id;
      const item = new vscode.CompletionItem(
        { label: insert, description: name === insert ? '' : name },
        vscode.CompletionItemKind.Value,
      );
      item.range = rangeOf(document, { start: from + start, end: from + end });
      item.filterText = `${insert} ${name}`;
      item.sortText = String(order).padStart(4, '0');
      return item;
    });
  }
}

/** YAML would read it as something else. */
function needsQuotes(value: string): boolean {
  return /[:#,[\]{}&*!|'"%@`]|^[-?\s]|\s$/.test(value.replace(/^attr:[^\s:]+$/, ''));
}

function optionItems({ kind, others }: BlockPlace, range: vscode.Range): vscode.CompletionItem[] {
  const known = findKind(kind);
  const options: readonly (readonly [string, Option<unknown> | undefined])[] = [
    ...(others.includes(kindOption) ? [] : [[kindOption, undefined] as const]),
    ...Object.entries(known?.options ?? {}).filter(([name]) => !others.includes(name)),
  ];
  return options.map(([name, option], order) => {
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Property);
    item.range = range;
    item.sortText = String(order).padStart(3, '0');
    item.insertText = `${name}: `;
    if (option !== undefined) item.documentation = describe(option);
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  });
}

function kindItems(range: vscode.Range): vscode.CompletionItem[] {
  return analysisKinds.map(({ name, about }, order) => {
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Enum);
    item.range = range;
    item.sortText = String(order).padStart(3, '0');
    item.documentation = speak(about);
    return item;
  });
}

class BlockHover implements vscode.HoverProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const place = await blockPlace(this.#services, document, position);
    if (place === undefined) return undefined;
    const range = rangeOf(document, place);
    if (place.what === 'value' && place.option === kindOption) {
      const kind = findKind(document.getText(range));
      return kind === undefined ? undefined : new vscode.Hover(speak(kind.about), range);
    }
    const option = findKind(place.kind)?.options[place.option];
    return option === undefined || place.what === 'value' ? undefined : new vscode.Hover(describe(option), range);
  }
}

/** Our own words; nothing of a study stands in them. */
function describe({ about, choices, fallback }: Option<unknown>): vscode.MarkdownString {
  const lines = [speak(about)];
  if (choices !== undefined) lines.push(choices.map((choice) => `\`${choice}\``).join(' · '));
  if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean') {
    lines.push(vscode.l10n.t('If it is left out: {0}', String(fallback)));
  }
  return new vscode.MarkdownString(lines.join('\n\n'));
}
