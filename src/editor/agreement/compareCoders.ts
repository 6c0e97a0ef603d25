import * as vscode from 'vscode';
import { codersIn } from '../../core/agreement/coders.js';
import type { Version } from '../../core/agreement/versions.js';
import { unitKinds, type UnitKind } from '../../core/agreement/units.js';
import type { Study } from '../../core/study/study.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { gitIn } from '../git/studyGit.js';
import { pickCode } from '../codePicker.js';
import { withPatience } from '../patience.js';
import type { Services } from '../services.js';
import { whyBlind } from '../rounds/whileBlind.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { AgreementDocuments } from './agreementDocument.js';
import type { Disagreements } from './disagreements.js';
import { namesOfVersions, readVersions, type VersionSource } from './versionSources.js';
import { coderName, unitText } from './words.js';

/** What the command can be told instead of asking for it. */
interface Given {
  readonly coders?: readonly string[];
  readonly units?: UnitKind;
  /** Where the others have versions of their own; `here` is then the coder whose text the study's is. */
  readonly versions?: readonly VersionSource[];
  readonly here?: string;
}

/** Versions that somebody has chosen. */
interface Chosen {
  readonly sources: readonly VersionSource[];
  /** As they are now. */
  readonly versions: readonly Version[];
  readonly here: string | undefined;
}

type Way = 'by' | 'revisions' | 'folders';

/** *Compare Coders...*: asks who is compared and by which units, opens the table and lists the disagreements. */
export class CompareCoders {
  readonly #services: Services;
  readonly #list: Disagreements;
  readonly #documents: AgreementDocuments;

  constructor(services: Services, list: Disagreements, documents: AgreementDocuments) {
    this.#services = services;
    this.#list = list;
    this.#documents = documents;
  }

  async run(argument: unknown): Promise<void> {
    const study = await theStudy(this.#services);
    if (study === undefined) return;
    await readAllOf(study);
    const given = (typeof argument === 'object' && argument !== null ? argument : {}) as Given;
    if (given.versions !== undefined) {
      const { here, versions: sources } = given;
      const versions = await readVersions(this.#services, study, sources);
      if (versions === undefined) return;
      await this.#byVersions(study, { sources, versions, here }, { units: given.units ?? 'words' });
      return;
    }
    if (given.coders !== undefined) {
      await this.#byName(study, given.coders, { units: given.units ?? 'words' });
      return;
    }
    const there = codersIn(study.now() ?? (await study.open()));
    const way = await askWay(study, there);
    if (way === 'by') {
      const coders = there.length === 2 ? there : await askCoders(there);
      const units = coders === undefined ? undefined : await askUnits(study);
      if (coders !== undefined && units !== undefined) await this.#byName(study, coders, units);
      return;
    }
    const blind = way === undefined ? undefined : whyBlind(study);
    if (blind !== undefined) {
      say(blind);
      return;
    }
    const chosen =
      way === 'revisions'
        ? await this.#askRevisions(study)
        : way === 'folders'
          ? await this.#askFolders(study)
          : undefined;
    const units = chosen === undefined ? undefined : await askUnits(study);
    if (chosen !== undefined && units !== undefined) await this.#byVersions(study, chosen, units);
  }

  async #byName(study: OpenStudy, coders: readonly string[], units: Units): Promise<void> {
    const compared = { coders: [...coders].sort((a, b) => (a < b ? -1 : 1)), ...units };
    await this.#list.begin(study, compared);
    await this.#documents.openCompared(study, compared);
  }

  async #byVersions(study: OpenStudy, { sources, versions, here }: Chosen, units: Units): Promise<void> {
    const own = here === undefined ? [] : [{ coder: here, study: study.now() ?? (await study.readAll()) }];
    const all = [...own, ...versions];
    const coders = all.map(({ coder }) => coder).sort((a, b) => (a < b ? -1 : 1));
    await this.#list.begin(study, { coders, ...units, here, versions: sources }, versions);
    await this.#documents.openVersions(study, all, units);
  }

  /** The study as it is here, and copies of it in other folders. */
  async #askFolders(study: OpenStudy): Promise<Chosen | undefined> {
    const others = await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: true,
      title: vscode.l10n.t('Folders with the other coders’ copies of the study'),
      openLabel: vscode.l10n.t('Compare'),
    });
    if (others === undefined || others.length === 0) return undefined;
    const sources: VersionSource[] = [];
    const copies: { readonly study: Study; readonly called: string }[] = [];
    for (const folder of others) {
      const called = nameOf(folder);
      const [copy] = (await readVersions(this.#services, study, [{ coder: called, folder: folder.toString() }])) ?? [];
      if (copy === undefined) {
        void vscode.window.showWarningMessage(vscode.l10n.t('There is no study in {0}.', called));
        return undefined;
      }
      sources.push({ coder: called, folder: folder.toString() });
      copies.push({ study: copy.study, called });
    }
    return named(study, sources, copies, nameOf(study.folder));
  }

  /** Branches, and the files as they are now. */
  async #askRevisions(study: OpenStudy): Promise<Chosen | undefined> {
    const git = await gitIn(study.folder);
    if (git === undefined) return undefined;
    const branches = await git.ask(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes']);
    const current = (await git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD'])) ?? '';
    const names = (branches ?? '').split('\n').filter((name) => name !== '' && !name.endsWith('/HEAD'));
    const here = vscode.l10n.t('The files as they are now');
    const items: (vscode.QuickPickItem & { readonly name: string })[] = [
      { label: here, description: current, name: '', picked: true, iconPath: new vscode.ThemeIcon('files') },
      ...names
        .filter((name) => name !== current)
        .map((name) => ({ label: name, name, iconPath: new vscode.ThemeIcon('git-branch') })),
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Compare Coders'),
      placeHolder: vscode.l10n.t('Two or more branches'),
      canPickMany: true,
    });
    if (chosen === undefined || chosen.length < 2) return undefined;
    return withPatience(vscode.l10n.t('Reading branches'), async () => {
      const sources: VersionSource[] = [];
      const copies: { readonly study: Study; readonly called: string }[] = [];
      for (const { name } of chosen.filter((one) => one.name !== '')) {
        const source = { coder: name, commit: (await git.commit(name)) ?? '' };
        const [copy] = (await readVersions(this.#services, study, [source])) ?? [];
        if (copy === undefined) {
          void vscode.window.showWarningMessage(vscode.l10n.t('There is no study in {0}.', name));
          return undefined;
        }
        sources.push(source);
        copies.push({ study: copy.study, called: name });
      }
      const isHere = chosen.some(({ name }) => name === '');
      return named(study, sources, copies, isHere ? current || nameOf(study.folder) : undefined);
    });
  }
}

/** Gives the versions the names of their coders. @param own what this one is called, if it is a coder's, too. */
async function named(
  study: OpenStudy,
  sources: readonly VersionSource[],
  copies: readonly { readonly study: Study; readonly called: string }[],
  own: string | undefined,
): Promise<Chosen> {
  const setting = vscode.workspace.getConfiguration('emic', study.folder).get('coder', '').trim();
  const mine =
    own === undefined
      ? []
      : [{ study: study.now() ?? (await study.readAll()), called: setting === '' ? own : setting }];
  const names = namesOfVersions([...copies, ...mine]);
  return {
    sources: sources.map((source, i) => ({ ...source, coder: names[i] ?? source.coder })),
    versions: copies.map((copy, i) => ({ study: copy.study, coder: names[i] ?? copy.called })),
    here: names[copies.length],
  };
}

function nameOf(folder: vscode.Uri): string {
  return folder.path.replace(/\/$/, '').split('/').at(-1) ?? folder.path;
}

async function askWay(study: OpenStudy, there: readonly string[]): Promise<Way | undefined> {
  const git = await gitIn(study.folder);
  const items: (vscode.QuickPickItem & { readonly way: Way })[] = [];
  if (there.length > 1)
    items.push({
      way: 'by',
      label: vscode.l10n.t('By the names in the passages'),
      description: there.map(coderName).join(', '),
      detail: vscode.l10n.t('All have coded in these documents; each passage says by whom (by=).'),
      iconPath: new vscode.ThemeIcon('account'),
    });
  if (git !== undefined)
    items.push({
      way: 'revisions',
      label: vscode.l10n.t('Branches of git …'),
      detail: vscode.l10n.t('Each coder has a branch of the study.'),
      iconPath: new vscode.ThemeIcon('git-branch'),
    });
  items.push({
    way: 'folders',
    label: vscode.l10n.t('Copies in other folders …'),
    detail: vscode.l10n.t('Each coder has a copy of the study; this one is the first.'),
    iconPath: new vscode.ThemeIcon('folder'),
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Coders'),
    placeHolder: vscode.l10n.t('How the coders are told apart'),
  });
  return chosen?.way;
}

async function askCoders(there: readonly string[]): Promise<readonly string[] | undefined> {
  const items = there.map((name) => ({ label: coderName(name), name, picked: name !== '' }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Coders'),
    placeHolder: vscode.l10n.t('Who is compared: two or more'),
    canPickMany: true,
  });
  return chosen === undefined || chosen.length < 2 ? undefined : chosen.map(({ name }) => name);
}

interface Units {
  readonly units: UnitKind;
  readonly given?: string;
}

async function askUnits(study: OpenStudy): Promise<Units | undefined> {
  const about: Readonly<Record<UnitKind, string>> = {
    words: vscode.l10n.t('A good start: how far passages begin and end alike counts.'),
    characters: vscode.l10n.t('As words, to the letter.'),
    sentences: vscode.l10n.t('A sentence counts as coded if any of it is.'),
    paragraphs: vscode.l10n.t('A paragraph counts as coded if any of it is.'),
    turns: vscode.l10n.t('All that somebody says at a time; where it begins and ends does not matter.'),
    given: vscode.l10n.t('The passages of a code that the coders cut the text into beforehand.'),
  };
  const items = unitKinds.map((units) => ({ label: unitText(units), detail: about[units], units }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Coders'),
    placeHolder: vscode.l10n.t('What is compared, one by one'),
  });
  if (chosen?.units !== 'given') return chosen === undefined ? undefined : { units: chosen.units };
  const given = await pickCode(study, study.now() ?? (await study.open()), {
    title: vscode.l10n.t('Compare Coders'),
    placeholder: vscode.l10n.t('The code whose passages are the units'),
    first: [],
    heading: '',
  });
  return given === undefined ? undefined : { units: 'given', given };
}
