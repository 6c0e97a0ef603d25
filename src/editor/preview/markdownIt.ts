import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import type { CodeColor } from '../../core/colors/codeColors.js';
import { colored, lineImage, stretchStyle, type ColoredPassage } from '../../core/reading/style.js';
import { readingCopy, type ReadingCopy } from '../../core/reading/readingCopy.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { ownColors, variable } from './colors.js';
import { tokensOf } from './tokens.js';

/** What the preview of a document needs to know. */
export interface Previewed {
  readonly transcript: Transcript;
  color(code: string): CodeColor;
  /** What people call a code. */
  name(code: string): string;
}

/**
 * Finds out what is previewed. Undefined for what is no coded text: that is left to the preview as it is.
 * @param source the document's text with LF line ends. @param address where it is; undefined for text without a document.
 */
export type LookUp = (source: string, address: unknown) => Previewed | undefined;

/** What a rendering of ours hands from the engine to markdown-it's rules. */
interface Coded {
  readonly tokens: readonly Token[];
  readonly passages: readonly ColoredPassage[];
  readonly copy: ReadingCopy;
  readonly previewed: Previewed;
}

const coded = Symbol('emic');

type Environment = Record<PropertyKey, unknown> & { [coded]?: Coded };

/**
 * Makes a markdown-it show coded passages. Emic's own parser reads the text, as nothing else decides what a mark is; markdown-it and
 * its other plugins render what was read. Nothing is done when a text is parsed, which happens at each pause in typing, but only
 * when it is rendered.
 */
export function extend(md: MarkdownIt, lookUp: LookUp): MarkdownIt {
  const sources = new WeakMap<Token[], string>();
  md.core.ruler.push('emic_source', (state) => {
    if (codedIn(state.env) === undefined) sources.set(state.tokens, state.src);
  });
  md.core.ruler.after('block', 'emic_tokens', (state) => {
    state.tokens.push(...(codedIn(state.env)?.tokens ?? []));
  });
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, env: Environment | undefined) => {
    const source = sources.get(tokens);
    const previewed = source === undefined ? undefined : lookUp(source, env?.currentDocument);
    if (previewed === undefined) return render(tokens, options, env);
    const copy = readingCopy(previewed.transcript);
    const passages = colored(copy.passages, (code) => previewed.color(code));
    const environment: Environment = {
      ...env,
      [coded]: { tokens: tokensOf(copy, md), copy, passages, previewed },
    };
    const frontMatter = previewed.transcript.text.frontMatter?.source ?? '';
    return (
      render(md.parse(frontMatter, environment), options, environment) +
      ownColors(passages.flatMap(({ colors }) => colors))
    );
  };
  addRules(md);
  return md;
}

/** Not everyone gives an environment. */
function codedIn(env: unknown): Coded | undefined {
  return (env as Environment | undefined)?.[coded];
}

function addRules(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const { escapeHtml } = md.utils;
  const passageOf = (token: Token | undefined, env: Environment): ColoredPassage | undefined =>
    env[coded]?.passages[(token?.meta as { passage?: number } | undefined)?.passage ?? -1];
  const names = ({ passage }: ColoredPassage, env: Environment): string =>
    passage.codes
      .map((code) => {
        const color = env[coded]?.previewed.color(code) ?? 'grey';
        const name = env[coded]?.previewed.name(code) ?? code;
        return `<span class="emic-name" style="color: ${variable(color, 'label')}">${escapeHtml(name)}</span>`;
      })
      .join('<span class="emic-fact"> · </span>');

  rules.emic_stretch_open = (tokens, index, _options, env: Environment) => {
    const numbers = (tokens[index]?.meta as { passages?: readonly number[] } | undefined)?.passages ?? [];
    const passages = numbers.flatMap((number) => env[coded]?.passages[number] ?? []);
    return `<span class="emic-coded" style="${stretchStyle(passages, variable)}">`;
  };
  rules.emic_stretch_close = () => '</span>';
  rules.emic_head_open = () => '<span class="emic-head">';
  rules.emic_head_close = () => '</span>';
  rules.emic_start = (tokens, index, _options, env: Environment) => {
    const found = passageOf(tokens[index], env);
    if (found?.isLong !== true) return '';
    return `<span class="emic-long" style="color: ${variable(found.colors[0] ?? 'grey', 'label')}">‹</span>`;
  };
  rules.emic_end = (tokens, index, _options, env: Environment) => {
    const found = passageOf(tokens[index], env);
    if (found === undefined) return '';
    const { stance } = found.passage.attributes;
    const bracket = found.isLong
      ? `<span class="emic-long" style="color: ${variable(found.colors[0] ?? 'grey', 'label')}">›</span>`
      : '';
    const side = stance === undefined ? '' : ` <span class="emic-fact">${escapeHtml(stance)}</span>`;
    return `${bracket}<span class="emic-names"> ${names(found, env)}${side}</span>`;
  };
  rules.emic_memo = (tokens, index, _options, env: Environment) => {
    const found = passageOf(tokens[index], env);
    if (found === undefined) return '';
    const style = `border-color: ${variable(found.colors[0] ?? 'grey', 'line')}`;
    const memo = escapeHtml(found.passage.memo ?? '');
    return `<div class="emic-memo" role="note" style="${style}">${names(found, env)} ${memo}</div>\n`;
  };
  rules.emic_loose_memo = (tokens, index) =>
    `<div class="emic-memo" role="note">${escapeHtml(tokens[index]?.content ?? '')}</div>\n`;

  // Long passages are stripes beside the blocks that they cover.
  for (const type of ['paragraph_open', 'heading_open', 'th_open', 'td_open'] as const) {
    const own = rules[type];
    rules[type] = (tokens, index, options, env: Environment, self) => {
      const token = tokens[index];
      const long = (token?.meta as { long?: readonly number[] } | null | undefined)?.long;
      if (token !== undefined && long !== undefined && env[coded] !== undefined) {
        token.attrJoin('class', 'emic-beside');
        token.attrJoin('style', stripes(long.flatMap((number) => env[coded]?.passages[number] ?? [])));
      }
      return own?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    };
  }
}

function stripes(passages: readonly ColoredPassage[]): string {
  const images = passages.map(({ colors }) => lineImage(colors, variable, 'to bottom'));
  const places = passages.map((_, index) => `${String(index * 5)}px 0`);
  return `background-image: ${images.join(', ')}; background-position: ${places.join(', ')}`;
}
