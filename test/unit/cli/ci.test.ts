import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { commands } from '../../../src/cli/cli.js';
import { Repository, type Ended } from './repositories.js';
import { Folder, run } from './terminals.js';

/** The parts of a workflow that the tests look at. */
interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>;
}

interface WorkflowStep {
  readonly name?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

const workflowFile = path.resolve('docs/ci/emic.yml');
const hookFile = path.resolve('docs/ci/pre-commit');
const sample = path.resolve('media/sample-study');

describe('emic in CI', () => {
  const tools = new Folder();
  const packed = tools.file('emic.tgz');
  /** Where npm installs what is for all: its commands are on the path of what runs here. */
  const prefix = tools.file('global');
  const environment = {
    PATH: [path.join(prefix, 'bin'), process.env.PATH].join(path.delimiter),
    npm_config_prefix: prefix,
    npm_config_offline: 'true',
    npm_config_cache: tools.file('cache'),
    npm_config_update_notifier: 'false',
  };
  const repositories: Repository[] = [];

  before(function () {
    this.timeout(180_000);
    const made = spawnSync(process.execPath, ['scripts/package.mjs', '--command-line', packed], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
  });
  after(() => tools.remove());
  afterEach(() => {
    for (const { folder } of repositories.splice(0)) folder.remove();
  });

  const repository = async (study: string): Promise<Repository> => {
    const made = new Repository(path.join(prefix, 'bin/emic'), environment);
    repositories.push(made);
    fs.cpSync(sample, made.folder.file(study), { recursive: true });
    await run(made.folder.file(study), 'index');
    made.commit('Begin', {
      '.github/emic.tgz': fs.readFileSync(packed),
      '.github/workflows/emic.yml': fs.readFileSync(workflowFile),
    });
    return made;
  };

  /**
   * Runs the commands of the workflow's steps as GitHub does, each whatever came of those before.
   * @param pull what GitHub puts in the place of its expressions in a pull request; without it, it is a push.
   */
  const runSteps = (
    checkedOut: string,
    env: Readonly<Record<string, string>> = {},
    pull?: Readonly<Record<string, string>>,
  ): ReadonlyMap<string, Ended> => {
    const workflow = parse(fs.readFileSync(path.join(checkedOut, '.github/workflows/emic.yml'), 'utf8')) as Workflow;
    const filled = (text: string): string =>
      text.replace(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => {
        const value = pull?.[name];
        assert.ok(value !== undefined, `GitHub gives ${name}`);
        return value;
      });
    const ended = new Map<string, Ended>();
    for (const step of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      const { name, run, if: condition = '', env: own = {} } = step;
      if (run === undefined || (condition.includes("'pull_request'") && pull === undefined)) continue;
      const given = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, filled(value)]));
      const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: checkedOut,
        encoding: 'utf8',
        env: { HOME: tools.path, LC_ALL: 'C.UTF-8', ...environment, ...workflow.env, ...given, ...env },
      });
      ended.set(name ?? run, { status, out: stdout, error: stderr });
    }
    return ended;
  };
  const statuses = (ended: ReadonlyMap<string, Ended>): Readonly<Record<string, number | null>> =>
    Object.fromEntries([...ended].map(([name, { status }]) => [name, status]));

  describe('the workflow', () => {
    it('should install the command line and find nothing wrong with the sample study', async function () {
      this.timeout(120_000);
      const { folder } = await repository('.');
      const ended = runSteps(folder.path);
      for (const [name, { status, out, error }] of ended) assert.equal(status, 0, `${name}: ${out}${error}`);
      assert.ok(ended.size >= 4);
    });

    it('should say what is wrong, each step by itself, in a study in a folder with a Norwegian name', async function () {
      this.timeout(120_000);
      const study = 'Mine studier/Kystnær forvaltning';
      const { folder } = await repository(study);
      const file = `${study}/transcripts/A1-fjordnes.md`;
      folder.write({ [file]: `${folder.read(file)}\n[Nytt]{.trust} og []{#k9z9z .trust}mer.\n` });
      const ended = runSteps(folder.path, { STUDY: study });
      assert.deepEqual(statuses(ended), {
        'Install Emic': 0,
        'Problems of the study': 1,
        'The index is up to date': 1,
        'The results in analysis/ are up to date': 1,
      });
      assert.match(
        ended.get('Problems of the study')?.out ?? '',
        /^::error file=Mine studier\/Kystnær forvaltning\/transcripts\/A1-fjordnes\.md,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=Emic \(unclosed-range\)::.+\n$/,
      );
    });

    it('should write what changed in the coding into a pull request, and write it anew at the next push', async function () {
      if (!commands.some(({ name }) => name === 'diff')) this.skip();
      this.timeout(120_000);
      const study = 'Mine studier/Kystnær';
      const made = await repository(study);
      const file = `${study}/transcripts/A1-fjordnes.md`;
      made.git('checkout', '-q', '-b', 'kari');
      made.folder.write({ [file]: `${made.folder.read(file)}\nA1: [Nye ord om saken]{.trust}.\n` });
      await run(made.folder.file(study), 'index');
      await run(made.folder.file(study), 'analyze');
      made.commit('Code more', {});
      made.git('checkout', '-q', 'main');
      made.git('merge', '-q', '--no-ff', '--no-edit', 'kari');
      // What GitHub checks out: the merge of the two, and its parents.
      const checkedOut = fs.mkdtempSync(tools.file('checkout-'));
      made.git('clone', '-q', '--depth', '2', `file://${made.folder.path}`, checkedOut);
      const asked = tools.file('asked');
      tools.write({
        'bin/gh': `#!/bin/sh\nprintf '%s\\n' "$*" >> '${asked}'\ncase "$*" in *--paginate*) cat '${tools.file('old')}' ;; esac\n`,
        old: '',
        summary: '',
      });
      fs.chmodSync(tools.file('bin/gh'), 0o755);
      const env = {
        PATH: [tools.file('bin'), environment.PATH].join(path.delimiter),
        STUDY: study,
        RUNNER_TEMP: tools.path,
        GITHUB_STEP_SUMMARY: tools.file('summary'),
        GITHUB_REPOSITORY: 'kari/study',
      };
      const pull = {
        'github.token': 'none',
        'github.event.pull_request.number': '7',
      };
      const ended = runSteps(checkedOut, env, pull);
      for (const [name, { status, out, error }] of ended) assert.equal(status, 0, `${name}: ${out}${error}`);
      const summary = tools.read('summary');
      assert.match(summary, /^<!-- emic -->\n/);
      assert.match(summary, /Nye ord om saken/);
      const comment = `body=@${tools.file('coding.md')}`;
      const post = `api --silent --method POST repos/kari/study/issues/7/comments --field ${comment}`;
      assert.equal(tools.read('asked').trimEnd().split('\n').at(-1), post);
      // However much changed, a comment can hold it.
      assert.ok(Buffer.byteLength(tools.read('coding.md')) < 65_536);
      tools.write({ old: '42\n43\n' });
      runSteps(checkedOut, env, pull);
      const patch = `api --silent --method PATCH repos/kari/study/issues/comments/42 --field ${comment}`;
      assert.equal(tools.read('asked').trimEnd().split('\n').at(-1), patch);
    });
  });

  describe('the hook', () => {
    before(function () {
      this.timeout(60_000);
      const installed = spawnSync('npm', ['install', '--global', packed], { env: { ...process.env, ...environment } });
      assert.equal(installed.status, 0, String(installed.stderr));
    });

    const withHook = async (study: string): Promise<Repository> => {
      const made = await repository(study);
      fs.copyFileSync(hookFile, made.folder.file('.git/hooks/pre-commit'));
      fs.chmodSync(made.folder.file('.git/hooks/pre-commit'), 0o755);
      return made;
    };
    const talk = (study: string): string => `${study}/transcripts/A1-fjordnes.md`;
    const commit = (made: Repository, ...args: readonly string[]): Ended =>
      made.try('commit', '-q', '-m', 'Code', ...args);

    it('should let a sound study pass, and hold back one with problems until they are mended', async function () {
      this.timeout(120_000);
      const study = 'Mine studier/Kystnær';
      const made = await withHook(study);
      const before = made.folder.read(talk(study));
      made.folder.write({ [talk(study)]: `${before}\n[]{#k9z9z .trust}mer.\n` });
      made.git('add', '-A');
      const held = commit(made);
      assert.equal(held.status, 1);
      assert.match(held.error, /A1-fjordnes\.md:\d+:\d+: error: .* \[unclosed-range\]/);
      assert.match(held.error, /code-index\.json is stale/);
      assert.match(held.error, /git commit --no-verify/);
      made.folder.write({ [talk(study)]: `${before}\n[mer]{.trust}.\n` });
      await run(made.folder.file(study), 'index');
      await run(made.folder.file(study), 'analyze');
      // What stands in the folder is mended, and what is to be committed is not.
      assert.equal(commit(made).status, 1);
      made.git('add', '-A');
      const passed = commit(made);
      assert.equal(passed.status, 0, passed.error);
      assert.equal(made.git('status', '--porcelain'), '');
    });

    it('should look at what is to be committed, and only at studies of which something is', async function () {
      this.timeout(120_000);
      const made = await withHook('.');
      made.commit('A second study', { 'other/codebook.md': '## A\n', 'other/transcripts/a.md': 'Ja.\n' });
      made.folder.write({ [talk('.')]: '[]{#k9z9z .trust}mer.\n' });
      // The problem is not staged.
      made.folder.write({ 'other/transcripts/a.md': '[Ja]{.a}.\n' });
      made.git('add', 'other');
      const passed = commit(made);
      assert.equal(passed.status, 0, passed.error);
      assert.equal(commit(made, '--all').status, 1, 'git commit --all stages in an index of its own');
      assert.equal(commit(made, '--all', '--no-verify').status, 0);
    });

    it('should find real names where a key is set, and never repeat them', async function () {
      this.timeout(120_000);
      const made = await withHook('.');
      tools.write({ 'key.csv': 'name,replacement\nOlaug Bergsvik,A1\n' });
      made.git('config', 'emic.key', tools.file('key.csv'));
      const file = talk('.');
      made.folder.write({ [file]: `${made.folder.read(file)}\nDet sa Olaug Bergsvik.\n` });
      await run(made.folder.path, 'index');
      made.git('add', '-A');
      const held = commit(made);
      assert.equal(held.status, 1);
      assert.match(held.error, /A1-fjordnes\.md/);
      assert.doesNotMatch(held.error, /Olaug|Bergsvik/);
    });

    it('should say so, and stand in nobody’s way, where Emic is not installed', async function () {
      this.timeout(120_000);
      const made = await withHook('.');
      made.git('config', 'emic.program', 'emic-that-is-not-here');
      made.folder.write({ [talk('.')]: '[]{#k9z9z .trust}mer.\n' });
      const passed = commit(made, '--all');
      assert.equal(passed.status, 0);
      assert.match(passed.error, /not checked/);
    });
  });
});
