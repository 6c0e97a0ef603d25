import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codebook, makeFolder, openEditor, until } from './study.js';

/** The documents are changed and put back; each test has a folder of its own, as VS Code keeps outlines by their address. */
async function study(files: Readonly<Record<string, string>> = {}): Promise<vscode.Uri> {
  return makeFolder({
    'codebook.md': codebook,
    'transcripts/a.md':
      '## Start\n\n**A1:** Det er [dyrt]{.kostnad by=kn}, og [vi har [ikke tid]{.tid}]{.barrierer stance=contra}.\n\nOg mer.\n\n**I:** Ja?\n',
    'transcripts/b.md': '**A2:** [For dyrt]{.kostnad by=ol}.\n',
    ...files,
  });
}

/** Opens a document whose text has a `|`, which is taken out, and gives the place. */
async function at(folder: vscode.Uri, path: string, words: string): Promise<[vscode.TextDocument, vscode.Position]> {
  const { document } = await openEditor(folder, path);
  const offset = document.getText().indexOf(words.replace('|', ''));
  assert.ok(offset >= 0, words);
  return [document, document.positionAt(offset + words.indexOf('|'))];
}

async function completions(folder: vscode.Uri, path: string, words: string): Promise<vscode.CompletionItem[]> {
  const [document, position] = await at(folder, path, words);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.filter(
    ({ kind }) => kind !== vscode.CompletionItemKind.Text && kind !== vscode.CompletionItemKind.Snippet,
  );
}

function labels(items: readonly vscode.CompletionItem[]): string[] {
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function told(location: vscode.Location, folder: vscode.Uri): string {
  const { start, end } = location.range;
  return `${location.uri.path.slice(folder.path.length + 1)} ${start.line}:${start.character}-${end.character}`;
}

async function nothing(folder: vscode.Uri): Promise<void> {
  await closeAll();
  await vscode.workspace.fs.delete(folder, { recursive: true });
}

describe('codes as symbols', () => {
  let folder: vscode.Uri;
  afterEach(() => nothing(folder));

  it('should be offered where a block is typed, with name, themes and count', async () => {
    folder = await study({ 'transcripts/c.md': '**A1:** Ja, [dyrt]{.tillit .\n' });
    // The first test of a run may ask before the window has started Emic.
    const items = await until('codes are offered', async () => {
      const offered = await completions(folder, 'transcripts/c.md', '{.tillit .|');
      return offered.length > 0 ? offered : undefined;
    });
    assert.deepEqual(labels(items), ['barrierer', 'kostnad', 'tid', 'drivere']);
    const [, cost] = items;
    assert.equal((cost?.label as vscode.CompletionItemLabel).detail?.trim(), 'Kostnad');
    assert.match((cost?.label as vscode.CompletionItemLabel).description ?? '', /^Barrierer/);
    assert.match((cost?.documentation as vscode.MarkdownString).value, /\*\*Kostnad\*\* · Barrierer/);
    assert.equal((cost?.documentation as vscode.MarkdownString).isTrusted ?? false, false);
    assert.equal(cost?.kind, vscode.CompletionItemKind.Color);
  });

  it('should not be offered in speech', async () => {
    folder = await study({ 'transcripts/c.md': '**A1:** Ja, vi. Og [navn]. {.a\n' });
    for (const words of ['vi.|', '[navn].|', '{.|a']) {
      assert.deepEqual(await completions(folder, 'transcripts/c.md', words), [], words);
    }
  });

  it('should come with the coders and stances that are used, the own name first', async () => {
    folder = await study({ 'transcripts/c.md': '**A1:** [Ja]{.tid by=} [Nei]{.tid stance=}\n' });
    await vscode.workspace.getConfiguration('emic').update('coder', 'Eva N', vscode.ConfigurationTarget.Workspace);
    try {
      const coders = await completions(folder, 'transcripts/c.md', 'by=|');
      assert.deepEqual(labels(coders), ['Eva N', 'kn', 'ol']);
      assert.equal(coders[0]?.insertText, '"Eva N"');
      assert.deepEqual(labels(await completions(folder, 'transcripts/c.md', 'stance=|')), ['contra']);
    } finally {
      await vscode.workspace.getConfiguration('emic').update('coder', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('should be offered in the codebook’s headings and between two brackets', async () => {
    folder = await study({
      'codebook.md': '# K\n\n## Verdi {.theme key=v}\n\n## Pris {themes="" color= key= parent=}\n\nSe [[\n',
      'memos/m.md': 'Om [[ve\n',
    });
    assert.deepEqual(labels(await completions(folder, 'codebook.md', 'themes="|')), ['verdi']);
    assert.deepEqual(labels(await completions(folder, 'codebook.md', 'parent=|')), ['verdi']);
    assert.deepEqual(labels(await completions(folder, 'codebook.md', ' key=|}'.replace('}', ' '))).slice(0, 2), [
      'p',
      'r',
    ]);
    assert.ok(labels(await completions(folder, 'codebook.md', 'color=|')).includes('blue'));
    assert.deepEqual(labels(await completions(folder, 'codebook.md', '[[|')).slice(0, 2), ['verdi', 'pris']);
    const [first] = await completions(folder, 'memos/m.md', '[[ve|');
    assert.equal(first?.insertText, 'verdi]]');
  });

  it('should say what they are where the mouse rests on them', async () => {
    folder = await study();
    const hover = async (path: string, words: string): Promise<string> => {
      const [document, position] = await at(folder, path, words);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value))
        .join('\n--\n');
    };
    await openEditor(folder, 'transcripts/a.md');
    assert.match(await hover('codebook.md', 'Bar|rierer'), /\*\*Barrierer\*\*[^]*Det som står i veien/);
    const inMark = await hover('transcripts/a.md', '.kost|nad');
    assert.match(inMark, /Kostnad in the study/);
    assert.equal(inMark.match(/\*\*Kostnad\*\*/g)?.length, 1, inMark);
  });

  it('should lead to the codebook, and to all that speaks of them', async () => {
    folder = await study();
    const [document, position] = await at(folder, 'transcripts/a.md', '.kost|nad');
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    assert.equal(links.length, 1);
    assert.ok(links[0]?.targetUri.path.endsWith('/codebook.md'));
    assert.equal(links[0]?.targetSelectionRange?.start.character, 4);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      position,
    );
    assert.deepEqual(
      references.map((each) => told(each, folder)),
      ['codebook.md 13:4-11', 'transcripts/a.md 2:23-30', 'transcripts/b.md 0:20-27'],
    );
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      position,
    );
    assert.equal(highlights.length, 1);
  });

  it('should be renamed in all files, open or not, in one step', async () => {
    folder = await study();
    const [document, position] = await at(folder, 'transcripts/a.md', '.kost|nad');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'utgift',
    );
    assert.deepEqual(
      edit.entries().map(([uri, edits]) => `${uri.path.slice(folder.path.length + 1)} ${edits.length}`),
      ['transcripts/a.md 1', 'transcripts/b.md 1', 'codebook.md 1'],
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const text = async (path: string): Promise<string> =>
      (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path))).getText();
    assert.match(await text('codebook.md'), /### Kostnad \{#utgift key=k\}/);
    assert.equal(await text('transcripts/b.md'), '**A2:** [For dyrt]{.utgift by=ol}.\n');
    await vscode.commands.executeCommand('undo');
    await until('all is as it was', async () => (await text('codebook.md')) === codebook);
    assert.equal(await text('transcripts/b.md'), '**A2:** [For dyrt]{.kostnad by=ol}.\n');
  });

  it('should be renamed with their heading, before VS Code’s own rename of headings', async () => {
    folder = await study();
    const [document, position] = await at(folder, 'codebook.md', 'Kost|nad');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'Høy pris',
    );
    const texts = edit.entries().flatMap(([, edits]) => edits.map((each) => each.newText));
    assert.deepEqual(texts.sort(), ['Høy pris', 'høy-pris', 'høy-pris']);
  });

  it('should change nothing where the new id is taken', async () => {
    folder = await study();
    const [document, position] = await at(folder, 'transcripts/a.md', '.kost|nad');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'tid',
    );
    assert.equal(edit.size, 0);
  });

  it('should stand in the outline: codes of a codebook, turns of a transcript', async () => {
    folder = await study();
    const outline = async (path: string): Promise<vscode.DocumentSymbol[]> => {
      const { document } = await openEditor(folder, path);
      return vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
    };
    const tree = (symbols: readonly vscode.DocumentSymbol[]): string =>
      symbols.map(({ name, children }) => (children.length > 0 ? `${name}(${tree(children)})` : name)).join(' ');
    assert.ok(tree(await outline('codebook.md')).includes('Barrierer(Kostnad Tid) Drivere(Tillit)'));
    assert.ok(tree(await outline('transcripts/a.md')).includes('Start(A1 I)'));
  });

  it('should be found by their names in the whole window', async () => {
    folder = await study();
    await openEditor(folder, 'transcripts/a.md');
    const find = async (query: string): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        query,
      );
      return found
        .filter(({ location, containerName }) => containerName !== '' && location.uri.path.startsWith(folder.path))
        .map(({ name, containerName }) => `${name} (${containerName})`);
    };
    // The window finds a new study when it is told of its file.
    await until('the study is found', async () => (await find('kstnd')).length > 0);
    assert.deepEqual(await find('kstnd'), ['Kostnad (Barrierer)']);
    assert.ok((await find('Drivere')).includes('Drivere (Bygda)'));
  });

  it('should have their count above them in the codebook', async () => {
    folder = await study();
    const { document } = await openEditor(folder, 'codebook.md');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`),
      [
        '9 4 passages · 2 participants',
        '13 2 passages · 2 participants',
        '15 1 passage · 1 participant',
        '17 no passages',
        '19 no passages',
      ],
    );
  });

  it('should leave turns to be folded', async () => {
    folder = await study();
    const { document } = await openEditor(folder, 'transcripts/a.md');
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(ranges.some(({ start, end }) => start === 2 && end === 4));
  });
});
