import { codedBy } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import { noFrontMatter, readFrontMatter, type FrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { KeptWithBlock } from '../markdown/kept.js';
import type { DocumentPassage } from '../markdown/passages.js';
import type { Extent } from '../text/edits.js';
import { factsOf, type BlockFacts } from './blockFacts.js';
import { settingsOf, TranscriptPassage, type Setting } from './passages.js';
import { collectTranscriptProblems, type TranscriptProblem } from './problems.js';
import { readSections, type Sections } from './sections.js';
import { Cast, textOf } from './speakers.js';
import { readTurns, type Turns } from './turns.js';
import type { Passage, Section, TranscriptContext, Turn } from './types.js';
import { WordCounter } from './wordCounter.js';

/**
 * What a coded text is as an interview: who speaks, when, in which section. Immutable; each part is worked out when it is first
 * asked for, and what concerns one block only is kept with the block. Offsets are UTF-16 code units.
 */
export class Transcript {
  /** Inside the study, `/` between folders. */
  readonly path: string;
  readonly text: CodedText;
  readonly #context: TranscriptContext;
  #facts: readonly BlockFacts[] | undefined;
  #cast: Cast | undefined;
  #turns: Turns | undefined;
  #sections: Sections | undefined;
  #passages: readonly TranscriptPassage[] | undefined;
  #shown: readonly DocumentPassage[] | undefined;
  #settings: readonly Setting[] | undefined;
  #words: WordCounter | undefined;
  #problems: readonly TranscriptProblem[] | undefined;

  constructor(path: string, text: CodedText, context: TranscriptContext = noContext) {
    this.path = path;
    this.text = text;
    this.#context = context;
  }

  get frontMatter(): FrontMatter {
    const block = this.text.frontMatter;
    return block === undefined ? noFrontMatter : frontMatters.of(block);
  }

  /** The front matter's `title`, else a level-1 heading that comes first, else the file's name. */
  get title(): string {
    const own = this.frontMatter.data.title;
    const title = (own === undefined ? undefined : textOf(own)) ?? this.#headings.title?.trim();
    return title === undefined || title === '' ? nameOf(this.path) : title;
  }

  /** All of the front matter. */
  get attributes(): FrontMatterData {
    return this.frontMatter.data;
  }

  /** The participants that the front matter names. */
  get documentParticipants(): readonly string[] {
    return this.#people.participants;
  }

  /** Ids of those who answer, in the order of their first turn; those that the front matter names where there are no turns. */
  get participants(): readonly string[] {
    const { turns, speakers } = this.#speech;
    if (turns.length === 0) return this.documentParticipants;
    return [...new Set(speakers.filter(({ asks }) => !asks).map(({ id }) => id))];
  }

  get turns(): readonly Turn[] {
    return this.#speech.turns;
  }

  /** All headings but the title, with what stands below them. */
  get sections(): readonly Section[] {
    return this.#headings.sections;
  }

  /** The passages of the text that may be seen: what a round of blind coding hides is in the text alone. */
  get shown(): readonly DocumentPassage[] {
    const { hides } = this.#context;
    if (hides === undefined) return this.text.passages;
    return (this.#shown ??= this.text.passages.filter(({ opening }) => !hides(this.path, codedBy(opening.block))));
  }

  /** The passages of the text that may not be seen. */
  get hidden(): readonly DocumentPassage[] {
    if (this.#context.hides === undefined) return [];
    const shown = new Set(this.shown);
    return this.text.passages.filter((passage) => !shown.has(passage));
  }

  /** Those that may be seen, in the order of where they begin in the clean text, the longer first. */
  get passages(): readonly Passage[] {
    if (this.#passages === undefined) {
      const settings = (): readonly Setting[] => this.#passageSettings;
      this.#passages = this.shown.map(
        (coded, index) => new TranscriptPassage(this.path, this.text, coded, settings, index),
      );
    }
    return this.#passages;
  }

  /** Who speaks when in extents of the clean text, given in the order of where they begin, and in which section these begin. */
  settingsOf(extents: readonly Extent[]): readonly Setting[] {
    const places = extents.map((clean) => ({ clean }));
    return settingsOf(places, this.#speech, this.sections, this.documentParticipants);
  }

  /** The number of words of the running text, without labels and time stamps. */
  get words(): number {
    return this.#wordCounter.all;
  }

  /** The number of words in the union of extents of the clean text; a word that an extent cuts in two counts. */
  wordsIn(extents: readonly Extent[]): number {
    return this.#wordCounter.count(extents);
  }

  /** What is wrong with the front matter and the speakers, in the order of the source. */
  get problems(): readonly TranscriptProblem[] {
    return (this.#problems ??= collectTranscriptProblems(this.text, this.frontMatter, this.#speech, this.#people));
  }

  get #blockFacts(): readonly BlockFacts[] {
    return (this.#facts ??= factsOf(this.text));
  }

  get #people(): Cast {
    return (this.#cast ??= new Cast(this.frontMatter.data, this.#context));
  }

  get #speech(): Turns {
    return (this.#turns ??= readTurns(this.text, this.#blockFacts, this.#people));
  }

  get #headings(): Sections {
    return (this.#sections ??= readSections(this.text, this.#blockFacts, this.#context.guide));
  }

  get #passageSettings(): readonly Setting[] {
    return (this.#settings ??= settingsOf(this.shown, this.#speech, this.sections, this.documentParticipants));
  }

  get #wordCounter(): WordCounter {
    return (this.#words ??= new WordCounter(this.text, this.#blockFacts, this.#speech.turns));
  }
}

const noContext: TranscriptContext = { participants: [], interviewers: [] };

const frontMatters = new KeptWithBlock((block) => readFrontMatter(block.source));

/** A file's name without folder and ending. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(.)\.[^.]*$/, '$1');
}
