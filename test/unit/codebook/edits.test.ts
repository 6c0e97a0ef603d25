import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { addCode, CodebookEditError, idOfNewCode, type NewCode } from '../../../src/core/codebook/edits.js';
import { newCodebook } from '../../../src/core/codebook/newCodebook.js';
import { applyEdits } from '../../../src/core/text/edits.js';

function add(text: string, code: NewCode): string {
  return applyEdits(text, addCode(Codebook.parse(text), code));
}

function reasonOf(text: string, code: NewCode): string {
  try {
    add(text, code);
  } catch (error) {
    if (error instanceof CodebookEditError) return error.reason;
    throw error;
  }
  return 'added';
}

describe('adding a code', () => {
  it('should put it last under its parent', () => {
    const text = '# K\n\n## A\n\nTekst.\n\n### B\n\n#### C\n\n## D\n';
    assert.equal(add(text, { name: 'Ny', parent: 'a' }), text.replace('## D', '### Ny\n\n## D'));
    assert.equal(add(text, { name: 'Ny', parent: 'b' }), text.replace('## D', '#### Ny\n\n## D'));
    assert.equal(add(text, { name: 'Ny', parent: 'd' }), `${text}\n### Ny\n`);
    assert.equal(add(text, { name: 'Ny' }), `${text}\n## Ny\n`);
  });

  it('should write kind and definition', () => {
    assert.equal(
      add('# K\n', { name: 'Ny', kind: 'theme', definition: ' To\n\nlinjer. ' }),
      '# K\n\n## Ny {.theme}\n\nTo\n\nlinjer.\n',
    );
    assert.equal(add('# K\n', { name: 'Ny', kind: 'code' }), '# K\n\n## Ny\n');
  });

  it('should write an id only where the name does not give it', () => {
    assert.equal(add('# K\n', { name: 'Høy pris', id: 'høy-pris' }), '# K\n\n## Høy pris\n');
    assert.equal(add('# K\n', { name: 'Høy pris', id: 'pris' }), '# K\n\n## Høy pris {#pris}\n');
    assert.equal(add('# K\n', { name: '2024' }), '# K\n\n## 2024 {#code}\n');
    assert.equal(add('## Ny\n', { name: 'Ny', kind: 'category' }), '## Ny\n\n## Ny {#ny-2 .category}\n');
    assert.equal(idOfNewCode(Codebook.parse('## Ny\n'), { name: 'Ny' }), 'ny-2');
  });

  it('should name the parent where no heading is deep enough', () => {
    const deep = '## A\n### B\n#### C\n##### D\n###### E\n\n## F\n';
    const once = add(deep, { name: 'Ny', parent: 'e' });
    assert.equal(once, deep.replace('## F', '###### Ny {parent=e}\n\n## F'));
    const twice = add(add(once, { name: 'Under', parent: 'ny' }), { name: 'Ved siden', parent: 'e' });
    assert.equal(
      twice,
      deep.replace('## F', '###### Ny {parent=e}\n\n###### Under {parent=ny}\n\n###### Ved siden {parent=e}\n\n## F'),
    );
  });

  it('should keep line ends, and the end of the file as it is', () => {
    assert.equal(
      add('## A\r\n\r\n## B', { name: 'Ny', parent: 'a', definition: 'x\ny' }),
      '## A\r\n\r\n### Ny\r\n\r\nx\r\ny\r\n\r\n## B',
    );
    assert.equal(add('## A\r\n\r\n## B', { name: 'Ny' }), '## A\r\n\r\n## B\r\n\r\n## Ny');
    assert.equal(add('## A\n\n\n', { name: 'Ny' }), '## A\n\n\n## Ny\n');
    assert.equal(add('', { name: 'Ny' }), '## Ny\n');
    assert.equal(add('---\na: b\n---\n', { name: 'Ny' }), '---\na: b\n---\n\n## Ny\n');
  });

  it('should keep a heading’s indentation and a heading right below text', () => {
    assert.equal(add('## A\ntekst\n  ## B\n', { name: 'Ny', parent: 'a' }), '## A\ntekst\n\n### Ny\n\n  ## B\n');
  });

  it('should write names so that they read as they are', () => {
    for (const name of [
      'a *b*',
      '[x]{.y}',
      'x {.y}',
      'a_b_c',
      '#',
      'c#',
      'A & B',
      '&amp;',
      '`x`',
      '<b>',
      'x\\',
      '~~x~~',
      '1. a',
      '- a',
      '[^1]',
    ]) {
      const text = add('# K\n', { name, id: 'ny' });
      assert.equal(Codebook.parse(text).get('ny')?.name, name, text);
    }
    assert.equal(
      add('# K\n', { name: 'Pris & tid: "nå" (1-2)' }),
      '# K\n\n## Pris & tid: "nå" (1-2) \n'.replace(' \n', '\n'),
    );
    assert.equal(add('# K\n', { name: ' to\n ord ' }), '# K\n\n## to ord\n');
  });

  it('should refuse what cannot be done', () => {
    assert.equal(reasonOf('## A', { name: ' ' }), 'no-name');
    assert.equal(reasonOf('## A', { name: 'B', parent: 'x' }), 'unknown-parent');
    assert.equal(reasonOf('## A', { name: 'B', id: '1 2' }), 'bad-id');
    assert.equal(reasonOf('## A\n\n```\nkode', { name: 'B' }), 'no-place');
    assert.equal(reasonOf('## A', { name: 'B', definition: 'x\n\n## C' }), 'no-place');
  });

  it('should leave all other text as it is, and all other codes', () => {
    const name = fc.oneof(fc.constantFrom('A', 'B', 'Å ja', '*x*', 'C#', '2'), fc.string({ maxLength: 12 }));
    const code = fc.record({
      name,
      parent: fc.nat(30),
      kind: fc.constantFrom('theme' as const, 'category' as const, 'code' as const),
      definition: fc.constantFrom('', 'Tekst.', 'To\n\navsnitt'),
    });
    const start = fc.constantFrom(
      '',
      '# K',
      '---\r\nemic: 1\r\n---\r\n# K\r\n',
      'Prosa\n\n# A {parent=b}\n\ntekst\n\n## B\n',
    );
    fc.assert(
      fc.property(start, fc.array(code, { maxLength: 15 }), (first, codes) => {
        let text: string = first;
        for (const { parent, ...rest } of codes) {
          const before = Codebook.parse(text);
          const above = before.codes[parent]?.id;
          const wanted = above === undefined ? rest : { ...rest, parent: above };
          if (rest.name.trim() === '') continue;
          let edits;
          try {
            edits = addCode(before, wanted);
          } catch (error) {
            assert.ok(error instanceof CodebookEditError && error.reason === 'no-place');
            continue;
          }
          assert.equal(edits.length, 1);
          const [edit] = edits;
          assert.equal(edit?.start, edit?.end);
          text = applyEdits(text, edits);
          const after = Codebook.parse(text);
          const id = idOfNewCode(before, wanted);
          assert.equal(after.get(id)?.parent, above);
          assert.deepEqual(
            after.codes
              .filter((each) => each.id !== id)
              .map((each) => [each.id, each.name, each.parent, each.definition]),
            before.codes.map((each) => [each.id, each.name, each.parent, each.definition]),
          );
          const children = after.codes.filter((each) => each.parent === above);
          assert.equal(children.at(-1)?.id, id);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a new codebook', () => {
  it('should hold the settings and a title, in the language of the study', () => {
    assert.equal(
      newCodebook('Samskaping: i klynger', 'nb'),
      `---
emic: 1
title: "Samskaping: i klynger"
transcripts: transcripts/**/*.md
participants: participants.csv
interviewers: [Intervjuer, I]
language: nb
---
# Kodebok
`,
    );
    assert.match(newCodebook('x', 'en-GB'), /interviewers: \[Interviewer, I\]\nlanguage: en-GB\n---\n# Codebook\n$/);
    assert.match(newCodebook('x', 'constructor'), /# Codebook\n$/);
  });

  it('should be read as it is meant, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const codebook = Codebook.parse(newCodebook(title, 'nb'));
        assert.deepEqual(codebook.problems, []);
        const expected = title.replace(/\s+/g, ' ').trim();
        assert.equal(codebook.settings.title, expected === '' ? undefined : expected);
        assert.deepEqual(codebook.codes, []);
        assert.deepEqual(codebook.settings.transcripts, ['transcripts/**/*.md']);
      }),
    );
  });
});
