import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { readHeadingAttributes } from '../../core/markdown/attributes.js';

/**
 * Makes a markdown-it show headings without the attributes that end them, as in `## Cost {#cost .theme}`: they are for Emic, not for readers.
 * @param isWanted whether the document at an address is one whose headings have them.
 */
export function hideHeadingAttributes(md: MarkdownIt, isWanted: (address: unknown) => boolean): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, env: { readonly currentDocument?: unknown } | undefined) => {
    const hasSome = tokens.some((token, index) => ending(tokens, index) !== undefined);
    const isOurs = hasSome && isWanted(env?.currentDocument);
    return render(
      isOurs ? tokens.map((token, index) => shortened(token, ending(tokens, index))) : tokens,
      options,
      env,
    );
  };
  return md;
}

/** How many characters of a heading's last text are its attributes. Undefined for other tokens and for headings without any. */
function ending(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index];
  if (token?.type !== 'inline' || tokens[index - 1]?.type !== 'heading_open') return undefined;
  const { content } = token;
  const block = readHeadingAttributes(content, 0, content.trimEnd().length);
  const last = token.children?.at(-1);
  if (block === undefined || last?.type !== 'text') return undefined;
  const rest = content.slice(block.start);
  return last.content.trimEnd().endsWith(rest.trimEnd()) ? rest.length : undefined;
}

/** A copy, as VS Code keeps tokens between renderings. */
function shortened(token: Token, length: number | undefined): Token {
  if (length === undefined) return token;
  const copy = clone(token);
  const children = (token.children ?? []).map(clone);
  const last = children.at(-1);
  if (last !== undefined) last.content = last.content.slice(0, last.content.trimEnd().length - length).trimEnd();
  copy.children = children;
  return copy;
}

function clone(token: Token): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token) as object) as Token, token);
}
