import assert from 'node:assert/strict';
import { referenceAt, referencesTo } from '../../../src/core/references/references.js';
import type { CodeReference } from '../../../src/core/references/types.js';
import { studyOf, type Files } from '../study/studies.js';

/** What speaks of a code, each as its file with `‹ ›` around the place, on one line. */
function told(files: Files, code: string): string[] {
  return [...referencesTo(studyOf(files), code)].map((found) => show(files, found));
}

function show(files: Files, { path, role, start, end }: CodeReference): string {
  const text = files[path] ?? '';
  const line = `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
  const at = line.indexOf('‹');
  const from = line.lastIndexOf('\n', at) + 1;
  const to = line.indexOf('\n', at);
  return `${path} ${role}: ${line.slice(from, to === -1 ? undefined : to)}`;
}

const files: Files = {
  'codebook.md': [
    '# Kodebok',
    '## Barrierer {#barrierer .theme color="#d1495b"}',
    '### Kostnad',
    '#### Høy *kostnad* {parent="barrierer" themes="verdi, kostnad"}',
    '## Verdi {.theme}',
    '',
  ].join('\n\n'),
  'transcripts/a.md':
    '**A1:** [Det er [dyrt]{.kostnad}]{.barrierer .kostnad by=kn}.\n\n[]{#k1 .kostnad}Ja\n\nNei[]{end=k1}\n\n[]{.kostnad} `[x]{.kostnad}`\n',
  'transcripts/b.md': '**A1:** [Ja]{.verdi}\n',
};

describe('references to a code', () => {
  it('should be the classes of marks, those too that make no passage, and what the codebook says', () => {
    assert.deepEqual(told(files, 'kostnad'), [
      'codebook.md name: ### ‹Kostnad›',
      'codebook.md theme: #### Høy *kostnad* {parent="barrierer" themes="verdi, ‹kostnad›"}',
      'transcripts/a.md coding: **A1:** [Det er [dyrt]{.kostnad}]{.barrierer .‹kostnad› by=kn}.',
      'transcripts/a.md coding: **A1:** [Det er [dyrt]{.‹kostnad›}]{.barrierer .kostnad by=kn}.',
      'transcripts/a.md coding: []{#k1 .‹kostnad›}Ja',
      'transcripts/a.md coding: []{.‹kostnad›} `[x]{.kostnad}`',
    ]);
  });

  it('should have the heading and its id', () => {
    assert.deepEqual(told(files, 'barrierer').slice(0, 3), [
      'codebook.md name: ## ‹Barrierer› {#barrierer .theme color="#d1495b"}',
      'codebook.md id: ## Barrierer {#‹barrierer› .theme color="#d1495b"}',
      'codebook.md parent: #### Høy *kostnad* {parent="‹barrierer›" themes="verdi, kostnad"}',
    ]);
  });

  it('should stand where the headings do in a codebook that has marks', () => {
    const marked = { 'codebook.md': '[x]{.a} y\n\n## [Kostnad]{.a} {.theme #k parent=b}\n\n## B\n' };
    assert.deepEqual(told(marked, 'k'), [
      'codebook.md name: ## [‹Kostnad›]{.a} {.theme #k parent=b}',
      'codebook.md id: ## [Kostnad]{.a} {.theme #‹k› parent=b}',
    ]);
    assert.deepEqual(told(marked, 'b').at(-1), 'codebook.md name: ## ‹B›');
  });

  it('should be found by a place', () => {
    const study = studyOf(files);
    const at = (path: string, words: string, by = 0): string | undefined => {
      const found = referenceAt(study, path, (files[path] ?? '').indexOf(words) + by);
      return found && show(files, found);
    };
    assert.equal(at('transcripts/b.md', '.verdi'), 'transcripts/b.md coding: **A1:** [Ja]{.‹verdi›}');
    assert.equal(at('transcripts/b.md', '}'), 'transcripts/b.md coding: **A1:** [Ja]{.‹verdi›}');
    assert.equal(at('transcripts/b.md', 'Ja'), undefined);
    assert.equal(at('codebook.md', 'Verdi', 2), 'codebook.md name: ## ‹Verdi› {.theme}');
    assert.equal(
      at('codebook.md', 'verdi, ', 2),
      'codebook.md theme: #### Høy *kostnad* {parent="barrierer" themes="‹verdi›, kostnad"}',
    );
    assert.equal(at('codebook.md', 'Kodebok'), undefined);
    assert.equal(at('nowhere.md', ''), undefined);
  });
});
