import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Code } from '../../src/core/codebook/types.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import type { CodedDocuments } from '../../src/editor/decorations/source.js';
import { asText, firstSentence, PassageHover } from '../../src/editor/hover.js';

function code(id: string, name: string, parent?: string, definition = '', themes: string[] = []): Code {
  const nowhere = { start: 0, end: 0 };
  return {
    ...{ id, name, kind: parent === undefined ? 'theme' : 'code', parent, children: [], level: 0, color: undefined },
    ...{ ownColor: undefined, key: undefined, themes, definition, heading: nowhere, entry: nowhere },
  };
}

const codes = new Map(
  [
    code('drivere', 'Drivere'),
    code('verdi', 'Verdi'),
    code('tillit', 'Tillit', 'drivere', 'Å kunne stole på *hverandre*. Bruk den også når den mangler.', ['verdi']),
    code('vond', '<img src=x> [lenke](command:emic.x) $(zap)', 'drivere', '![bilde](https://x.y/z.png) &lt;b&gt;'),
  ].map((each) => [each.id, each]),
);

const source: CodedDocuments = {
  get: (document) => ({
    version: document.version,
    transcript: new Transcript('a.md', CodedText.parse(document.getText()), {
      participants: ['A1'],
      interviewers: ['Intervjuer'],
    }),
    color: (id) => (codes.has(id) ? 'orange' : 'grey'),
    code: (id) => codes.get(id),
  }),
  onDidChange: new vscode.EventEmitter<vscode.Uri | undefined>().event,
};

/** The hovers at `|` in a text, one a passage. */
async function hovers(marked: string): Promise<string[]> {
  const offset = marked.indexOf('|');
  const content = marked.slice(0, offset) + marked.slice(offset + 1);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  const hover = new PassageHover(source).provideHover(document, document.positionAt(offset));
  return (hover?.contents ?? []).map((each) => (each as vscode.MarkdownString).value);
}

const orange = '<span style="color:var(--vscode-emic-orangeLabel);">■</span>';

describe('the hover on a passage', () => {
  it('should name the code with its themes, its definition, the speaker, the time and the memo', async () => {
    const text =
      '**A1** [00:02:24]: Ja, [vi ri|nger]{#k .tillit stance=contra by=kn}[^memo-k].\n\n[^memo-k]: Se B3.\n\n    Og mer.\n';
    assert.deepEqual(await hovers(text), [
      [
        `${orange} **Tillit** · Drivere · Verdi  \nÅ kunne stole på hverandre\\.`,
        'A1 · 00\\:02\\:24 · contra · coded by kn',
        '$(note) Se B3\\.',
        'Og mer\\.',
      ].join('\n\n'),
    ]);
  });

  it('should tell what the codebook does not have', async () => {
    const [text] = await hovers('Ja, [vi ri|nger]{.ukjent}.');
    assert.match(text ?? '', /emic-greyLabel.*\*\*ukjent\*\* · not in the codebook/);
  });

  it('should have the innermost passage first, and on a mark its own alone', async () => {
    const names = (all: string[]) => all.map((text) => /\*\*(.*?)\*\*/.exec(text)?.[1]);
    assert.deepEqual(names(await hovers('[Det [v|ar]{.tillit} så]{.drivere}')), ['Tillit', 'Drivere']);
    assert.deepEqual(names(await hovers('[Det [var]{.til|lit} så]{.drivere}')), ['Tillit']);
    assert.deepEqual(names(await hovers('[Det [var]{.tillit} s|å]{.drivere}')), ['Drivere']);
    assert.deepEqual(names(await hovers('[]{#r .drivere}Det [var]{.tillit} så[]{e|nd=r}')), ['Drivere']);
    assert.deepEqual(names(await hovers('[|]{#r .drivere}Det\n\nvar[]{end=r}')), ['Drivere']);
    assert.deepEqual(await hovers('Ut|enfor [det]{.tillit}'), []);
  });

  it('should tell what nested passages share once', async () => {
    const texts = await hovers('**A1:** [Det [v|ar]{.tillit} så]{.drivere}');
    assert.deepEqual(
      texts.map((text) => text.includes('A1')),
      [false, true],
    );
  });

  it('should say how many passages there are beyond four', async () => {
    const all = await hovers('[a [b [c [d [e [f|f]{.x1}]{.x2}]{.x3}]{.x4}]{.x5}]{.x6}');
    assert.equal(all.length, 5);
    assert.equal(all.at(-1), 'and 2 more passages');
  });

  it('should let nothing of a codebook or a transcript act', async () => {
    const [text = ''] = await hovers(
      '**A1**: [N|ei <b>]{#k .vond by="[x](y)"}[^memo-k]\n\n[^memo-k]: <script> $(zap) `x`\n',
    );
    const escaped = text.replaceAll(orange, '').replace('$(note)', '').replace(/\\./g, '');
    assert.doesNotMatch(escaped, /[<[\]!`&(]/);
  });
});

describe('text in a hover', () => {
  it('should have a backslash before every sign', () => {
    assert.equal(
      asText('a*b_c <d> [e](f) $(g) &amp; h.i'),
      'a\\*b\\_c \\<d\\> \\[e\\]\\(f\\) \\$\\(g\\) \\&amp\\; h\\.i',
    );
    assert.equal(asText('  én\n to  '), 'én to');
  });

  it('should be a definition’s first sentence as it reads', () => {
    assert.equal(firstSentence('Trust **or** [ease](x), e.g. hands. More.\n\nSecond.'), 'Trust or ease, e.g. hands.');
    assert.equal(firstSentence('Uten punktum\nover to linjer'), 'Uten punktum over to linjer');
    assert.equal(firstSentence(''), '');
  });
});
