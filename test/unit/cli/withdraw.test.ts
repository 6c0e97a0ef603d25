import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { Folder, run, type Run } from './terminals.js';

const files = {
  'study/codebook.md': '---\nemic: 1\ninterviewers: [I]\n---\n# Kodebok\n\n## Tillit {#tillit}\n',
  'study/participants.csv': 'id\nA1\nB1\n',
  'study/transcripts/a.md': '**I:** Hva?\n\n**A1:** [Ja]{.tillit}.\n\n**B1:** [Hemmelige ord her]{#k1 .tillit}.\n',
  "study/transcripts/b's.md": '---\nparticipants: [B1]\n---\n**I:** Hva?\n\n**B1:** Andre ord.\n',
  'study/memos/m.md': 'Hun sa «hemmelige ord her».\n',
  'study/code-index.json': '{}',
};

describe('emic withdraw', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder().write(files)));
  afterEach(() => folder.remove());

  const withdraw = (...args: readonly string[]): Promise<Run> => run(folder.path, 'withdraw', 'study', ...args);
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.org'];
    execFileSync('git', [...identity, ...args], { cwd: folder.path, stdio: 'pipe' });
  };

  it('should print what would be removed, and change nothing', async () => {
    const { code, out, error } = await withdraw('--participant', 'B1', '--dry-run');
    assert.deepEqual([code, error], [0, '']);
    assert.equal(
      out,
      [
        'transcripts/a.md:5: a turn (words: 3)',
        'transcripts/a.md:5: a coded passage (words: 3)',
        "transcripts/b's.md: the whole transcript (words: 3)",
        'participants.csv:3: a row of the participants’ table',
        'memos/m.md:1: a quotation (words: 3)',
        '',
      ].join('\n'),
    );
    for (const [name, text] of Object.entries(files)) assert.equal(folder.read(name), text);
  });

  it('should remove it, report it without the words, and say what git holds', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'x');
    const { code, out } = await withdraw('--participant', 'B1', '--report', 'report.md');
    assert.equal(code, 0);
    assert.equal(folder.read('study/transcripts/a.md'), '**I:** Hva?\n\n**A1:** [Ja]{.tillit}.\n');
    assert.equal(folder.read('study/memos/m.md'), 'Hun sa «[…]».\n');
    assert.equal(fs.existsSync(folder.file("study/transcripts/b's.md")), false);
    assert.doesNotMatch(folder.read('study/code-index.json'), /emmelige/);
    assert.equal(folder.read('report.md'), out);
    assert.doesNotMatch(out, /emmelige|Andre/);
    assert.match(
      out,
      / {4}git filter-repo --invert-paths --path study\/memos\/m\.md --path study\/participants\.csv --path study\/transcripts\/a\.md --path 'study\/transcripts\/b'\\''s\.md'\n/,
    );
    assert.match(
      out,
      /copy these .*\n\n- study\/memos\/m\.md\n- study\/participants\.csv\n- study\/transcripts\/a\.md\n\n/,
    );
  });

  it('should take out one passage', async () => {
    const { code } = await withdraw('--passage', 'transcripts/a.md#k1');
    assert.equal(code, 0);
    assert.match(folder.read('study/transcripts/a.md'), /\*\*B1:\*\* \[…\]\.\n$/);
    const again = await withdraw('--passage', 'transcripts/a.md:3:9');
    assert.equal(again.code, 0);
    assert.match(folder.read('study/transcripts/a.md'), /\*\*A1:\*\* \[…\]\./);
  });

  it('should say what is missing or not there', async () => {
    for (const [args, sentence] of [
      [[], /Say what is withdrawn/],
      [['--participant', 'X'], /no participant X in this study\. Nothing was removed/],
      [['--passage', 'transcripts/a.md'], /is named as/],
      [['--passage', 'transcripts/a.md#x'], /has no such passage/],
    ] as const) {
      const { code, error } = await withdraw(...args);
      assert.equal(code, 2);
      assert.match(error, sentence);
    }
  });
});
