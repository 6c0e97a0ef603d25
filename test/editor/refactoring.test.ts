import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lookAtFiles } from '../../src/editor/refactoring/files.js';
import { withMemoryFiles } from './memoryFiles.js';
import { closeAll, codebook, makeFolder, openEditor, readFile, writeFile } from './study.js';

const files = {
  'codebook.md': codebook,
  'transcripts/a.md': 'A1: [Dyrt]{.kostnad} og [sent]{.tid .kostnad}.\n',
  'transcripts/b.md': 'B1: [For dyrt]{.kostnad by=kn}, [men]{.tillit}.\r\n',
  'transcripts/c.md': 'C1: Ingenting.\n',
  'memos/m.md': 'Om [[kostnad]].\n',
};

describe('refactoring the codebook', () => {
  let folder: vscode.Uri;
  beforeEach(async () => {
    folder = await makeFolder(files);
    // The study that a command is about is that of the active editor.
    await openEditor(folder, 'transcripts/c.md');
  });
  afterEach(closeAll);

  const run = (command: string, given: object): Thenable<unknown> =>
    vscode.commands.executeCommand(`emic.${command}`, { confirm: false, ...given });
  const onDisk = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(Object.keys(files).map(async (path) => [path, await readFile(folder, path)] as const)),
    );
  const dirty = (): readonly string[] =>
    vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.path);

  it('should merge over all files, closed ones too, and be undone in all of them', async () => {
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    const merged = await onDisk();
    assert.equal(merged['transcripts/a.md'], 'A1: [Dyrt]{.tid} og [sent]{.tid}.\n');
    assert.equal(merged['transcripts/b.md'], 'B1: [For dyrt]{.tid by=kn}, [men]{.tillit}.\r\n');
    assert.equal(merged['memos/m.md'], 'Om [[tid]].\n');
    assert.doesNotMatch(merged['codebook.md'] ?? '', /Kostnad/);
    assert.deepEqual(dirty(), []);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.deepEqual(await onDisk(), files);
    assert.deepEqual(dirty(), []);
  });

  it('should leave unsaved changes unsaved, and count them in', async () => {
    const editor = await openEditor(folder, 'transcripts/a.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 4), '[Ja]{.kostnad} '));
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    assert.equal(editor.document.getText(), 'A1: [Ja]{.tid} [Dyrt]{.tid} og [sent]{.tid}.\n');
    const merged = await onDisk();
    assert.equal(merged['transcripts/a.md'], files['transcripts/a.md']);
    assert.match(merged['transcripts/b.md'] ?? '', /\.tid by=kn/);
    assert.equal(dirty().length, 1);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.equal(editor.document.getText(), 'A1: [Ja]{.kostnad} [Dyrt]{.kostnad} og [sent]{.tid .kostnad}.\n');
  });

  it('should change nothing where one file cannot be changed', async () => {
    await writeFile(folder, 'transcripts/d.md', '[x]{.kostnad}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n');
    await openEditor(folder, 'transcripts/d.md');
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), false);
    assert.deepEqual(await onDisk(), files);
  });

  it('should not touch a study with a file that cannot be read', async () => {
    folder = await makeFolder({ ...files, 'transcripts/e.md': new Uint8Array([0x41, 0xe5, 0x0a]) });
    await openEditor(folder, 'transcripts/c.md');
    assert.equal(await run('deleteCodes', { codes: ['kostnad'] }), false);
    assert.deepEqual(await onDisk(), files);
  });

  it('should delete, move, recolour, rename, and make themes', async () => {
    assert.equal(await run('deleteCodes', { codes: ['kostnad'], passages: 'parent' }), true);
    assert.match(
      (await onDisk())['transcripts/a.md'] ?? '',
      /\[Dyrt\]\{\.barrierer\} og \[sent\]\{\.tid \.barrierer\}/,
    );
    assert.equal(await run('moveCodes', { codes: ['tid'], under: 'drivere' }), true);
    assert.equal(await run('recolorCodes', { codes: ['tid', 'drivere'], color: '#123456' }), true);
    assert.equal(await run('setKind', { codes: ['tid'], kind: 'category' }), true);
    assert.equal(await run('setThemes', { codes: ['tillit'], themes: ['barrierer'] }), true);
    assert.equal(await run('renameCode', { codes: ['tillit'], name: 'Tiltro' }), true);
    const { 'codebook.md': text = '' } = await onDisk();
    assert.match(
      text,
      /## Drivere \{\.theme color="#123456"\}\n\n### Tiltro \{themes=barrierer\}\n\n### Tid \{\.category color="#123456"\}\n$/,
    );
    // The id followed from the name, and goes on to.
    assert.match((await onDisk())['transcripts/b.md'] ?? '', /\[men\]\{\.tiltro\}/);
    assert.equal(await run('changeCodeId', { codes: ['tiltro'], id: 'tro' }), true);
    assert.match((await onDisk())['transcripts/b.md'] ?? '', /\[men\]\{\.tro\}/);
    assert.match((await onDisk())['codebook.md'] ?? '', /### Tiltro \{#tro themes=barrierer\}/);
    for (let i = 0; i < 7; i++) await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.deepEqual(await onDisk(), files);
  });

  it('should change nothing where a closed file holds an unfinished merge', async () => {
    const conflict = '[x]{.kostnad}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n';
    folder = await makeFolder({ ...files, 'transcripts/d.md': conflict });
    await openEditor(folder, 'transcripts/c.md');
    for (const [command, given] of [
      ['mergeCodes', { codes: ['kostnad'], into: 'tid' }],
      ['deleteCodes', { codes: ['kostnad'] }],
      ['changeCodeId', { codes: ['kostnad'], id: 'utgift' }],
    ] as const) {
      assert.equal(await run(command, given), false, command);
    }
    assert.deepEqual(await onDisk(), files);
    // A name needs no transcript: the id stays, and is written.
    assert.equal(await run('renameCode', { codes: ['kostnad'], name: 'Utgift' }), true);
    assert.match((await onDisk())['codebook.md'] ?? '', /### Utgift \{#kostnad key=k\}/);
    assert.equal(await readFile(folder, 'transcripts/d.md'), conflict);
  });

  it('should do the same to a name as F2 in the codebook', async () => {
    const other = await makeFolder(files);
    const editor = await openEditor(other, 'codebook.md');
    const at = editor.document.positionAt(editor.document.getText().indexOf('### Kostnad') + 6);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      editor.document.uri,
      at,
      'Utgift',
    );
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
    await Promise.all(unsaved.map((document) => document.save()));
    await openEditor(folder, 'transcripts/c.md');
    assert.equal(await run('renameCode', { codes: ['kostnad'], name: 'Utgift' }), true);
    for (const [path, text] of Object.entries(await onDisk())) assert.equal(await readFile(other, path), text, path);
    assert.match(await readFile(other, 'transcripts/a.md'), /\[Dyrt\]\{\.utgift\}/);
    assert.equal(await readFile(other, 'memos/m.md'), 'Om [[utgift]].\n');
  });

  it('should change hundreds of closed files at once, leave every other byte, and be undone in all of them', async () => {
    const many: Record<string, string> = { ...files, 'transcripts/bom.md': '\uFEFFA1: [Ja]{.kostnad}\r\nog\n' };
    for (let i = 0; i < 120; i++) many[`transcripts/t${String(i)}.md`] = `A1: [Dyrt]{.kostnad}, ${String(i)}.\n`;
    folder = await makeFolder(many);
    const editor = await openEditor(folder, 'transcripts/t0.md');
    const all = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        await Promise.all(
          Object.keys(many).map(async (path) => {
            const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path));
            return [path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)] as const;
          }),
        ),
      );
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    const merged = await all();
    assert.equal(merged['transcripts/bom.md'], '\uFEFFA1: [Ja]{.tid}\r\nog\n');
    for (const [path, text] of Object.entries(merged)) assert.doesNotMatch(text, /kostnad/, path);
    assert.deepEqual(dirty(), []);
    await vscode.commands.executeCommand('emic.undoRefactoring');
    assert.deepEqual(await all(), many);
    // At once: what was written is known before the file system says so.
    assert.equal(await run('mergeCodes', { codes: ['kostnad'], into: 'tid' }), true);
    assert.deepEqual(await all(), merged);
    assert.equal(editor.document.getText(), 'A1: [Dyrt]{.tid}, 0.\n');
    assert.deepEqual(dirty(), []);
  });

  describe('where files cannot be written', () => {
    /** A study in which so many transcripts have the code. */
    const study = (count: number): Record<string, string> => {
      const transcripts = Array.from({ length: count }, (_, i): [string, string] => [
        `transcripts/t${String(i)}.md`,
        `A1: [Dyrt]{.kostnad}, ${String(i)}.\n`,
      ]);
      return { 'codebook.md': codebook, ...Object.fromEntries(transcripts) };
    };
    const merge = (): Thenable<unknown> => run('mergeCodes', { codes: ['kostnad'], into: 'tid' });
    const isAsBefore = async (root: vscode.Uri, content: Readonly<Record<string, string>>): Promise<void> => {
      for (const [path, text] of Object.entries(content)) assert.equal(await readFile(root, path), text, path);
    };

    for (const count of [3, 60]) {
      it(`should change nothing where one of ${String(count)} closed files can only be read`, async () => {
        const content = study(count);
        await withMemoryFiles(content, async (files, root) => {
          files.readOnly.add(`${root.path}/transcripts/t2.md`);
          await openEditor(root, 'codebook.md');
          const { writes } = files;
          assert.equal(await merge(), false);
          assert.equal(files.writes, writes);
          await isAsBefore(root, content);
          assert.deepEqual(dirty(), []);
        });
      });
    }

    it('should put all files back where writing one fails half-way', async () => {
      const content = study(60);
      await withMemoryFiles(content, async (files, root) => {
        files.failures.set(`${root.path}/transcripts/t40.md`, 1);
        await openEditor(root, 'codebook.md');
        assert.equal(await merge(), false);
        await isAsBefore(root, content);
        assert.deepEqual(dirty(), []);
        // Nothing stands in the way of trying again.
        assert.equal(await merge(), true);
        assert.equal(await readFile(root, 'transcripts/t40.md'), 'A1: [Dyrt]{.tid}, 40.\n');
      });
    });

    it('should lose no word where a file can neither be written nor put back', async () => {
      const content = study(60);
      await withMemoryFiles(content, async (files, root) => {
        const path = `${root.path}/transcripts/t40.md`;
        files.failures.set(path, 2);
        await openEditor(root, 'codebook.md');
        assert.equal(await merge(), false);
        const kept = vscode.window.activeTextEditor?.document;
        assert.equal(kept?.uri.path, path);
        assert.equal(kept.getText(), content['transcripts/t40.md']);
        assert.deepEqual(dirty(), [path]);
        assert.equal(await kept.save(), true);
        await isAsBefore(root, content);
      });
    });

    it('should be cancelled before anything is written, and say how far it has come', async () => {
      const content = study(60);
      await withMemoryFiles(content, async (files, root) => {
        const asked = Object.entries(content).map(([path, text]) => ({
          uri: vscode.Uri.joinPath(root, path),
          edits: [{ start: 0, end: 0, text: 'x' }],
          isFor: (other: string) => other === text,
        }));
        const preparing = { isSurelyUtf8: () => Promise.resolve(true), open: 'few' } as const;
        const { writes } = files;
        let looked = 0;
        const note = (): void => {
          looked++;
        };
        assert.deepEqual(await lookAtFiles(asked, preparing, note, () => looked >= 10), { kind: 'cancelled' });
        assert.ok(looked >= 10 && looked < asked.length);
        let share = 0;
        const ready = await lookAtFiles(asked, preparing, (more) => (share += more));
        assert.ok('closed' in ready && ready.closed.length + ready.held.length === asked.length);
        assert.ok(Math.abs(share - 1) < 1e-9);
        assert.equal(files.writes, writes);
      });
    });
  });

  it('should be offered at a heading of the codebook', async () => {
    const editor = await openEditor(folder, 'codebook.md');
    const at = editor.document.positionAt(editor.document.getText().indexOf('### Kostnad') + 6);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.Refactor.value,
    );
    const merge = actions.find(({ command }) => command?.command === 'emic.mergeCodes');
    assert.deepEqual(merge?.command?.arguments, ['kostnad']);
    assert.ok(actions.some(({ command }) => command?.command === 'emic.splitCode'));
  });
});
