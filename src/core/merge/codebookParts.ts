import { Codebook } from '../codebook/codebook.js';
import type { CodeHeading } from '../codebook/headings.js';

/** A heading of a codebook with what stands below it, cut so that each part can be merged by itself. */
export interface Entry {
  /** The code's id; a second heading of the same id has a key of its own. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** The key of the entry above it in the tree; empty at the top. */
  readonly above: string;
  /** The heading's line as it stands, without its line end. */
  readonly heading: string;
  /** Undefined where the heading is no plain `## Name {...}`. */
  readonly parts: HeadingParts | undefined;
  /** All up to the next heading but the white space at its end. */
  readonly body: string;
  /** That white space. */
  readonly gap: string;
}

export interface HeadingParts {
  readonly signs: string;
  readonly name: string;
  /** As written, by `#` for the id, `.theme` for a class, the key for a pair. */
  readonly attributes: ReadonlyMap<string, string>;
}

export interface CodebookParts {
  /** The front matter's settings by name, each with all of its lines; in order. */
  readonly settings: ReadonlyMap<string, string>;
  /** The lines that open and close the front matter; empty without one. */
  readonly fences: readonly [string, string];
  /** What stands before the first code. */
  readonly opening: string;
  readonly entries: readonly Entry[];
}

/** @param source without a BOM. */
export function cutCodebook(source: string): CodebookParts {
  const codebook = Codebook.parse(source);
  const frontMatter = codebook.text.frontMatter === undefined ? '' : frontMatterIn(source);
  const first = codebook.headings[0]?.entry.start ?? source.length;
  const entries: Entry[] = [];
  const seen = new Map<string, number>();
  const open: { readonly depth: number; readonly key: string }[] = [];
  for (const heading of codebook.headings) {
    const count = (seen.get(heading.id) ?? 0) + 1;
    seen.set(heading.id, count);
    const key = count === 1 ? heading.id : `${heading.id} ${String(count)}`;
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const rest = source.slice(heading.heading.end, heading.entry.end);
    const body = rest.trimEnd();
    entries.push({
      key,
      id: heading.id,
      name: heading.name,
      above: open.at(-1)?.key ?? '',
      heading: source.slice(heading.heading.start, heading.heading.end),
      parts: partsOf(source, heading),
      body,
      gap: rest.slice(body.length),
    });
    open.push({ depth: heading.depth, key });
  }
  return { ...cutFrontMatter(frontMatter), opening: source.slice(frontMatter.length, first), entries };
}

function frontMatterIn(source: string): string {
  return (
    /^---[ \t]*(?:\r\n|\r|\n)(?:[^\r\n]*(?:\r\n|\r|\n))*?(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)/.exec(source)?.[0] ?? ''
  );
}

function cutFrontMatter(text: string): Pick<CodebookParts, 'settings' | 'fences'> {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n|$)/g)?.filter((line) => line !== '') ?? [];
  const [first = '', ...inner] = lines;
  const last = inner.pop() ?? '';
  const settings = new Map<string, string>();
  let name = '';
  for (const line of inner) {
    // What is indented, a list's sign and a comment belong to the setting above them.
    const found = /^(?![\s#-])("[^"]*"|'[^']*'|[^:]+):(?:\s|$)/.exec(line)?.[1];
    if (found !== undefined) name = settings.has(found) ? `${found} ` : found;
    settings.set(name, (settings.get(name) ?? '') + line);
  }
  return { settings, fences: [first, last] };
}

function partsOf(source: string, { heading, content, attributes }: CodeHeading): HeadingParts | undefined {
  const signs = /^#{1,6}[ \t]+/.exec(source.slice(heading.start, heading.end))?.[0];
  if (signs === undefined || heading.start + signs.length !== content.start) return undefined;
  const between = source.slice(content.end, attributes?.start ?? heading.end);
  const after = attributes === undefined ? '' : source.slice(attributes.end, heading.end);
  if (between.trim() !== '' || after.trim() !== '') return undefined;
  return {
    signs: signs.trimEnd(),
    name: source.slice(content.start, content.end),
    attributes: new Map(
      (attributes?.entries ?? []).map(({ kind, key, value, start, end }) => [
        kind === 'id' ? '#' : kind === 'class' ? `.${value}` : key,
        source.slice(start, end),
      ]),
    ),
  };
}
