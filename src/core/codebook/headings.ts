import { idOf, valueOf, type AttributeBlock } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Heading } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import { codeIdFromName } from './ids.js';
import type { CodeKind } from './types.js';

/** A heading of the codebook as it stands there. Offsets count in the source. */
export interface CodeHeading {
  /** Empty where neither `{#id}` nor the text gives one. */
  readonly id: string;
  /** The heading's text; the id where nothing of that is read, as of HTML alone. */
  readonly name: string;
  readonly kind: CodeKind;
  readonly depth: number;
  /** As the attributes say. */
  readonly color: string | undefined;
  readonly key: string | undefined;
  readonly parent: string | undefined;
  readonly themes: readonly string[];
  readonly definition: string;
  /** The heading's text without signs, attributes and white space around it. */
  readonly content: Extent;
  /** The block that ends the heading's text. */
  readonly attributes: AttributeBlock | undefined;
  /** The heading without its line end. */
  readonly heading: Extent;
  /** From the heading to the next one. */
  readonly entry: Extent;
}

/** The headings of a codebook: a level-1 heading that comes first is the title, the others are codes. */
export interface CodebookHeadings {
  readonly title: string | undefined;
  readonly headings: readonly CodeHeading[];
}

export function readHeadings(text: CodedText): CodebookHeadings {
  const found: { readonly start: number; readonly end: number; readonly by: number; readonly heading: Heading }[] = [];
  text.blocks.forEach((block, i) => {
    const by = text.cleanStart(i);
    for (const heading of block.headings) found.push({ start: by + heading.start, end: by + heading.end, by, heading });
  });
  const [first] = found;
  const hasTitle =
    first?.heading.depth === 1 && isBlank(text, text.frontMatter === undefined ? 0 : text.cleanStart(1), first.start);
  const headings = found.map(({ start, end, by, heading }, i): CodeHeading => {
    const { attributes, depth, text: name } = heading;
    const next = found[i + 1]?.start ?? text.cleanLength;
    const id = (attributes && idOf(attributes)) ?? codeIdFromName(name);
    return {
      id,
      name: name.trim() === '' ? id : name,
      kind: kindOf(attributes),
      depth,
      color: attributes && valueOf(attributes, 'color'),
      key: attributes && valueOf(attributes, 'key'),
      parent: attributes && valueOf(attributes, 'parent')?.normalize('NFC'),
      themes: attributes === undefined ? [] : themesOf(attributes),
      definition: text.sliceClean(end, next).replace(/\r\n?/g, '\n').trim(),
      content: sourceExtent(text, by + heading.content.start, by + heading.content.end),
      attributes: attributes && inSource(text, by, attributes),
      heading: sourceExtent(text, start, end),
      entry: {
        start: text.toSource(start, 'start'),
        end: i + 1 < found.length ? text.toSource(next, 'start') : text.text.length,
      },
    };
  });
  return hasTitle ? { title: first.heading.text, headings: headings.slice(1) } : { title: undefined, headings };
}

function isBlank(text: CodedText, start: number, end: number): boolean {
  return text.sliceClean(start, end).trim() === '';
}

function sourceExtent(text: CodedText, start: number, end: number): Extent {
  const from = text.toSource(start, 'start');
  const to = text.toSource(end, 'end');
  return { start: from, end: from + text.text.slice(from, to).trimEnd().length };
}

/** A block whose places count in the clean text after `by`, with its places in the source. No mark stands inside such a block. */
function inSource(text: CodedText, by: number, attributes: AttributeBlock): AttributeBlock {
  const shift = text.toSource(by + attributes.start, 'start') - attributes.start;
  const move = <T extends Extent>(extent: T): T => ({
    ...extent,
    start: extent.start + shift,
    end: extent.end + shift,
  });
  return { ...move(attributes), entries: attributes.entries.map(move) };
}

function kindOf(attributes: AttributeBlock | undefined): CodeKind {
  for (const { kind, value } of attributes?.entries ?? []) {
    if (kind === 'class' && (value === 'theme' || value === 'category')) return value;
  }
  return 'code';
}

function themesOf(attributes: AttributeBlock): readonly string[] {
  const themes = valueOf(attributes, 'themes') ?? '';
  return [
    ...new Set(
      themes
        .normalize('NFC')
        .split(/[\s,]+/)
        .filter((id) => id !== ''),
    ),
  ];
}
