import { CodedText } from '../markdown/codedText.js';
import { noFrontMatter, readFrontMatter } from '../markdown/frontMatter.js';
import { findLikeness } from './likeness.js';
import { readHeadings, type CodeHeading } from './headings.js';
import { readSettings } from './settings.js';
import { growTree, type CodeTree } from './tree.js';
import type { TextEdit } from '../text/edits.js';
import { message } from '../text/message.js';
import type { Code, CodebookProblem, StudySettings } from './types.js';

/** A study's codebook: the tree of its codes, and its settings. Immutable. */
export class Codebook {
  readonly text: CodedText;
  readonly settings: StudySettings;
  /** The front matter's title, else that of a level-1 heading that comes first. */
  readonly title: string | undefined;
  /** In the order of the codebook. */
  readonly codes: readonly Code[];
  /** All headings but the title, those too that make no code. */
  readonly headings: readonly CodeHeading[];
  /** What is wrong, in the order of the text. */
  readonly problems: readonly CodebookProblem[];
  readonly #byId: ReadonlyMap<string, Code>;

  private constructor(text: CodedText) {
    const problems: CodebookProblem[] = [];
    const frontMatter = text.frontMatter === undefined ? noFrontMatter : readFrontMatter(text.frontMatter.source);
    const { title, headings } = readHeadings(text);
    this.text = text;
    this.settings = readSettings(frontMatter, problems);
    this.title = this.settings.title ?? title;
    this.headings = headings;
    this.codes = makeCodes(growTree(headings, problems), problems);
    this.#byId = new Map(this.codes.map((code) => [code.id, code]));
    problems.push(...findLikeness(this.codes));
    this.problems = problems.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** @param text without a BOM. */
  static parse(text: string): Codebook {
    return new Codebook(CodedText.parse(text));
  }

  /** The codebook after edits that all speak of its text. */
  update(edits: readonly TextEdit[]): Codebook {
    return new Codebook(this.text.update(edits));
  }

  get(id: string): Code | undefined {
    return this.#byId.get(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** All codes below a code, in the order of the codebook. */
  descendants(id: string): readonly Code[] {
    return this.#below(id, ({ parent }) => (parent === undefined ? [] : [parent]));
  }

  /**
   * All codes that count for a code besides itself, in the order of the codebook: those below it, those that name it in `themes`,
   * and those that count for these.
   */
  supports(id: string): readonly Code[] {
    return this.#below(id, ({ parent, themes }) => (parent === undefined ? themes : [parent, ...themes]));
  }

  /** The codes from which `above` leads to a code. */
  #below(id: string, above: (code: Code) => readonly string[]): readonly Code[] {
    const below = new Map<string, string[]>();
    for (const code of this.codes) {
      for (const upper of above(code)) {
        const codes = below.get(upper);
        if (codes === undefined) below.set(upper, [code.id]);
        else codes.push(code.id);
      }
    }
    const found = new Set([id]);
    // A set's iterator goes on to what is added while it runs.
    for (const each of found) for (const lower of below.get(each) ?? []) found.add(lower);
    found.delete(id);
    return this.codes.filter((code) => found.has(code.id));
  }
}

/** `#d1495b` or `#d45`. */
const colorForm = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

function makeCodes({ codes, parents, themes }: CodeTree, problems: CodebookProblem[]): readonly Code[] {
  const children = new Map<string, string[]>();
  for (const { id } of codes) {
    const parent = parents.get(id);
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const ownColors = new Map<string, string>();
  for (const { id, color, heading } of codes) {
    if (color === undefined) continue;
    if (colorForm.test(color)) {
      ownColors.set(id, color);
    } else {
      const sentence = message('{0} is no colour that Emic can use. Write it as in color="#d1495b".', color);
      problems.push({ kind: 'bad-color', ...heading, message: sentence });
    }
  }
  const above = (id: string): string[] => {
    const ids: string[] = [];
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) ids.push(at);
    return ids;
  };
  return codes.map(({ id, name, kind, key, definition, heading, entry }): Code => {
    const ancestors = above(id);
    const painted = [id, ...ancestors].find((each) => ownColors.has(each));
    return {
      id,
      name,
      kind,
      parent: parents.get(id),
      children: children.get(id) ?? [],
      level: ancestors.length,
      color: painted === undefined ? undefined : ownColors.get(painted),
      ownColor: ownColors.get(id),
      key,
      themes: themes.get(id) ?? [],
      definition,
      heading,
      entry,
    };
  });
}
