import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import type { MarkdownPlugin } from '../../src/editor/preview/preview.js';
import { closeAll, codebook, makeFolder, openEditor, sleep, until, writeFile } from './study.js';

describe('the Markdown preview', () => {
  afterEach(closeAll);

  // With a server, VS Code's own extension runs there also where ours runs in the browser, as it never does in practice.
  const isBeside = (): boolean => vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;

  async function render(document: vscode.TextDocument): Promise<string> {
    if (isBeside()) return vscode.commands.executeCommand<string>('markdown.api.render', document);
    const emic = vscode.extensions.getExtension<MarkdownPlugin>('emic.emic');
    const plugin = await emic?.activate();
    assert.ok(plugin);
    return plugin.extendMarkdownIt(new MarkdownIt({ html: true })).render(document.getText(), {
      currentDocument: document.uri,
    });
  }

  it('should show passages with the codebook’s names and colours, and memos', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md':
        '[A1]: ja nei\n\n**A1:** [Det *koster*]{#k1 .kostnad stance=contra}[^memo-k1] <b>litt</b>.\n\n[^memo-k1]: Se B2.\n',
    });
    const { document } = await openEditor(folder, 'transcripts/a.md');
    const html = await until('the names of the codebook', async () => {
      const text = await render(document);
      return text.includes('>Kostnad<') ? text : undefined;
    });
    assert.match(html, /--vscode-emic-blueTint/);
    assert.match(html, /contra/);
    assert.match(html, /<em>/);
    assert.match(html, /class="emic-memo"[^>]*>.*Se B2\./);
    if (isBeside()) assert.match(html, /data-line="2"/);
    assert.doesNotMatch(html, /memo-k1|\.kostnad|<b>/);
    assert.match(html, /\[A1\]: ja/);
  });

  it('should follow the codebook', async () => {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': '[Det koster]{.kostnad}\n' });
    const { document } = await openEditor(folder, 'transcripts/a.md');
    await until('the first name', async () => (await render(document)).includes('>Kostnad<'));
    await writeFile(folder, 'codebook.md', codebook.replace('### Kostnad {key=k}', '### Penger {#kostnad}'));
    await until('the new name', async () => (await render(document)).includes('>Penger<'));
  });

  it('should fold what analysis blocks ask and draw their charts, whatever codes are called', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook.replace('### Kostnad {key=k}', '### Kost\\<img src=x onerror=alert(1)> {#kostnad}'),
      'transcripts/a.md': '**A1:** [Det koster]{.kostnad} og [det tar tid]{.tid}.\n',
      'analysis/f.md':
        '# Funn\n\n```emic\nshow: matrix\nrows: codes\ncolumns: participants\nchart: bars\n```\n\n<!-- emic:begin -->\n\nold\n\n<!-- emic:end -->\n\n```js\nlet a;\n```\n',
    });
    const { document } = await openEditor(folder, 'analysis/f.md');
    const html = await until('the chart', async () => {
      const text = await render(document);
      return text.includes('<svg') ? text : undefined;
    });
    assert.match(html, /<details[^>]*class="[^"]*emic-block[^>]*><summary>[^<]*Mat/);
    assert.match(html, /<figure class="emic-chart"><svg [^>]*role="img"[^>]*aria-label=/);
    assert.match(html, /<desc>[^<]*Kost[^<]*1/);
    assert.match(html, /var\(--vscode-emic-/);
    assert.match(html, /class="emic-note"/, 'the result is older than the chart');
    assert.doesNotMatch(html.replace(/="[^"]*"/g, ''), /<img|<script/);
    assert.match(html, /language-js|<code/);
    if (isBeside()) assert.match(html, /<details[^>]*data-line="2"/);
  });

  it('should draw a chart again when codings change', async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': '**A1:** [Det koster]{.kostnad} mye.\n',
      'analysis/f.md': '```emic\nshow: who\nchart: bars\n```\n',
    });
    const { document } = await openEditor(folder, 'analysis/f.md');
    const bars = async (word: RegExp): Promise<boolean> => word.test(await render(document));
    await until('the first chart', () => bars(/<title>Kostnad: 1</));
    await writeFile(folder, 'transcripts/b.md', '**B1:** [Dyrt]{.kostnad}.\n');
    await until('the chart with another interview', () => bars(/<title>Kostnad: 2</));
  });

  it('should leave other Markdown alone', async () => {
    const folder = await makeFolder({ 'notes.md': '# Hei {#x}\n\n[A1]: http://a.b\n\n[A1]\n' });
    const { document } = await openEditor(folder, 'notes.md');
    await sleep(200);
    const html = await render(document);
    assert.match(html, /href="http:\/\/a\.b"/);
    assert.doesNotMatch(html, /emic-/);
  });
});
