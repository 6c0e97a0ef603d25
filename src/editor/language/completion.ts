import * as vscode from 'vscode';
import { lineColor } from '../../core/colors/codeColors.js';
import { palette, paletteOrder } from '../../core/colors/palette.js';
import { linkTypingAt, typingAt, type Typing } from '../../core/references/typing.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { pathOfCode } from '../codePicker.js';
import { themeKind } from '../decorations/settings.js';
import { rangeOf } from '../edits.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { describeCode } from './codeText.js';
import { codedText, placeOf, type Place } from './place.js';

/** Offers codes, coders and stances where a mark's block is typed, and what a heading of the codebook can say. */
export function registerCompletion(services: Services): vscode.Disposable {
  const provider = new CodeCompletion(services);
  return vscode.languages.registerCompletionItemProvider(codedText, provider, '.', '=', '"', '[', '{', ' ');
}

class CodeCompletion implements vscode.CompletionItemProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    // Most of what is typed is speech: no block can be open where no brace is near, and no link without two brackets.
    const line = document.lineAt(position).text;
    const link = line.includes('[[') ? linkTypingAt(line, position.character) : undefined;
    if (link === undefined && !mayBeInBlock(document, position)) return undefined;
    const found = await placeOf(this.#services, document);
    if (found === undefined) return undefined;
    const place = { ...found, study: await readSoon(found.open) };
    const offset = document.offsetAt(position);
    const text = this.#services.documents.read(document);
    if (link !== undefined) {
      const isProse = !place.open.isTranscript(place.path) || text.blocks[text.blockAt(offset)]?.kind === 'memo';
      if (!isProse) return undefined;
      const start = new vscode.Position(position.line, link.start);
      const range = new vscode.Range(start, start.translate(0, link.end - link.start + link.closing));
      return codeItems(place, range, []).map((item) => {
        item.insertText = `${item.insertText as string}]]`;
        return item;
      });
    }
    const typing = typingAt(text, offset);
    if (typing === undefined) return undefined;
    if ((typing.where === 'heading') !== (place.path === codebookPath)) return undefined;
    const range = rangeOf(document, typing);
    return typing.where === 'mark'
      ? this.#inMark(place, typing, range, document)
      : inHeading(place, typing, range, idAt(place.study, offset));
  }

  #inMark(
    place: Place,
    typing: Typing,
    range: vscode.Range,
    document: vscode.TextDocument,
  ): vscode.CompletionItem[] | undefined {
    if (typing.what === 'class') return codeItems(place, range, typing.others);
    if (typing.what === 'key' && typing.others.length > 0) {
      return ['by', 'stance'].map((key) => keyItem(key, range, keyHelp(key)));
    }
    if (typing.what !== 'value' || typing.key === 'end') return undefined;
    const used = valuesOf(place.study, typing.key);
    const coder = vscode.workspace.getConfiguration('emic', document).get('coder', '').trim();
    const first = typing.key === 'by' && coder !== '' ? [coder] : [];
    return valueItems([...new Set([...first, ...used])], typing, range);
  }
}

/** So long a list waits for transcripts that are not read yet, in milliseconds. */
const readingPause = 400;

/** The study with all its transcripts, or with those that are read by then. */
async function readSoon(open: OpenStudy): Promise<Study> {
  if (open.reading.state === 'unread' || open.reading.state === 'reading') {
    await Promise.race([open.readAll(), new Promise((resolve) => setTimeout(resolve, readingPause))]);
  }
  return open.open();
}

/** Whether a `{` stands before a place, near enough for a block to be open there. */
function mayBeInBlock(document: vscode.TextDocument, { line, character }: vscode.Position): boolean {
  for (let at = line; at >= 0 && at > line - 4; at--) {
    const text = document.lineAt(at).text;
    const before = at === line ? text.slice(0, character) : text;
    if (before.includes('{')) return true;
    if (before.trim() === '' && at !== line) return false;
  }
  return false;
}

/** All codes but those that the block has already, in the order of the codebook, then those that it lacks. */
function codeItems({ open, study }: Place, range: vscode.Range, others: readonly string[]): vscode.CompletionItem[] {
  const ids = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
  return ids
    .filter((id) => !others.includes(id))
    .map((id, order) => {
      const code = study.codebook.get(id);
      const path = code === undefined ? vscode.l10n.t('Not in the codebook') : pathOfCode(study, code);
      const name = code?.name ?? id;
      const { passages } = study.count(id, { aggregate: true });
      const description = [path, passages > 0 ? String(passages) : ''].filter((text) => text !== '').join(' · ');
      const label = { label: id, description, ...(name === id ? {} : { detail: `  ${name}` }) };
      const color = open.colors.get(id);
      const item = new vscode.CompletionItem(
        label,
        color === undefined ? vscode.CompletionItemKind.Constant : vscode.CompletionItemKind.Color,
      );
      const documentation = describeCode(study, id);
      // VS Code paints the icon with a colour that ends the text; as a link's definition it is not shown.
      if (color !== undefined) documentation.appendMarkdown(`\n\n[c]: ${lineColor(color, themeKind())}`);
      item.documentation = documentation;
      item.filterText = `${id} ${name}`;
      item.insertText = id;
      item.sortText = String(order).padStart(5, '0');
      item.range = range;
      return item;
    });
}

function valueItems(values: readonly string[], { isQuoted }: Typing, range: vscode.Range): vscode.CompletionItem[] {
  return values.map((value, order) => {
    const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.Value);
    const needsQuotes = !isQuoted && !/^[^\s"'}\\]+$/.test(value);
    const escaped = isQuoted || needsQuotes ? value.replace(/["\\]/g, '\\$&') : value;
    item.insertText = needsQuotes ? `"${escaped}"` : escaped;
    item.sortText = String(order).padStart(5, '0');
    item.range = range;
    return item;
  });
}

const valuesByStudy = new WeakMap<Study, Map<string, readonly string[]>>();

/** The values that marks of the study give a key, the commonest first. */
function valuesOf(study: Study, key: string): readonly string[] {
  const known = valuesByStudy.get(study) ?? new Map<string, readonly string[]>();
  valuesByStudy.set(study, known);
  let values = known.get(key);
  if (values === undefined) {
    const counts = new Map<string, number>();
    for (const { attributes } of study.passages) {
      const value = attributes[key];
      if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    values = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
    known.set(key, values);
  }
  return values;
}

const headingKeys = ['key', 'color', 'parent', 'themes'];

/** What the block of a heading in the codebook can say. */
function inHeading(
  place: Place,
  typing: Typing,
  range: vscode.Range,
  own: string | undefined,
): vscode.CompletionItem[] | undefined {
  const others = own === undefined ? [] : [own];
  if (typing.what === 'class') return kindItems(range, '');
  if (typing.what === 'key') {
    return [...kindItems(range, '.'), ...headingKeys.map((key) => keyItem(key, range, keyHelp(key)))];
  }
  if (typing.what !== 'value') return undefined;
  switch (typing.key) {
    case 'parent':
      return codeItems(place, range, others).filter(({ label }) => place.study.codebook.has(textOf(label)));
    case 'themes':
      return themeItems(place, range, [...others, ...typing.others]);
    case 'key':
      return valueItems(freeKeys(place.study, own), typing, range);
    case 'color':
      return colorItems(typing, range);
    default:
      return undefined;
  }
}

function textOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

function kindItems(range: vscode.Range, sign: string): vscode.CompletionItem[] {
  const kinds = [
    ['theme', vscode.l10n.t('Makes a theme of this heading')],
    ['category', vscode.l10n.t('Makes a category of this heading')],
  ] as const;
  return kinds.map(([kind, help]) => {
    const item = new vscode.CompletionItem(`${sign}${kind}`, vscode.CompletionItemKind.Keyword);
    item.detail = help;
    item.range = range;
    return item;
  });
}

/** Codes of the codebook, themes first. */
function themeItems(place: Place, range: vscode.Range, others: readonly string[]): vscode.CompletionItem[] {
  const { codebook } = place.study;
  return codeItems(place, range, others).flatMap((item) => {
    const code = codebook.get(textOf(item.label));
    if (code === undefined) return [];
    item.sortText = `${code.kind === 'theme' ? '0' : '1'}${item.sortText ?? ''}`;
    return [item];
  });
}

/** Letters and digits that apply no code yet. */
function freeKeys(study: Study, own: string | undefined): readonly string[] {
  const taken = new Set(study.codebook.codes.filter(({ id }) => id !== own).map(({ key }) => key));
  const name = own === undefined ? '' : (study.codebook.get(own)?.name ?? own);
  const signs = `${name.toLowerCase()}abcdefghijklmnopqrstuvwxyz0123456789`.match(/[\p{L}\p{N}]/gu) ?? [];
  return [...new Set(signs)].filter((letter) => !taken.has(letter));
}

function colorItems({ isQuoted }: Typing, range: vscode.Range): vscode.CompletionItem[] {
  return paletteOrder.map((name, order) => {
    const hex = palette[name].light.line;
    const item = new vscode.CompletionItem({ label: name, description: hex }, vscode.CompletionItemKind.Color);
    item.documentation = hex;
    item.insertText = isQuoted ? hex : `"${hex}"`;
    item.filterText = `${name} ${hex} "${hex}`;
    item.sortText = String(order).padStart(5, '0');
    item.range = range;
    return item;
  });
}

function keyItem(key: string, range: vscode.Range, help: string): vscode.CompletionItem {
  const item = new vscode.CompletionItem(`${key}=`, vscode.CompletionItemKind.Property);
  item.detail = help;
  item.range = range;
  item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function keyHelp(key: string): string {
  switch (key) {
    case 'by':
      return vscode.l10n.t('Who has coded this');
    case 'stance':
      return vscode.l10n.t('How it stands to the code, such as contra');
    case 'key':
      return vscode.l10n.t('The key that applies the code');
    case 'color':
      return vscode.l10n.t('The colour, for all that stands below it too');
    case 'parent':
      return vscode.l10n.t('The code above it, where that is not the heading above');
    default:
      return vscode.l10n.t('Further themes that it supports');
  }
}

/** The code of the heading in which an offset of the codebook stands. */
function idAt(study: Study, offset: number): string | undefined {
  return study.codebook.headings.find(({ heading }) => heading.start <= offset && offset <= heading.end)?.id;
}
