import path from 'node:path';
import { compareCoders } from '../../core/agreement/coders.js';
import { AgreementError, type Comparison } from '../../core/agreement/comparison.js';
import { compareVersions, type Version } from '../../core/agreement/versions.js';
import { unitKinds } from '../../core/agreement/units.js';
import { agreementCsv, agreementJson } from '../../core/analysis/agreement/agreementData.js';
import { agree, measureOptions } from '../../core/analysis/agreement/agreementKind.js';
import { agreementMarkdown } from '../../core/analysis/agreement/agreementReport.js';
import { alignTables } from '../../core/analysis/render/alignTables.js';
import type { Agreed } from '../../core/analysis/agreement/agreementTable.js';
import {
  disagreementsCsv,
  disagreementsJson,
  disagreementsMarkdown,
} from '../../core/analysis/agreement/disagreementList.js';
import { linksFrom } from '../../core/analysis/documents/links.js';
import { readOptions } from '../../core/analysis/options.js';
import { speakIn } from '../../core/queries/render/language.js';
import { Git, GitError } from '../../core/repository/git.js';
import { commitState } from '../../core/repository/gitStates.js';
import { StateReader } from '../../core/repository/stateReader.js';
import type { Study } from '../../core/study/study.js';
import { installedGit } from '../../git/nodeGit.js';
import { workingState } from '../../git/workingState.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type Terminal } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const agreementCommand: Command = {
  name: 'agreement',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'tell how far coders agree: percent, kappa, pi, alpha',
  options: [
    { name: 'by', about: 'coders are told apart by by= in one study, as they are if nothing else is asked' },
    { name: 'coders', value: '<name>,<name>', multiple: true, about: 'who is compared; - is who is not named' },
    {
      name: 'folders',
      value: '[name=]<folder>,...',
      multiple: true,
      about: 'each coder has a copy of the study in a folder',
    },
    {
      name: 'revisions',
      value: '[name=]<revision>,...',
      multiple: true,
      about: 'each coder has a branch or a commit of the study; . is the files as they are now',
    },
    { name: 'units', value: unitKinds.join('|'), about: 'what is compared, one by one' },
    { name: 'given', value: '<code>', about: 'the code whose passages are the units' },
    { name: 'codes', value: '<id>,<id>', multiple: true, about: 'only these codes' },
    { name: 'aggregate', about: 'codes with all that stands below them' },
    { name: 'rest', value: 'yes|no', about: 'whether units that nobody coded count as agreement' },
    {
      name: 'coefficients',
      value: '<name>,<name>',
      multiple: true,
      about: 'the columns: percent, cohen, scott, fleiss, alpha, alphaU, or all',
    },
    { name: 'everywhere', about: 'all coders have looked at all documents, and not only at those in which they coded' },
    { name: 'draws', value: '<number>', about: 'how often the bootstrap draws for the intervals; 0 for none' },
    { name: 'seed', value: '<number>', about: 'the number that the draws begin with' },
    { name: 'disagreements', about: 'list the places where coders disagree, and what each says there' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
    { name: 'output', short: 'o', value: '<file>', about: 'write it to a file' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const output = args.text('output');
    const values = readOptions(measureOptions, written(args));
    const { studies, comparison } = await compare(args, terminal);
    const agreed = agree(studies, comparison, args.has('disagreements') ? { ...values, draws: 0 } : values);
    const [study] = studies;
    const printed = args.has('disagreements') ? listed(study, agreed, format) : shown(study, agreed, format);
    if (output === undefined) terminal.write(printed);
    else await writeWhole(path.resolve(terminal.folder, output), printed);
    return exitCodes.done;
  },
};

/** What was typed, by the options of the analysis. */
function written(args: Arguments): Readonly<Record<string, string | readonly string[] | boolean>> {
  const one: readonly (readonly [string, string])[] = ['units', 'given', 'rest', 'draws', 'seed'].flatMap((name) => {
    const value = args.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const several: readonly (readonly [string, readonly string[]])[] = ['codes', 'coefficients'].map((name) => [
    name,
    args.lists(name),
  ]);
  return {
    ...Object.fromEntries<string | readonly string[]>([...one, ...several]),
    aggregate: args.has('aggregate'),
    everywhere: args.has('everywhere'),
  };
}

interface Compared {
  readonly studies: readonly [Study, ...Study[]];
  readonly comparison: Comparison;
}

async function compare(args: Arguments, terminal: Terminal): Promise<Compared> {
  const [folders, revisions] = [args.lists('folders'), args.lists('revisions')];
  const ways = [args.has('by'), folders.length > 0, revisions.length > 0].filter(Boolean).length;
  if (ways > 1) throw new CommandError('Coders are told apart in one way: --by, --folders or --revisions.');
  const everywhere = args.has('everywhere');
  try {
    if (folders.length > 0) return ofVersions(await inFolders(folders, terminal), everywhere);
    const folder = studyFolder(terminal, args.positionals[0]);
    if (revisions.length > 0) return ofVersions(await inRevisions(revisions, folder), everywhere);
    const study = await readStudy(folder);
    return { studies: [study], comparison: compareCoders(study, { coders: args.lists('coders'), everywhere }) };
  } catch (error) {
    if (error instanceof AgreementError || error instanceof GitError) throw new CommandError(error.message);
    throw error;
  }
}

function ofVersions(versions: readonly Version[], everywhere: boolean): Compared {
  const comparison = compareVersions(versions, everywhere);
  const [first, ...others] = versions.map(({ study }) => study);
  if (first === undefined) throw new CommandError('Agreement needs two coders.');
  return { studies: [first, ...others], comparison };
}

/** A coder's name and what stands for the coder's version, as in `kn=copies/kari`. */
function named(text: string, nameless: (rest: string) => string): readonly [name: string, rest: string] {
  const [, name, rest = ''] = /^(?:([^=/\\]+)=)?(.*)$/s.exec(text) ?? [];
  return [name ?? nameless(rest), rest];
}

async function inFolders(folders: readonly string[], terminal: Terminal): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for (const text of folders) {
    const [coder, folder] = named(text, (rest) => path.basename(path.resolve(terminal.folder, rest)));
    versions.push({ coder, study: await readStudy(path.resolve(terminal.folder, folder)) });
  }
  return versions;
}

async function inRevisions(revisions: readonly string[], folder: string): Promise<readonly Version[]> {
  const git = await Git.find(installedGit(), folder);
  if (git === undefined) throw new CommandError(`${folder} is in no git repository.`);
  const reader = new StateReader();
  const versions: Version[] = [];
  for (const text of revisions) {
    const [coder, revision] = named(text, (rest) => rest);
    const state = revision === '.' ? await workingState(git, coder) : await commitState(git, revision);
    const study = await reader.study(state);
    if (!study.hasCodebook) throw new CommandError(`There is no codebook.md in ${revision}.`);
    versions.push({ coder, study });
  }
  return versions;
}

function shown(study: Study, agreed: Agreed, format: (typeof formats)[number]): string {
  switch (format) {
    case 'csv':
      return agreementCsv(study, agreed);
    case 'json':
      return agreementJson(study, agreed);
    case 'md':
      return alignTables(agreementMarkdown(study, agreed));
  }
}

function listed(study: Study, { agreement }: Agreed, format: (typeof formats)[number]): string {
  const { disagreements } = agreement;
  switch (format) {
    case 'csv':
      return disagreementsCsv(agreement.coders, disagreements);
    case 'json':
      return disagreementsJson(agreement.coders, disagreements);
    case 'md': {
      const list = disagreementsMarkdown(study, agreement.coders, disagreements, linksFrom(study, 'agreement.md'));
      return `${list === '' ? speakIn(study.settings.language)('The coders agree in all.') : list}\n`;
    }
  }
}
