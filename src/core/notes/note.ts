import type { CodedText } from '../markdown/codedText.js';
import { noFrontMatter, readFrontMatter, type FrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import { KeptWithBlock } from '../markdown/kept.js';
import type { Extent } from '../text/edits.js';
import { linksOf, type Link } from './links.js';
import { noteKindAt, type NoteKind } from './noteFiles.js';

/** What a note is about, as its front matter says: a code, a document, a passage, or words. */
export interface About {
  readonly text: string;
  /** Where it stands in the source. */
  readonly extent: Extent;
}

/**
 * A document of `memos/` or `analysis/`. Immutable; each part is worked out when it is first asked for.
 * Offsets are UTF-16 code units of the source, without a BOM.
 */
export class Note {
  /** Inside the study, `/` between folders. */
  readonly path: string;
  readonly text: CodedText;
  #links: readonly Link[] | undefined;
  #titleBlock: TitlePlace | undefined;

  constructor(path: string, text: CodedText) {
    this.path = path;
    this.text = text;
  }

  get kind(): NoteKind {
    return noteKindAt(this.path) ?? 'memo';
  }

  get frontMatter(): FrontMatter {
    const block = this.text.frontMatter;
    return block === undefined ? noFrontMatter : frontMatters.of(block);
  }

  /** The front matter's `title`, else a level-1 heading that comes first, else the file's name. */
  get title(): string {
    const title = this.#textOf('title') ?? this.#titlePlace.title?.trim();
    return title === undefined || title === '' ? this.path.slice(this.path.lastIndexOf('/') + 1, -3) : title;
  }

  /** The front matter's `kind`: observation, interpretation, or whatever the study has. */
  get memoKind(): string | undefined {
    return this.#textOf('kind');
  }

  /** The front matter's `date`, as it is written. */
  get date(): string | undefined {
    return this.#textOf('date');
  }

  get author(): string | undefined {
    return this.#textOf('author');
  }

  /** The front matter's `about`; `about: [[kostnad]]` is one code. */
  get about(): readonly About[] {
    const { data, placeOf } = this.frontMatter;
    return textsIn(data.about, ['about']).map(({ text, path }) => ({ text, extent: placeOf(path) }));
  }

  /** What is written, as Markdown: without front matter, title and marks, and without white space around it. */
  get prose(): string {
    return this.text.sliceClean(this.#titlePlace.end, this.text.cleanLength).trim();
  }

  /** In the order of the text. */
  get links(): readonly Link[] {
    return (this.#links ??= linksOf(this.text));
  }

  #textOf(key: string): string | undefined {
    const texts = textsIn(this.frontMatter.data[key], [key]).map(({ text }) => text);
    return texts.length === 0 ? undefined : texts.join(', ');
  }

  get #titlePlace(): TitlePlace {
    return (this.#titleBlock ??= titlePlace(this.text));
  }
}

/** A level-1 heading that comes first, and where what comes after it begins in the clean text. */
interface TitlePlace {
  readonly title: string | undefined;
  readonly end: number;
}

function titlePlace(text: CodedText): TitlePlace {
  const start = text.frontMatter === undefined ? 0 : text.cleanStart(1);
  for (const [i, { kind, clean, headings }] of text.blocks.entries()) {
    if (kind !== 'text' || clean.trim() === '') continue;
    const [first] = headings;
    if (first?.depth !== 1 || clean.slice(0, first.start).trim() !== '') break;
    return { title: first.text, end: text.cleanStart(i) + first.end };
  }
  return { title: undefined, end: start };
}

type Path = readonly (string | number)[];

function textsIn(value: FrontMatterValue | undefined, path: Path): readonly { text: string; path: Path }[] {
  if (Array.isArray(value)) {
    return (value as readonly FrontMatterValue[]).flatMap((inner, i) => textsIn(inner, [...path, i]));
  }
  if (typeof value === 'number') return [{ text: String(value), path }];
  return typeof value === 'string' && value.trim() !== '' ? [{ text: value.trim(), path }] : [];
}

const frontMatters = new KeptWithBlock((block) => readFrontMatter(block.source));
