import fs from 'node:fs/promises';
import { journalOf, noJournal, readJournal, writeJournal, type Journal } from '../../core/pseudonyms/journal.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { planPseudonyms } from '../../core/pseudonyms/plan.js';
import { originalsFolder } from '../../core/pseudonyms/originals.js';
import { findProposals, type Proposal } from '../../core/pseudonyms/proposals.js';
import { planReversal, reverseKey } from '../../core/pseudonyms/reverse.js';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import { suggest } from '../../core/pseudonyms/suggestions.js';
import type { Study } from '../../core/study/study.js';
import { applyEdits } from '../../core/text/edits.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { codeOf, reasonOf, writeWhole } from '../files.js';
import { moveOriginals, originalsWithNames } from '../keptOriginals.js';
import { openKey, type KeyFile } from '../keyFile.js';
import { readStudy } from '../studyFolder.js';
import { numberOf, CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { filesOf, refreshIndex, writeChange } from '../writeStudy.js';

const formats = ['text', 'json'] as const;

export const pseudonymizeCommand: Command = {
  name: 'pseudonymize',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print where real names of the key stand and what would replace them; with --write, replace them',
  options: [
    {
      name: 'key',
      value: '<file>',
      about: 'the table of real names; by default the one of the study in your own settings folder',
    },
    { name: 'only', value: '<numbers>', multiple: true, about: 'of the proposals only these, such as 1,4-9' },
    { name: 'not', value: '<numbers>', multiple: true, about: 'of the proposals all but these' },
    { name: 'write', about: 'replace the names, and keep beside the key what takes it back' },
    {
      name: 'move-originals',
      about: 'with --write: also move originals that hold names out of the study, beside the key',
    },
    { name: 'reverse', about: 'put the real names back; without --write, say what would come back' },
    { name: 'suggest', about: 'print what the key may have missed instead' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const folder = studyFolder(terminal, args.positionals[0]);
    const study = await readStudy(folder);
    const keyFile = await openKey(folder, args.text('key'), terminal);
    if (args.has('suggest')) return printSuggestions(study, keyFile, format, terminal);
    if (args.has('reverse')) return reverse(folder, study, keyFile, args, terminal);
    const files = [...(await filesOf(folder)).keys()];
    const finder = new KeyNames(keyFile.key.entries, study.settings.language);
    const all = findProposals(study, finder, files);
    const chosen = choose(all, args);
    const isWriting = args.has('write');
    let code: ExitCode = exitCodes.done;
    if (isWriting) code = await write(folder, study, chosen, keyFile, terminal);
    else {
      print(chosen, format, terminal);
      sayUnread(study, terminal);
    }
    await originals(folder, finder, keyFile, isWriting && args.has('move-originals'), terminal);
    return code;
  },
};

/** The proposals that `--only` and `--not` leave. */
function choose(proposals: readonly Proposal[], args: Arguments): readonly Proposal[] {
  const only = args.lists('only');
  const not = numbersIn(args.lists('not'));
  const wanted = only.length === 0 ? undefined : numbersIn(only);
  return proposals.filter(({ number }) => (wanted === undefined || wanted.has(number)) && !not.has(number));
}

function numbersIn(texts: readonly string[]): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const text of texts) {
    const [, first, last = first] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? [];
    if (first === undefined) throw new CommandError(`${text} is no number of a proposal, and no range such as 4-9.`);
    for (let number = Number(first); number <= Number(last); number++) numbers.add(number);
  }
  return numbers;
}

function print(proposals: readonly Proposal[], format: (typeof formats)[number], terminal: Terminal): void {
  if (format === 'json') {
    const lines = proposals.map(
      ({ number, path, start, end, line, zone, found, replacement, form, row, before, after }) =>
        JSON.stringify({
          number,
          path,
          start,
          end,
          line: line + 1,
          zone,
          found,
          replacement,
          form,
          row,
          before,
          after,
        }),
    );
    terminal.write(lines.length === 0 ? '[]\n' : `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`);
    return;
  }
  for (const { number, path, line, zone, found, replacement, form, before, after } of proposals) {
    const place = zone === 'file-name' ? path : `${path}:${line + 1}`;
    const notes = [zone, ...(form === 'plain' ? [] : [form])].join(', ');
    const context = `${before}${after}` === '' ? '' : `  ${before}«${found}»${after}`.replace(/\s+/g, ' ');
    terminal.write(`${number}. ${place}: ${found} → ${replacement} (${notes})${context}\n`);
  }
  terminal.write(`${numberOf(proposals.length, 'proposal')}\n`);
}

function sayUnread(study: Study, terminal: Terminal): void {
  if (study.unreadable.size === 0) return;
  terminal.writeError(`Not looked through, as they cannot be read: ${[...study.unreadable.keys()].join(', ')}\n`);
}

async function write(
  folder: string,
  study: Study,
  proposals: readonly Proposal[],
  { journal: journalFile }: KeyFile,
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = planPseudonyms(study, proposals);
  if (plan.kind === 'refused') throw new CommandError(formatMessage(plan.message));
  const texts = textsOf(study);
  const journal = (await openJournal(journalFile)) ?? noJournal;
  const run = await journalOf(study, proposals, plan);
  const isNothing = run.files.length === 0 && run.moved.length === 0;
  // First what takes it back: a name that is gone without it is gone.
  if (!isNothing) await keepJournal(journalFile, { version: 1, runs: [...journal.runs, run] });
  await writeChange(folder, { texts: changesOf(texts, plan.edits), moved: plan.moved, deleted: [] });
  for (const { proposal, reason } of plan.refused) {
    terminal.writeError(`${proposal.path}:${proposal.line + 1}: not replaced: ${formatMessage(reason)}\n`);
  }
  const replaced = proposals.length - plan.refused.length;
  terminal.write(`${numberOf(replaced, 'name')} replaced in ${numberOf(run.files.length, 'file')}\n`);
  for (const [from, to] of plan.moved) terminal.write(`${from} is now ${to}\n`);
  if (await refreshIndex(folder)) terminal.write('The index was made again.\n');
  sayUnread(study, terminal);
  return plan.refused.length > 0 || study.unreadable.size > 0 ? exitCodes.problems : exitCodes.done;
}

/** Says which originals hold names, or moves them out. Originals are never rewritten: they are what was said, with their hash. */
async function originals(
  folder: string,
  finder: KeyNames,
  keyFile: KeyFile,
  isMoving: boolean,
  terminal: Terminal,
): Promise<void> {
  const kept = await originalsWithNames(folder, finder);
  if (kept.length === 0) return;
  if (isMoving) {
    const target = await moveOriginals(folder, kept, keyFile);
    terminal.write(`${numberOf(kept.length, 'original')} moved to ${target}\n`);
    return;
  }
  const what = kept.length === 1 ? '1 original in the study holds' : `${kept.length} originals in the study hold`;
  terminal.writeError(`${what} real names: --write --move-originals moves them beside the key.\n`);
}

function changesOf(
  texts: ReadonlyMap<string, string>,
  edits: ReadonlyMap<string, Parameters<typeof applyEdits>[1]>,
): ReadonlyMap<string, { before: string; after: string }> {
  const changes = new Map<string, { before: string; after: string }>();
  for (const [path, own] of edits) {
    const before = texts.get(path) ?? '';
    changes.set(path, { before, after: applyEdits(before, own) });
  }
  return changes;
}

async function openJournal(file: string): Promise<Journal | undefined> {
  const text = await fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}`);
  });
  if (text === undefined) return undefined;
  try {
    return readJournal(text);
  } catch {
    throw new CommandError(`${file} is no journal that Emic can read. Nothing was written.`);
  }
}

async function keepJournal(file: string, journal: Journal): Promise<void> {
  // Nobody else is to read it, whatever the folder allows.
  await fs.writeFile(file, '', { mode: 0o600, flag: 'a' });
  await writeWhole(file, writeJournal(journal));
}

async function reverse(
  folder: string,
  study: Study,
  { key, journal: journalFile }: KeyFile,
  args: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const journal = await openJournal(journalFile);
  const run = journal?.runs.at(-1);
  if (journal === undefined || run === undefined) return reverseByKey(folder, study, key, args, terminal);
  const before = textsOf(study);
  const { texts, moved: planned, left } = await planReversal(before, run);
  const here = await filesOf(folder);
  // An original may have left the study since.
  const moved = new Map([...planned].filter(([from]) => !from.startsWith(originalsFolder) || here.has(from)));
  const changes = new Map([...texts].map(([path, after]) => [path, { before: before.get(path) ?? '', after }]));
  const isWriting = args.has('write');
  if (isWriting) {
    await writeChange(folder, { texts: changes, moved, deleted: [] });
    // What is left can be tried again.
    if (left.length === 0) await keepJournal(journalFile, { version: 1, runs: journal.runs.slice(0, -1) });
    if (await refreshIndex(folder)) terminal.write('The index was made again.\n');
  }
  for (const { path, line, message } of left) {
    terminal.writeError(`${path}${line === undefined ? '' : `:${line + 1}`}: left: ${formatMessage(message)}\n`);
  }
  terminal.write(
    `${numberOf(changes.size, 'file')} ${isWriting ? 'taken back' : 'would be taken back: add --write'}\n`,
  );
  if (left.length === 0 && journal.runs.length > 1)
    terminal.write(`${numberOf(journal.runs.length - 1, 'earlier replacement')} can be taken back next.\n`);
  return left.length > 0 ? exitCodes.problems : exitCodes.done;
}

/** Without a journal: each replacement that stands for one name. */
async function reverseByKey(
  folder: string,
  study: Study,
  key: KeyFile['key'],
  args: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const { entries, shared } = reverseKey(key);
  const finder = new KeyNames(entries, study.settings.language);
  const proposals = findProposals(study, finder, [...(await filesOf(folder)).keys()]);
  terminal.writeError(
    'There is no journal beside the key: replacements that stand for one name only become it again, as the key writes it.\n',
  );
  for (const { row, replacement } of shared)
    terminal.writeError(`Left, as it stands for several names: ${replacement} (row ${row})\n`);
  if (!args.has('write')) {
    print(choose(proposals, args), 'text', terminal);
    return exitCodes.done;
  }
  const plan = planPseudonyms(study, choose(proposals, args));
  if (plan.kind === 'refused') throw new CommandError(formatMessage(plan.message));
  await writeChange(folder, { texts: changesOf(textsOf(study), plan.edits), moved: plan.moved, deleted: [] });
  terminal.write(`${numberOf(plan.edits.size, 'file')} taken back\n`);
  return shared.length + plan.refused.length > 0 ? exitCodes.problems : exitCodes.done;
}

async function printSuggestions(
  study: Study,
  { key }: KeyFile,
  format: (typeof formats)[number],
  terminal: Terminal,
): Promise<ExitCode> {
  const suggestions = await suggest(study, key.entries);
  if (format === 'json') terminal.write(`${JSON.stringify(suggestions, undefined, 2)}\n`);
  else {
    for (const { rule, text, places } of suggestions) {
      const [first] = places;
      const where =
        first === undefined ? '' : ` ${first.path}:${first.line + 1}  ${first.before}«${text}»${first.after}`;
      terminal.write(`${text} [${rule}] ${numberOf(places.length, 'time')}${where.replace(/[\r\n]+/g, ' ')}\n`);
    }
    terminal.write(`${numberOf(suggestions.length, 'suggestion')}\n`);
  }
  sayUnread(study, terminal);
  return exitCodes.done;
}
