import { codeIdFromName } from '../codebook/ids.js';
import { readFrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';
import { message } from '../text/message.js';
import { RoundError } from './roundError.js';

/** A round of blind coding: each coder works on a branch that lacks what the others coded. */
export interface Round {
  /** The name of its file without ending: small letters, digits and `-`. */
  readonly id: string;
  readonly title: string;
  /** As they stand in `by=`. */
  readonly coders: readonly string[];
  /** Paths or globs of the transcripts that are coded blindly; empty for all. */
  readonly transcripts: readonly string[];
  /** What coders begin with: what is agreed (codings of nobody else), or the bare words. */
  readonly begins: 'agreed' | 'bare';
  readonly isOpen: boolean;
  /** Whether the coders have folders, and no branches. */
  readonly inFolders: boolean;
  /** In a round by folders, the coders whose codings are in the study already. */
  readonly joined: readonly string[];
}

/** The folder of a study that holds its rounds, a file each, so that two of them never meet in a merge. */
export const roundsFolder = 'rounds';

/** The id of a round that has a name; empty where the name has no letter. */
export function roundId(name: string): string {
  return codeIdFromName(name);
}

export function roundPath(id: string): string {
  return `${roundsFolder}/${id}.md`;
}

/** Whether a path in a study is that of a round. */
export function isRoundPath(path: string): boolean {
  return /^rounds\/[^/]+\.md$/.test(path);
}

/** The branch on which a coder works. */
export function branchOf({ id }: Pick<Round, 'id'>, coder: string): string {
  return `round/${id}/${coderWord(coder)}`;
}

/** A coder's name as a branch has it; empty where nothing of it can stand there. */
export function coderWord(coder: string): string {
  return coder
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** @throws RoundError where a round cannot be held as it is asked for. */
export function checkRound({ id, coders }: Round): void {
  if (id === '') throw new RoundError(message('The name of a round needs a letter.'));
  if (coders.length < 2) throw new RoundError(message('A round needs two coders or more.'));
  const words = coders.map((coder) => coderWord(coder).toLowerCase());
  const without = coders[words.indexOf('')];
  if (without !== undefined) throw new RoundError(message('No branch can be named after the coder {0}.', without));
  if (new Set(words).size < words.length) throw new RoundError(message('Two coders have the same name.'));
}

/** @returns undefined where the file is no round: it names no coders. */
export function readRound(path: string, text: string): Round | undefined {
  if (!isRoundPath(path)) return undefined;
  const front = /^\ufeff?(---\r?\n[\s\S]*?\n(?:---|\.\.\.)[^\S\n]*(?:\r?\n|$))/.exec(text)?.[1];
  const { data } = readFrontMatter(front ?? '');
  const coders = listOf(data, 'coders');
  if (coders.length === 0) return undefined;
  const id = path.slice(roundsFolder.length + 1, -'.md'.length);
  return {
    id,
    title: listOf(data, 'title')[0] ?? id,
    coders,
    transcripts: listOf(data, 'transcripts'),
    begins: listOf(data, 'begins')[0] === 'bare' ? 'bare' : 'agreed',
    // Half a word is no reason to show what is hidden.
    isOpen: listOf(data, 'state')[0] !== 'closed',
    inFolders: listOf(data, 'in')[0] === 'folders',
    joined: listOf(data, 'joined').filter((coder) => coders.includes(coder)),
  };
}

function listOf(data: FrontMatterData, key: string): readonly string[] {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .map((part) => String(part).trim())
    .filter((part) => part !== '');
}

/** The file of a new round. Below the front matter is room for what the coders agree on. */
export function writeRound({ title, coders, transcripts, begins, isOpen, inFolders, joined }: Round): string {
  return [
    '---',
    `title: ${quoted(title)}`,
    `state: ${isOpen ? 'open' : 'closed'}`,
    `coders: ${list(coders)}`,
    ...(transcripts.length === 0 ? [] : [`transcripts: ${list(transcripts)}`]),
    `begins: ${begins}`,
    ...(inFolders ? ['in: folders'] : []),
    ...(joined.length === 0 ? [] : [`joined: ${list(joined)}`]),
    '---',
    '',
  ].join('\n');
}

function quoted(value: string): string {
  const isPlain = /^[\p{L}][\p{L}\p{N}_/. -]*[\p{L}\p{N}]$|^\p{L}$/u.test(value);
  return isPlain && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value) ? value : JSON.stringify(value);
}

function list(values: readonly string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

/** The file of a round that is over; all else in it stays. */
export function closed(text: string): string {
  return withSetting(text, 'state', 'closed');
}

/** The file of a round by folders into which coders have come; all else in it stays. */
export function withJoined(text: string, coders: readonly string[]): string {
  return withSetting(text, 'joined', list(coders));
}

/** The file of a round with another value of a setting, which takes the place of all lines that the old one has. */
function withSetting(text: string, name: string, value: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = String.raw`^(---\r?\n(?:(?!---|\.\.\.)[^\n]*\n)*?${name}:)`;
  const line = new RegExp(String.raw`${before}[^\r\n]*(?:\r?\n(?:[^\S\r\n]+|- )[^\r\n]*)*`);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const body = text.slice(start);
  const after = line.test(body)
    ? body.replace(line, (_, head: string) => `${head} ${value}`)
    : body.replace(/^---\r?\n(?:(?!---|\.\.\.)[^\n]*\n)*/, (front) => `${front}${name}: ${value}${eol}`);
  return text.slice(0, start) + after;
}

/** Whether a transcript is coded blindly in a round. */
export function isIn(round: Round): (path: string) => boolean {
  return round.transcripts.length === 0 ? () => true : transcriptMatcher(round.transcripts);
}
