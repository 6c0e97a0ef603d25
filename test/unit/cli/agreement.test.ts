import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Folder, run } from './terminals.js';

const codebook = '---\nlanguage: en\n---\n# K\n\n## Cost {#cost}\n\n## Trust {#trust}\n';
const both =
  '**P1:** [en to []{#r .cost by=ol}tre fire]{.cost by=kn} fem[]{end=r} seks.\n\n**P2:** [sju åtte]{.trust by=kn} ni ti.\n';

describe('emic agreement', () => {
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder().write({ 'codebook.md': codebook, 'transcripts/Første møte.md': both });
  });
  afterEach(() => folder.remove());

  it('should print a table of codes, and what is undefined and why', async () => {
    const { code, out, error } = await run(folder.path, 'agreement', '--draws', '0');
    assert.equal(error, '');
    assert.equal(code, 0);
    assert.ok(out.startsWith('# Agreement between coders: kn, ol\n'));
    assert.match(out, /\| +Cost +\| +0\.70 +\| +0\.35 +\|/);
    assert.match(out, /Units compared \(words\): 10\. Documents: 1\./);
    assert.match(out, /\*\*All codes, pooled\*\*/);
  });

  it('should write all coefficients for statistics programs', async () => {
    const { out } = await run(folder.path, 'agreement', '--format', 'csv', '--draws', '200');
    const lines = out.trimEnd().split('\n');
    assert.equal(lines[0], 'code,coefficient,value,observed,expected,low,high,reason');
    assert.equal(lines.length, 1 + 4 * 6);
    assert.match(out, /^cost,cohen,0\.347826,0\.7,0\.54,/m);
    assert.match(out, /^\(sets\),alphaU,,,,,,"Of one code/m);
    const again = await run(folder.path, 'agreement', '--format', 'csv', '--draws', '200');
    assert.equal(again.out, out);
    const json = JSON.parse((await run(folder.path, 'agreement', '--format', 'json')).out) as { coders: string[] };
    assert.deepEqual(json.coders, ['kn', 'ol']);
  });

  it('should list the disagreements', async () => {
    const { out } = await run(folder.path, 'agreement', '--disagreements');
    assert.match(out, /^## Disagreements: 2$/m);
    assert.match(out, /\[Line 1\]\(<transcripts\/F%C3%B8rste%20m%C3%B8te\.md#L1>\), other words/);
    assert.match(out, /\*\*kn\*\*: Trust: «sju åtte»/);
    assert.match(out, /\*\*ol\*\*: nothing/);
    const csv = await run(folder.path, 'agreement', '--disagreements', '--format', 'csv');
    assert.equal(csv.out.trimEnd().split('\n').length, 1 + 4);
  });

  it('should compare copies of the study in folders', async () => {
    const copies = new Folder().write({
      'kari/codebook.md': codebook,
      'kari/transcripts/x.md': '**P1:** [en to]{.cost} tre\n',
      'ola/codebook.md': codebook,
      'ola/transcripts/x.md': '**P1:** Ja, [en to]{.cost} tre\n',
    });
    try {
      const { out, error } = await run(
        copies.path,
        'agreement',
        '--folders',
        'kari,O=ola',
        '--draws',
        '0',
        '--units=words',
      );
      assert.equal(error, '');
      assert.ok(out.startsWith('# Agreement between coders: O, kari\n'));
      assert.match(out, /\| +Cost +\| +1\.00 +\| +1\.00 +\| +1\.00 +\| +1\.00 +\| +2 +\| +2 +\| +0 +\|/);
      assert.match(out, /Units that are not compared, .*: 1\./);
    } finally {
      copies.remove();
    }
  });

  it('should compare branches and the files as they are now', async () => {
    const git = (...args: readonly string[]): void => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=K', '-c', 'user.email=k@example.org', ...args], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
    };
    git('init', '-q', '-b', 'main');
    const text = '**P1:** en to tre\n';
    folder.write({ 'transcripts/Første møte.md': text });
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    git('checkout', '-q', '-b', 'kari');
    folder.write({ 'transcripts/Første møte.md': '**P1:** [en to]{.cost} tre\n' });
    git('commit', '-q', '-am', 'two');
    git('checkout', '-q', 'main');
    folder.write({ 'transcripts/Første møte.md': '**P1:** [en]{.cost} to tre\n' });
    const { out, error } = await run(
      folder.path,
      'agreement',
      '--revisions',
      'kari,ola=.',
      '--format',
      'csv',
      '--draws',
      '0',
    );
    assert.equal(error, '');
    assert.match(out, /^cost,percent,0\.666667,/m);
    const missing = await run(folder.path, 'agreement', '--revisions', 'kari,nobody');
    assert.equal(missing.code, 2);
    assert.match(missing.error, /There is no commit nobody/);
    const injected = await run(folder.path, 'agreement', '--revisions', 'kari,--output=x');
    assert.equal(injected.code, 2);
  });

  it('should say what is wrong', async () => {
    for (const [args, expected] of [
      [['--coders', 'kn'], /Name another one/],
      [['--coders', 'kn,nobody'], /No passage was coded by nobody\. There are kn, ol\./],
      [['--units', 'verses'], /--units: This is one of words/],
      [['--units', 'given'], /--given: Say which code/],
      [['--codes', 'nothing'], /There is no code nothing/],
      [['--by', '--folders', 'a,b'], /in one way/],
      [['--coefficients', 'gamma'], /--coefficients: This is one of|This is one of percent/],
      [['--revisions', 'a,b'], /no git repository/],
    ] as const) {
      const { code, error } = await run(folder.path, 'agreement', ...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(error, expected);
      assert.equal(error.trimEnd().split('\n').length, 1);
    }
  });
});
