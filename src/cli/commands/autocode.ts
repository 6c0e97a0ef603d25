import fs from 'node:fs/promises';
import { byDocument, proposalObjects, proposalsMarkdown } from '../../core/autocode/proposalTables.js';
import type { Proposal } from '../../core/autocode/proposals.js';
import type { AutocodeQuery, Reach, Wanted } from '../../core/autocode/query.js';
import { mostProposals, prepareSearch } from '../../core/autocode/search.js';
import { codeMany } from '../../core/coding/codeMany.js';
import { readCondition } from '../../core/queries/attributes.js';
import { findCode } from '../../core/queries/names.js';
import { linkInStudy } from '../../core/queries/render/quotations.js';
import type { Study } from '../../core/study/study.js';
import { applyEdits } from '../../core/text/edits.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { decode, reasonOf, writeWhole } from '../files.js';
import { openStudy, readFiles } from '../studyFolder.js';
import { numberOf, CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';

const formats = ['md', 'json'] as const;
const extents: readonly Reach[] = ['match', 'sentence', 'paragraph', 'turn'];

export const autocodeCommand: Command = {
  name: 'autocode',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print places that could be coded; with --write, code them',
  options: [
    { name: 'text', value: '<words>', about: 'where these words stand, next to each other' },
    {
      name: 'words',
      value: '<words>',
      about: 'where these words stand in whatever inflection; phrases have commas between',
    },
    { name: 'regex', value: '<pattern>', about: 'where this regular expression fits (RE2)' },
    { name: 'whole-words', about: '--text finds no parts of words' },
    { name: 'match-case', about: 'capitals count in --text and --regex' },
    { name: 'extent', value: extents.join('|'), about: 'how much is coded around what is found' },
    {
      name: 'participant',
      value: '<id>',
      multiple: true,
      about: 'what this participant says; given twice, one of them',
    },
    { name: 'where', value: '<attr>=<value>', multiple: true, about: 'what those say who have this attribute' },
    { name: 'section', value: '<id or text>', multiple: true, about: 'in this section or below it' },
    {
      name: 'within',
      value: '<code>',
      multiple: true,
      about: 'in passages of this code, or of one that counts for it',
    },
    { name: 'questions', about: 'in the words of interviewers, too' },
    {
      name: 'code',
      value: '<id>',
      multiple: true,
      about: 'the code that it gets; what has all of them already is left out',
    },
    { name: 'coder', value: '<name>', about: 'who codes: written as by=<name>' },
    { name: 'write', about: 'code all that is found, and write the transcripts' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const query = readQuery(args);
    if (args.has('write') && query.codes.length === 0)
      throw new CommandError('Nothing can be coded without a code: emic autocode --write --code <id>');
    const files = await openStudy(studyFolder(terminal, args.positionals[0]));
    const study = await readFiles(files);
    const codes = query.codes.map((code) => findCode(study, code));
    const { proposals, coded, isCut } = await find(study, { ...query, codes });
    if (isCut) terminal.writeError(`These are the first ${mostProposals} of more: narrow the search for the rest.\n`);
    if (args.has('write')) {
      return write(study, proposals, { codes, by: args.text('coder') }, files.places, terminal);
    }
    terminal.write(print(study, proposals, codes, format));
    if (coded > 0) terminal.writeError(`${numberOf(coded, 'find')} left out, coded already.\n`);
    return exitCodes.done;
  },
};

function readQuery(args: Arguments): AutocodeQuery {
  const query = {
    wanted: wantedIn(args),
    voices: args.has('questions') ? 'all' : 'answers',
    participants: args.lists('participant'),
    where: args.texts('where').map(readCondition),
    sections: args.texts('section'),
    within: args.lists('within'),
    reach: args.choice('extent', extents),
    codes: [...new Set(args.lists('code'))],
  } as const;
  const { wanted, participants, where, sections, within } = query;
  if (wanted === undefined && [participants, where, sections, within].every(({ length }) => length === 0)) {
    throw new CommandError('Say what to look for, as in: emic autocode --text "too dear" --code cost');
  }
  return query;
}

function wantedIn(args: Arguments): Wanted | undefined {
  const given = (['text', 'words', 'regex'] as const).filter((name) => args.text(name) !== undefined);
  const [kind, other] = given;
  if (other !== undefined) throw new CommandError(`--${kind} and --${other} cannot be asked for at once.`);
  const matchCase = args.has('match-case');
  const wholeWords = args.has('whole-words');
  if (wholeWords && kind !== 'text') throw new CommandError('--whole-words goes with --text.');
  if (matchCase && kind !== 'text' && kind !== 'regex')
    throw new CommandError('--match-case goes with --text or --regex.');
  const text = kind === undefined ? '' : (args.text(kind) ?? '');
  switch (kind) {
    case undefined:
      return undefined;
    case 'text':
      return { kind, text, wholeWords, matchCase };
    case 'words':
      return { kind, text };
    case 'regex':
      return { kind: 'pattern', pattern: text, matchCase };
  }
}

interface Found {
  readonly proposals: readonly Proposal[];
  readonly coded: number;
  readonly isCut: boolean;
}

async function find(study: Study, query: AutocodeQuery): Promise<Found> {
  const steps = (await prepareSearch(study, query)).run();
  const proposals: Proposal[] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { ...step.value, proposals };
    for (const proposal of step.value.found) proposals.push(proposal);
  }
}

function print(
  study: Study,
  proposals: readonly Proposal[],
  codes: readonly string[],
  format: (typeof formats)[number],
): string {
  if (format === 'md') return proposalsMarkdown(study, proposals, linkInStudy(study));
  const lines = proposalObjects(study, proposals, codes).map((proposal) => `  ${JSON.stringify(proposal)}`);
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

/** A transcript as it is to be written. */
interface Coded {
  readonly path: string;
  readonly file: string;
  readonly content: string;
  readonly passages: number;
}

/** Codes all of it. Every transcript is coded and checked before the first one is written. */
async function write(
  study: Study,
  proposals: readonly Proposal[],
  { codes, by }: { readonly codes: readonly string[]; readonly by: string | undefined },
  places: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<ExitCode> {
  const made: Coded[] = [];
  let left = 0;
  for (const { transcript, proposals: here } of byDocument(study, proposals)) {
    const { path, text } = transcript;
    const file = places.get(path);
    if (file === undefined) continue;
    const wanted = here.map(({ extent }) => extent);
    const result = codeMany(text, wanted, codes, { facts: by === undefined ? {} : { by }, context: study.context });
    if (result.kind === 'refused') {
      left += here.length;
      terminal.writeError(`${path} is left out: ${formatMessage(result.message)}\n`);
      continue;
    }
    left += result.refused.length;
    for (const { extent, reason } of result.refused) {
      const { line, character } = text.lines.positionAt(text.toSource(extent.start, 'start'));
      terminal.writeError(`${path}:${line + 1}:${character + 1}: not coded: ${formatMessage(reason.message)}\n`);
    }
    if (result.edits.length === 0) continue;
    const stands = await standing(file, path, text.text);
    const passages = result.passages.length;
    made.push({ path, file, content: stands.bom + applyEdits(stands.text, result.edits), passages });
  }
  for (const { path, file, content, passages } of made) {
    await writeWhole(file, content);
    terminal.write(`${path}: ${numberOf(passages, 'passage')}\n`);
  }
  const all = made.reduce((sum, { passages }) => sum + passages, 0);
  terminal.write(`${numberOf(all, 'passage')} coded in ${numberOf(made.length, 'document')}\n`);
  return left > 0 ? exitCodes.problems : exitCodes.done;
}

/** A transcript's file, unless somebody else has changed it in the meantime. */
async function standing(file: string, path: string, text: string): Promise<{ bom: string; text: string }> {
  const bytes = await fs.readFile(file).catch((error: unknown) => {
    throw new CommandError(`${path} cannot be read: ${reasonOf(error)}`);
  });
  const stands = decode(bytes);
  if (stands?.text !== text)
    throw new CommandError(`${path} was changed while it was worked on. Nothing was written. Try again.`);
  return stands;
}
