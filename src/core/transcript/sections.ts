import { idOf } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Heading } from '../markdown/types.js';
import type { BlockFacts } from './blockFacts.js';
import { sectionName } from './sectionName.js';
import type { Section } from './types.js';

/** The headings of a document. */
export interface Sections {
  /** The text of a level-1 heading that comes first. */
  readonly title: string | undefined;
  /** The other headings with what stands below them, in order. */
  readonly sections: readonly Section[];
}

/** @param guide the key of sections that are one though their headings are not, by `sectionName` of their ids and texts. */
export function readSections(
  text: CodedText,
  facts: readonly BlockFacts[],
  guide: ReadonlyMap<string, string> = noGuide,
): Sections {
  const sections: Section[] = [];
  /** The sections that are open, outermost first, with their places in `sections`. */
  const open: { readonly place: number; readonly section: Section }[] = [];
  let title: string | undefined;
  let empty = true;
  const closeTo = (depth: number, end: number): void => {
    for (let last = open.at(-1); last !== undefined && last.section.depth >= depth; last = open.at(-1)) {
      sections[last.place] = { ...last.section, end };
      open.pop();
    }
  };
  for (let i = 0; i < facts.length; i++) {
    const by = text.cleanStart(i);
    for (const heading of text.blocks[i]!.headings) {
      const start = by + heading.start;
      if (empty && heading.depth === 1 && heading.start <= facts[i]!.first) {
        title = heading.text;
        empty = false;
        continue;
      }
      closeTo(heading.depth, start);
      const key = sectionKey(heading, guide);
      const path = [...(open.at(-1)?.section.path ?? []), key];
      const id = heading.attributes === undefined ? undefined : idOf(heading.attributes);
      const section: Section = { start, end: start, depth: heading.depth, text: heading.text, id, key, path };
      open.push({ place: sections.length, section });
      sections.push(section);
    }
    if (facts[i]!.first >= 0) empty = false;
  }
  closeTo(0, text.cleanLength);
  return { title, sections };
}

const noGuide: ReadonlyMap<string, string> = new Map();

/** What makes sections of several documents one: what the guide says, else the id, else the text, whatever its white space. */
function sectionKey({ attributes, text }: Heading, guide: ReadonlyMap<string, string>): string {
  const id = attributes === undefined ? undefined : idOf(attributes);
  const key = id ?? text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (guide.size === 0) return key;
  return guide.get(sectionName(key)) ?? guide.get(sectionName(text)) ?? key;
}
