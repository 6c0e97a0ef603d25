import type { Block, MarkProblem, Swallowed } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import type { Transcript } from '../transcript/transcript.js';
import { fileProblems } from './conflicts.js';
import { problem, type Problem } from './problem.js';

/** What the codebook knows. */
export interface KnownCodes {
  /** Whether the codebook has a code. */
  has(code: string): boolean;
  /** A code of the codebook that differs from the given one only in case or accents. */
  similar(code: string): string | undefined;
}

/**
 * All that is wrong with a document of the study, in the order of the text.
 * @param codes undefined where there is no codebook to ask: then no code and no speaker is unknown.
 */
export function documentProblems(transcript: Transcript, codes: KnownCodes | undefined): readonly Problem[] {
  const { path, text } = transcript;
  const speakerProblems = transcript.problems.filter(({ kind }) => codes !== undefined || kind !== 'unknown-speaker');
  return fileProblems(path, text.text, [
    ...text.problems.map((found) => problem(found.kind, path, found, markSentence(found))),
    ...speakerProblems.map((found) => problem(found.kind, path, found, found.message)),
    ...(codes === undefined ? [] : codeProblems(transcript, codes)),
    ...swallowedText(transcript),
    ...linkDefinitions(transcript),
  ]);
}

function markSentence({ kind, name }: MarkProblem): Message {
  switch (kind) {
    case 'unclosed-range':
      return message(
        'This passage begins here and never ends. Write []{end={0}} where it ends, or remove this mark.',
        name,
      );
    case 'orphan-end':
      return message(
        'A passage ends here that never began. Write []{#{0} .code} where it begins, or remove this mark.',
        name,
      );
    case 'orphan-close':
      return message(
        '{0} closes nothing: its opening bracket is missing, perhaps since a paragraph was split. Make the passage a range, or put the [ back.',
        name,
      );
    case 'range-without-id':
      return message(
        'This mark of {0} stands around no words, so it codes nothing. Put words in its brackets, or remove it.',
        name,
      );
    case 'empty-passage':
      return message(
        'This passage of {0} holds no words. Put the mark around the words that it belongs to, or remove it.',
        name,
      );
    case 'duplicate-id':
      return message(
        'The id {0} is used twice in this document, so links and memos cannot tell which is meant. Change this one.',
        name,
      );
    case 'codes-on-end':
      return message(
        'The end of a passage has no codes: {0} does not count here. Write it where the passage begins.',
        name,
      );
    case 'broken-block':
      return message(
        'This looks like a mark, but what stands in its braces cannot be read. Write codes as {.code}, an id as {#id}, facts as {key=value}.',
      );
    case 'dead-mark':
      return message('A mark inside code or HTML does not count. Take the words out of the code, or remove the mark.');
    case 'memo-without-definition':
      return message(
        'The memo {0} is missing. Write it at the end of the document as [^memo-{0}]: and its words, or remove this reference.',
        name,
      );
    case 'memo-without-reference':
      return message(
        'This memo belongs to no passage. Write [^memo-{0}] right after the mark that it is about, or remove it.',
        name,
      );
    case 'second-memo':
      return message('There is a memo {0} already, and only the first is shown. Put the two together.', name);
    case 'memo-misplaced':
      return message(
        'A memo’s reference stands right after the closing mark of its passage. Move [^memo-{0}] there.',
        name,
      );
  }
}

function* codeProblems({ path, passages }: Transcript, codes: KnownCodes): Generator<Problem> {
  for (const passage of passages) {
    if (passage.codes.every((code) => codes.has(code))) continue;
    for (const entry of passage.coded.opening.block.entries) {
      if (entry.kind !== 'class' || codes.has(entry.value)) continue;
      const similar = codes.similar(entry.value);
      if (similar === undefined) {
        const sentence = message('The codebook has no code {0}. Add it there, or correct it here.', entry.value);
        yield problem('unknown-code', path, entry, sentence);
      } else {
        const sentence = message(
          'The codebook has no code {0}, but it has {1}. Use one spelling.',
          entry.value,
          similar,
        );
        yield problem('similar-codes', path, entry, sentence);
      }
    }
  }
}

function* swallowedText({ path, text }: Transcript): Generator<Problem> {
  for (const found of text.swallowed()) {
    const sentence = swallowedSentence(found.kind, excerpt(text.text.slice(found.start, found.end)));
    yield problem(`swallowed-${found.kind}`, path, found, sentence);
  }
}

function swallowedSentence(kind: Swallowed['kind'], words: string): Message {
  switch (kind) {
    case 'html':
      return message('{0} is read as HTML and is not shown. If it was said, write \\< in place of <.', words);
    case 'indented':
      return message(
        'Words that are indented four spaces are read as program code, where codings do not count. Take the spaces away.',
      );
    case 'setext':
      return message('The signs below make a heading of the words above. Put an empty line between them.');
    case 'ordered':
      return message(
        'A line that begins with {0} is read as a list. If it was said, write \\. in place of the point.',
        words,
      );
  }
}

const definition =
  /[ ]{0,3}\[(?!\^)(?:[^[\]\\]|\\.)+\]:[ \t]*(?:(?:\r\n?|\n)[ \t]*)?(?:<[^<>\r\n]*>|[^\s<]\S*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*(?:\r\n?|\n|$)/y;

/** `[A1]: Ja` is speech to Emic; elsewhere it is the address of a link, and is not shown. */
function* linkDefinitions({ path, text }: Transcript): Generator<Problem> {
  for (let i = 0; i < text.blocks.length; i++) {
    const block = text.blocks[i];
    if (block?.kind !== 'text' || !block.source.includes(']:')) continue;
    const by = text.cleanStart(i);
    for (const found of definitionsIn(block)) {
      const start = text.toSource(by + found.start, 'start');
      const end = text.toSource(by + found.end, 'end');
      const sentence = message(
        '{0} counts as speech here, but other tools take it for the address of a link and hide it. Write it without the brackets.',
        excerpt(text.text.slice(start, end)),
      );
      yield problem('link-definition', path, { start, end }, sentence);
    }
  }
}

/** Lines at the start of a paragraph that would define links, in the block's clean text. */
function* definitionsIn({ clean, prose, headings }: Block): Generator<Extent> {
  for (const { start, end } of prose) {
    if (headings.some(({ content }) => content.start === start)) continue;
    const paragraph = clean.slice(start, end);
    for (let at = 0; at < paragraph.length;) {
      definition.lastIndex = at;
      const line = definition.exec(paragraph)?.[0];
      if (line === undefined) break;
      yield { start: start + at, end: start + at + line.trimEnd().length };
      at += line.length;
    }
  }
}

/** So much of a text as a sentence can name. */
function excerpt(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const characters = Array.from(line.slice(0, 60));
  return characters.length > 30 ? `${characters.slice(0, 29).join('')}…` : line;
}
