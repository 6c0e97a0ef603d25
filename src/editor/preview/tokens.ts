import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import type { Node, PhrasingContent, RootContent, Table } from 'mdast';
import type { ReadingBlock, ReadingCopy } from '../../core/reading/readingCopy.js';
import type {} from '../../core/reading/nodes.js';

type Nesting = -1 | 0 | 1;

/**
 * A reading copy as markdown-it's tokens, which the preview's own rules then render: lines for scrolling, addresses of images, ids
 * of headings. Marks come as tokens of type `emic_*`, whose `meta` holds numbers only.
 */
export function tokensOf(copy: ReadingCopy, md: MarkdownIt): Token[] {
  return copy.blocks.flatMap((block) => new TokenWriter(md, copy, block).write());
}

class TokenWriter {
  readonly #md: MarkdownIt;
  readonly #copy: ReadingCopy;
  readonly #block: ReadingBlock;
  #tokens: Token[] = [];
  #level = 0;
  /** Passages that ended in the block of text at hand and have a memo. */
  #memos: number[] = [];

  constructor(md: MarkdownIt, copy: ReadingCopy, block: ReadingBlock) {
    this.#md = md;
    this.#copy = copy;
    this.#block = block;
  }

  write(): Token[] {
    for (const node of this.#block.tree.children) this.#writeBlock(node);
    return this.#tokens;
  }

  #push(type: string, tag: string, nesting: Nesting, node?: Node): Token {
    const State = this.#md.core.State;
    const token = new new State('', this.#md, {}).Token(type, tag, nesting);
    if (nesting < 0) this.#level--;
    token.level = this.#level;
    if (nesting > 0) this.#level++;
    if (node !== undefined) {
      token.block = true;
      const { start, end } = node.position ?? {};
      if (start !== undefined && end !== undefined) {
        token.map = [this.#block.line + start.line - 1, this.#block.line + end.line];
      }
      const long = node.data?.long;
      if (long !== undefined && long.length > 0) token.meta = { long };
    }
    this.#tokens.push(token);
    return token;
  }

  #around(type: string, tag: string, node: Node, write: () => void): void {
    this.#push(`${type}_open`, tag, 1, node);
    write();
    this.#push(`${type}_close`, tag, -1).block = true;
  }

  #writeBlock(node: RootContent, isTight = false): void {
    switch (node.type) {
      case 'paragraph':
        this.#push('paragraph_open', 'p', 1, node).hidden = isTight;
        this.#writeInline(node);
        this.#push('paragraph_close', 'p', -1).hidden = isTight;
        this.#writeMemos();
        break;
      case 'heading':
        this.#around('heading', `h${String(node.depth)}`, node, () => this.#writeInline(node));
        this.#writeMemos();
        break;
      case 'blockquote':
        this.#around('blockquote', 'blockquote', node, () => this.#writeAll(node.children));
        break;
      case 'list': {
        const tag = node.ordered === true ? 'ol' : 'ul';
        this.#around(node.ordered === true ? 'ordered_list' : 'bullet_list', tag, node, () => {
          const start = node.start ?? 1;
          if (start !== 1) this.#tokens.at(-1)?.attrSet('start', String(start));
          for (const item of node.children) {
            const tight = item.spread !== true && node.spread !== true;
            this.#around('list_item', 'li', item, () => this.#writeAll(item.children, tight));
          }
        });
        break;
      }
      case 'table':
        this.#writeTable(node);
        break;
      case 'thematicBreak':
        this.#push('hr', 'hr', 0, node);
        break;
      case 'code': {
        const token = this.#push('fence', 'code', 0, node);
        token.content = `${node.value}\n`;
        token.info = [node.lang, node.meta].filter(Boolean).join(' ');
        token.markup = '```';
        break;
      }
      case 'html':
        // What a transcript holds is what somebody said: a tag is shown and never obeyed.
        if (!isComment(node.value)) {
          this.#around('paragraph', 'p', node, () => {
            this.#inline(() => this.#writeText(node.value), node);
          });
        }
        break;
      case 'footnoteDefinition':
        this.#around('blockquote', 'blockquote', node, () => this.#writeAll(node.children));
        break;
      case 'memoDefinition':
        this.#push('emic_loose_memo', 'div', 0, node).content = node.value;
        break;
      default:
    }
  }

  #writeAll(nodes: readonly RootContent[], isTight = false): void {
    for (const node of nodes) this.#writeBlock(node, isTight);
  }

  #writeTable(table: Table): void {
    this.#around('table', 'table', table, () => {
      table.children.forEach((row, index) => {
        const tag = index === 0 ? 'th' : 'td';
        if (index < 2) this.#push(index === 0 ? 'thead_open' : 'tbody_open', index === 0 ? 'thead' : 'tbody', 1);
        this.#around('tr', 'tr', row, () => {
          row.children.forEach((cell, column) => {
            this.#around(tag, tag, cell, () => {
              const align = table.align?.[column];
              if (align) this.#tokens.at(-1)?.attrSet('style', `text-align:${align}`);
              this.#writeInline(cell);
            });
          });
        });
        if (index === 0) this.#push('thead_close', 'thead', -1);
      });
      if (table.children.length > 1) this.#push('tbody_close', 'tbody', -1);
    });
    this.#writeMemos();
  }

  #writeInline(node: Node & { readonly children: readonly PhrasingContent[] }): void {
    this.#inline(() => this.#writePhrasing(node.children), node);
  }

  #inline(write: () => void, node: Node): void {
    const token = this.#push('inline', '', 0, node);
    token.meta = null;
    token.content = '';
    const [tokens, level] = [this.#tokens, this.#level];
    this.#tokens = [];
    this.#level = 0;
    write();
    token.children = this.#tokens;
    this.#tokens = tokens;
    this.#level = level;
  }

  #writeText(value: string): void {
    value.split('\n').forEach((line, index) => {
      if (index > 0) this.#push('softbreak', 'br', 0);
      if (line !== '') this.#push('text', '', 0).content = line;
    });
  }

  #wrap(type: string, tag: string, nodes: readonly PhrasingContent[], meta?: unknown): Token {
    const token = this.#push(`${type}_open`, tag, 1);
    if (meta !== undefined) token.meta = meta;
    this.#writePhrasing(nodes);
    this.#push(`${type}_close`, tag, -1);
    return token;
  }

  #writePhrasing(nodes: readonly PhrasingContent[]): void {
    for (const node of nodes) this.#writePhrase(node);
  }

  #writePhrase(node: PhrasingContent): void {
    switch (node.type) {
      case 'text':
        this.#writeText(node.value);
        break;
      case 'emphasis':
        this.#wrap('em', 'em', node.children);
        break;
      case 'strong':
        this.#wrap('strong', 'strong', node.children);
        break;
      case 'delete':
        this.#wrap('s', 's', node.children);
        break;
      case 'inlineCode':
        this.#push('code_inline', 'code', 0).content = node.value;
        break;
      case 'break':
        this.#push('hardbreak', 'br', 0);
        break;
      case 'html':
        if (/^<br\s*\/?>$/i.test(node.value)) this.#push('hardbreak', 'br', 0);
        else if (!isComment(node.value)) this.#writeText(node.value);
        break;
      case 'link': {
        const address = this.#md.normalizeLink(node.url);
        if (this.#md.validateLink(address)) this.#wrap('link', 'a', node.children).attrSet('href', address);
        else this.#writePhrasing(node.children);
        break;
      }
      case 'image': {
        const address = this.#md.normalizeLink(node.url);
        if (!this.#md.validateLink(address)) {
          this.#writeText(node.alt ?? '');
          break;
        }
        const token = this.#push('image', 'img', 0);
        token.attrs = [
          ['src', address],
          ['alt', ''],
        ];
        token.content = node.alt ?? '';
        const text = new (token.constructor as new (type: string, tag: string, nesting: Nesting) => Token)(
          'text',
          '',
          0,
        );
        text.content = token.content;
        token.children = [text];
        break;
      }
      case 'footnoteReference':
        this.#writeText(`[^${node.label ?? node.identifier}]`);
        break;
      case 'memoReference':
        // It belongs to no passage; its memo is shown where it stands.
        this.#writeText('*');
        break;
      case 'codedStretch':
        this.#wrap('emic_stretch', 'span', node.children, {
          passages: node.passages,
        });
        break;
      case 'turnHead':
        this.#wrap('emic_head', 'span', node.children, { turn: node.turn });
        break;
      case 'codedStart':
        this.#push('emic_start', '', 0).meta = { passage: node.passage };
        break;
      case 'codedEnd':
        this.#push('emic_end', '', 0).meta = { passage: node.passage };
        if (this.#copy.passages[node.passage]?.passage.memo !== undefined) this.#memos.push(node.passage);
        break;
      default:
    }
  }

  /** The memos of the passages that ended in a block come below it. */
  #writeMemos(): void {
    for (const passage of this.#memos) this.#push('emic_memo', 'div', 0).meta = { passage };
    this.#memos = [];
  }
}

function isComment(html: string): boolean {
  return /^<!--[^]*-->\s*$/.test(html);
}
