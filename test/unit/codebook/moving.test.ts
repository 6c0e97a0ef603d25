import assert from 'node:assert/strict';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { CodebookDraft } from '../../../src/core/codebook/outline.js';
import { moveCode } from '../../../src/core/codebook/moving.js';
import { appendDefinition, changeCode, removeCodeEntry } from '../../../src/core/codebook/removing.js';
import { applyEdits } from '../../../src/core/text/edits.js';

/** The text after a change; each change also has to leave the draft and its edits at the same text. */
function changed(text: string, change: (draft: CodebookDraft) => boolean): string {
  const draft = new CodebookDraft(Codebook.parse(text));
  if (!change(draft)) return 'refused';
  const after = applyEdits(text, draft.edits);
  assert.equal(draft.now.text.text, after);
  return after;
}

const move = (text: string, id: string, under?: string): string => changed(text, (draft) => moveCode(draft, id, under));
const remove = (text: string, id: string): string => changed(text, (draft) => removeCodeEntry(draft, id));

describe('moving a code', () => {
  const text = '# K\n\n## A\n\nOm A.\n\n### B\n\nOm B.\n\n#### C\n\n## D\n\nOm D.\n';

  it('should take its text and all below it along', () => {
    assert.equal(move(text, 'b', 'd'), '# K\n\n## A\n\nOm A.\n\n## D\n\nOm D.\n\n### B\n\nOm B.\n\n#### C\n');
    assert.equal(move(text, 'd', 'a'), '# K\n\n## A\n\nOm A.\n\n### B\n\nOm B.\n\n#### C\n\n### D\n\nOm D.\n');
    assert.equal(move(text, 'b'), '# K\n\n## A\n\nOm A.\n\n## D\n\nOm D.\n\n## B\n\nOm B.\n\n### C\n');
  });

  it('should change only the depth where it stands in its place already', () => {
    assert.equal(move(text, 'c', 'a'), text.replace('#### C', '### C'));
    assert.equal(move(text, 'd', 'b'), text.replace('## D', '#### D'));
  });

  it('should keep line ends, a missing last one, and white space at ends of lines', () => {
    assert.equal(move('## A\r\n\r\ntekst  \r\n\r\n## B\r\nom b', 'a', 'b'), '## B\r\nom b\r\n\r\n### A\r\n\r\ntekst  ');
    assert.equal(move('## A\n### B\n  \n## C\n\n\n', 'b', 'c'), '## A\n## C\n\n\n### B\n');
  });

  it('should keep attributes, signs that close a heading, and its indentation', () => {
    assert.equal(
      move('## A\n\n  ## B  {#x   key=b foo="1 2"}  ##\n\n## C ###\n', 'x', 'a'),
      '## A\n\n  ### B  {#x   key=b foo="1 2"}  ###\n\n## C ###\n',
    );
    assert.equal(move('## A\n\n## C ###\n', 'c', 'a'), '## A\n\n### C ###\n');
  });

  it('should keep headings that are underlined, as far as they can be', () => {
    assert.equal(move('# K\n\nA\n---\n\nB {#x}\n---\ntekst\n', 'x', 'a'), '# K\n\nA\n---\n\n### B {#x}\ntekst\n');
    assert.equal(move('## K\n\nA\n---\n\nB\n===\ntekst\n', 'a', 'b'), '## K\n\nB\n===\ntekst\n\nA\n---\n');
  });

  it('should name parents where headings cannot be deep enough, and no longer where they can', () => {
    const deep = '## A\n### B\n#### C\n##### D\n###### E\n\n## F\n### G\n#### H\n';
    const moved = move(deep, 'f', 'd');
    assert.equal(
      moved,
      '## A\n### B\n#### C\n##### D\n###### E\n\n###### F\n###### G {parent=f}\n###### H {parent=g}\n',
    );
    assert.equal(move(moved, 'f'), deep);
  });

  it('should leave what is no heading alone', () => {
    const quoted = '## A\n\n> ## B\n\n- ## C\n\n```\n## D\n```\n\n## E\n';
    assert.equal(move(quoted, 'a', 'e'), '## E\n\n### A\n\n> ## B\n\n- ## C\n\n```\n## D\n```\n');
  });

  it('should name the parent where the text cannot stand there', () => {
    assert.equal(
      move('## A\n\n## B\n\n## C\n\n```\nikke lukket', 'a', 'c'),
      '## A {parent=c}\n\n## B\n\n## C\n\n```\nikke lukket',
    );
  });

  it('should not make a title of what comes first then', () => {
    assert.equal(move('## A\n\n# B\n', 'a', 'b'), '## A {parent=b}\n\n# B\n');
  });
});

describe('removing a code', () => {
  it('should take what is written about it, and let those below rise', () => {
    assert.equal(
      remove('# K\n\n## A\n\nOm A.\n\n### B\n\nOm B.\n\n#### C\n\n## D\n', 'a'),
      '# K\n\n## B\n\nOm B.\n\n### C\n\n## D\n',
    );
    assert.equal(remove('## A\n\n## B\n\ntekst\n', 'b'), '## A\n');
    assert.equal(remove('## A\n\n## B', 'b'), '## A');
    assert.equal(remove('## A\n', 'a'), '\n');
  });

  it('should no longer be named by others', () => {
    assert.equal(
      remove('## A\n\n## B {themes="a c" key=b}\n\n## C {themes=a}\n\n## D {parent=a}\n', 'a'),
      '## B {themes=c key=b}\n\n## C\n\n## D\n',
    );
  });
});

describe('changing a code', () => {
  const change = (text: string, id: string, what: Parameters<typeof changeCode>[2]): string =>
    changed(text, (draft) => changeCode(draft, id, what));

  it('should change only the attribute that is meant', () => {
    assert.equal(change('## A {#a .x key="k"  by=b}', 'a', { kind: 'theme' }), '## A {#a .theme .x key="k"  by=b}');
    assert.equal(change('## A {.theme}', 'a', { kind: 'category' }), '## A {.category}');
    assert.equal(change('## A {.theme}', 'a', { kind: 'code' }), '## A');
    assert.equal(change('## A {.theme} ##', 'a', { kind: 'code' }), '## A ##');
    assert.equal(change('## A {  .theme\tkey=k }', 'a', { kind: 'code' }), '## A {\tkey=k }');
    assert.equal(change('## A', 'a', { color: '#d1495b' }), '## A {color="#d1495b"}');
    assert.equal(change('## A {color=#fff key=k}', 'a', { color: '#d1495b' }), '## A {color="#d1495b" key=k}');
    assert.equal(change('## A {color=#fff}', 'a', { color: '' }), '## A');
    assert.equal(change('A\n---\n\n## B\n', 'a', { themes: ['b'] }), 'A {themes=b}\n---\n\n## B\n');
    assert.equal(change('## A `x`\n', 'a-x', { kind: 'theme' }), '## A `x` {.theme}\n');
  });
});

describe('what is written about a code', () => {
  it('should come after what is written about another', () => {
    const text = '## A\r\n\r\nOm A.\r\n\r\n### C\r\n\r\n## B\r\nOm B.\r\n\r\n- en\r\n- to\r\n';
    assert.equal(
      changed(text, (draft) => appendDefinition(draft, 'b', 'a')),
      text.replace('### C', 'Om B.\r\n\r\n- en\r\n- to\r\n\r\n### C'),
    );
    assert.equal(
      changed('## A\n\n## B\n\nOm B.\n', (draft) => appendDefinition(draft, 'b', 'a')),
      '## A\n\nOm B.\n\n## B\n\nOm B.\n',
    );
  });
});
