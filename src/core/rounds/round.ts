import { codeIdFromName } from '../codebook/ids.js';
import { readFrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';

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
export function writeRound({ title, coders, transcripts, begins, isOpen }: Round): string {
  const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;
  return [
    '---',
    `title: ${quoted(title)}`,
    `state: ${isOpen ? 'open' : 'closed'}`,
    `coders: ${list(coders)}`,
    ...(transcripts.length === 0 ? [] : [`transcripts: ${list(transcripts)}`]),
    `begins: ${begins}`,
    '---',
    '',
  ].join('\n');
}

function quoted(value: string): string {
  const isPlain = /^[\p{L}][\p{L}\p{N}_/. -]*[\p{L}\p{N}]$|^\p{L}$/u.test(value);
  return isPlain && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value) ? value : JSON.stringify(value);
}

/** The file of a round that is over; all else in it stays. */
export function closed(text: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = /^(---\r?\n(?:(?!---|\.\.\.)[^\n]*\n)*?state:[^\S\n]*)([^\r\n]*)/;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const body = text.slice(start);
  const after = line.test(body)
    ? body.replace(line, (_, before: string) => `${before}closed`)
    : body.replace(/^---\r?\n/, (rule) => `${rule}state: closed${eol}`);
  return text.slice(0, start) + after;
}

/** Whether a transcript is coded blindly in a round. */
export function isIn(round: Round): (path: string) => boolean {
  return round.transcripts.length === 0 ? () => true : transcriptMatcher(round.transcripts);
}
