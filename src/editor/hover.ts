import * as vscode from 'vscode';
import type { Code } from '../core/codebook/types.js';
import { isOwnColor, labelColor } from '../core/colors/codeColors.js';
import { plainHeading } from '../core/markdown/headingText.js';
import type { Extent } from '../core/text/edits.js';
import type { Passage } from '../core/transcript/types.js';
import { themeKind } from './decorations/settings.js';
import type { CodedDocument, CodedDocuments } from './decorations/source.js';

/** More passages than this at one place, and the hover says how many there are besides. */
const most = 4;

/** What a passage is coded with, who says it and when, and its memo, where the mouse rests on it. */
export function registerHover(source: CodedDocuments): vscode.Disposable {
  return vscode.languages.registerHoverProvider({ language: 'markdown' }, new PassageHover(source));
}

export class PassageHover implements vscode.HoverProvider {
  readonly #source: CodedDocuments;

  constructor(source: CodedDocuments) {
    this.#source = source;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const coded = this.#source.get(document);
    if (coded?.version !== document.version) return undefined;
    const passages = passagesAt(coded, document.offsetAt(position));
    if (passages.length === 0) return undefined;
    const shown = passages.slice(0, most);
    const facts = shown.map(factsOf);
    const contents = shown.map((passage, index) =>
      // Nested passages mostly share speaker and time: told once, under the last of them.
      markdown(describe(passage, facts[index] === facts[index + 1] ? '' : (facts[index] ?? ''), coded)),
    );
    if (passages.length > most) {
      const more = passages.length - most;
      contents.push(
        markdown(
          asText(more === 1 ? vscode.l10n.t('and one more passage') : vscode.l10n.t('and {0} more passages', more)),
        ),
      );
    }
    return new vscode.Hover(contents);
  }
}

/** The passages at a place, the shortest first; on a mark or a memo's reference the one that it belongs to. */
export function passagesAt({ transcript }: CodedDocument, offset: number): readonly Passage[] {
  const found: { passage: Passage; length: number }[] = [];
  for (const passage of transcript.passages) {
    const { opening, closing, memoReference, clean } = passage.coded;
    const end = memoReference?.end ?? closing.close.end;
    if (offset < opening.open.start || offset > end) continue;
    const own: Extent[] = [opening.open, opening.close, closing.open, closing.close];
    if (memoReference !== undefined) own.push(memoReference);
    if (own.some((extent) => extent.start <= offset && offset < extent.end)) return [passage];
    if (passage.source.start <= offset && offset <= passage.source.end) {
      found.push({ passage, length: clean.end - clean.start });
    }
  }
  return found.sort((a, b) => a.length - b.length).map(({ passage }) => passage);
}

function describe(passage: Passage, facts: string, coded: CodedDocument): string {
  const paragraphs = passage.codes.map((id) => describeCode(id, coded));
  if (facts !== '') paragraphs.push(facts);
  const memo = passage.memo?.split(/\n{2,}/).map(asText) ?? [];
  paragraphs.push(...memo.map((text, index) => (index === 0 ? `$(note) ${text}` : text)));
  return paragraphs.join('\n\n');
}

/** Who says it, when, and how it is coded, in one line. */
function factsOf({ speakers, time = '', attributes: { by, stance = '' } }: Passage): string {
  const coder = by === undefined ? '' : vscode.l10n.t('coded by {0}', by);
  const facts = [speakers.join(', '), time, stance, coder];
  return facts
    .filter((fact) => fact !== '')
    .map(asText)
    .join(' · ');
}

/** The name in its colour, the themes above it, and the first sentence of its definition. */
function describeCode(id: string, coded: CodedDocument): string {
  const color = coded.color(id);
  const css = isOwnColor(color) ? labelColor(color, themeKind()) : `var(--vscode-emic-${color}Label)`;
  const code = coded.code(id);
  const name = `<span style="color:${css};">■</span> **${asText(code?.name ?? id)}**`;
  if (code === undefined) return `${name} · ${asText(vscode.l10n.t('not in the codebook'))}`;
  const path = themesAbove(code, coded);
  const definition = firstSentence(code.definition);
  return (
    [name, ...path.map((theme) => asText(theme))].join(' · ') + (definition === '' ? '' : `  \n${asText(definition)}`)
  );
}

/** The names of what stands above a code, outermost first in one line, then of the further themes that it supports. */
function themesAbove(code: Code, coded: CodedDocument): string[] {
  const above: string[] = [];
  const seen = new Set([code.id]);
  for (let parent = code.parent; parent !== undefined && !seen.has(parent);) {
    seen.add(parent);
    const found = coded.code(parent);
    above.unshift(found?.name ?? parent);
    parent = found?.parent;
  }
  const further = code.themes.map((theme) => coded.code(theme)?.name ?? theme);
  return [...(above.length > 0 ? [above.join(' › ')] : []), ...further];
}

/** As it reads, without emphasis and links. */
export function firstSentence(definition: string): string {
  const [paragraph = ''] = definition.split(/\r?\n[ \t]*\r?\n/);
  const text = plainHeading(paragraph, paragraph).replace(/\s+/g, ' ').trim();
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text))
    return segment.trim();
  return '';
}

/**
 * Text as Markdown that shows it as it is: every sign that could mean something stands behind a backslash, and so no link,
 * picture, icon or tag can come out of a transcript or a codebook. (`appendText` leaves `<` and `&` as they are, and the
 * names' colours need HTML.)
 */
export function asText(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Only what this file writes itself is HTML or an icon; nothing in it is a command. */
function markdown(text: string): vscode.MarkdownString {
  const contents = new vscode.MarkdownString(text, true);
  contents.supportHtml = true;
  contents.isTrusted = false;
  return contents;
}
