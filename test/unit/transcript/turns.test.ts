import assert from 'node:assert/strict';
import { noStudy, read, study, turnsOf } from './read.js';

describe('a turn', () => {
  it('should last to the next label or heading', () => {
    const text = '**A1:** Hei\n\n- punkt\n\n> sitat\n\n# Del\n\nFortelleren.\n\n**A2:** Nei\n\n## Del\n';
    assert.deepEqual(turnsOf(text), ['A1||Hei\n\n- punkt\n\n> sitat', 'A2||Nei']);
    const turns = read(text).turns.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(turns, ['**A1:** Hei\n\n- punkt\n\n> sitat\n\n', '**A2:** Nei\n\n']);
  });

  it('should end at a heading in the same block', () => {
    assert.deepEqual(turnsOf('**A1:** Hei\n# Del\n**A2:** Nei'), ['A1||Hei', 'A2||Nei']);
  });

  it('should have a head of label, time stamp and their signs', () => {
    const text = 'Først.\n\n  **A1** [00:12:03]:   Hei\n\n\\[00:12:09\\] A2:\nNei';
    const heads = read(text).turns.map(({ head }) => text.slice(head.start, head.end));
    assert.deepEqual(heads, ['**A1** [00:12:03]:', '\\[00:12:09\\] A2:']);
  });

  it('should have an empty speech right after its head where nothing is said', () => {
    const [first, second] = read('**A1:**\n\n**A2:**\n').turns;
    assert.deepEqual(first?.speech, { start: 7, end: 7 });
    assert.deepEqual(second?.speech, { start: 16, end: 16 });
  });

  it('should not take front matter or the text before the first label', () => {
    const text = '---\ntitle: A1\n---\nInnledning.\n\n**A1:** Hei';
    assert.deepEqual(turnsOf(text), ['A1||Hei']);
  });

  it('should count in the clean text', () => {
    const text = '[**A1:** Hei]{.a} [du]{.b}\n\n**[A2]{.c}:** Nei[^memo-x]\n\n[^memo-x]: Notat\n\n**A1:** Vel';
    const { turns, text: coded } = read(text);
    assert.equal(coded.clean, '**A1:** Hei du\n\n**A2:** Nei\n\n**A1:** Vel');
    assert.deepEqual(
      turns.map(({ start, end }) => coded.clean.slice(start, end)),
      ['**A1:** Hei du\n\n', '**A2:** Nei\n\n', '**A1:** Vel'],
    );
  });
});

describe('a speaker', () => {
  const speakers = (text: string, context = noStudy): string[] =>
    read(text, context).turns.map(({ label, speaker, asks }) => `${label}=${speaker}${asks ? '?' : ''}`);

  it('should be the one that `speakers` names', () => {
    assert.deepEqual(speakers('---\nspeakers: {Kari: a1}\n---\n**KARI:** Hei', study), ['KARI=A1']);
    assert.deepEqual(speakers('---\nspeakers: {Kari: P9}\n---\n**Kari:** Hei', study), ['Kari=P9']);
    assert.deepEqual(speakers('---\nspeakers: {A2: A1}\n---\n**A2:** Hei', study), ['A2=A1']);
  });

  it('should be the participant of that id', () => {
    assert.deepEqual(speakers('**a2:** Hei', study), ['a2=A2']);
    assert.deepEqual(speakers('---\nparticipants: [P3]\n---\n**p3:** Hei'), ['p3=P3']);
  });

  it('should be the only participant where it is the only one that answers', () => {
    const text = (participants: string): string =>
      `---\nparticipants: ${participants}\n---\n**Intervjuer:** Hei\n\n**Kari:** Hei`;
    assert.deepEqual(speakers(text('[P3]'), study), ['Intervjuer=Intervjuer?', 'Kari=P3']);
    assert.deepEqual(speakers(text('P3'), study), ['Intervjuer=Intervjuer?', 'Kari=P3']);
    assert.deepEqual(speakers(text('[P3, P4]'), study), ['Intervjuer=Intervjuer?', 'Kari=Kari']);
    assert.deepEqual(speakers(text('[P3]')), ['Intervjuer=Intervjuer', 'Kari=Kari']);
  });

  it('should be an interviewer as the study spells it', () => {
    assert.deepEqual(speakers('**INTERVJUER:** Hei', study), ['INTERVJUER=Intervjuer?']);
  });

  it('should be an id that `speakers` names, spelt as there', () => {
    assert.deepEqual(speakers('---\nspeakers: {Kari: P9}\n---\n**p9:** Hei'), ['p9=P9']);
  });

  it('should be itself else', () => {
    assert.deepEqual(speakers('**Kari:** Hei', study), ['Kari=Kari']);
  });

  it('should ask where the study lists it, or the one that it is', () => {
    assert.deepEqual(speakers('---\nspeakers: {I: Intervjuer}\n---\n**I:** Hei\n\n**INTERVJUER:** Hei', study), [
      'I=Intervjuer?',
      'INTERVJUER=Intervjuer?',
    ]);
  });
});

describe('the participants of a transcript', () => {
  it('should be those who answer, in the order of their first turn', () => {
    const text = '**Intervjuer:** Hei\n\n**A2:** Hei\n\n**Kari:** Hei\n\n**A1:** Hei\n\n**A2:** Hei';
    assert.deepEqual(read(text, study).participants, ['A2', 'Kari', 'A1']);
  });

  it('should be those of the front matter where there are no turns', () => {
    const { participants, documentParticipants } = read('---\nparticipants: [a2, A1, A2, 7]\n---\nNotat.', study);
    assert.deepEqual(participants, ['A2', 'A1', '7']);
    assert.deepEqual(documentParticipants, participants);
  });

  it('should be nobody where only interviewers speak', () => {
    assert.deepEqual(read('---\nparticipants: [A1]\n---\n**Intervjuer:** Hei', study).participants, []);
  });
});

describe('the title of a transcript', () => {
  const title = (text: string): string => read(text, noStudy, 'transcripts/nord/a1.intervju.md').title;

  it('should be that of the front matter', () => assert.equal(title('---\ntitle: 2024\n---\n# Kari'), '2024'));
  it('should be that of the first heading', () => assert.equal(title('---\ntitle:\n---\n\n# Kari {.x}'), 'Kari'));
  it('should be the name of the file', () => {
    assert.equal(title('Hei\n\n# Kari'), 'a1.intervju');
    assert.equal(title('## Kari'), 'a1.intervju');
    assert.equal(title('#'), 'a1.intervju');
  });
});

describe('the sections of a transcript', () => {
  it('should nest by depth and leave the title out', () => {
    const text = '# Tittel\n\n## A {#a}\n\n#### B\n\n### C *d*\n\n## A2 {.x}\n\n# E\n\nSlutt';
    const { sections } = read(text);
    assert.deepEqual(
      sections.map(({ path, key, text: name, id, depth }) => [path.join('/'), key, name, id, depth]),
      [
        ['a', 'a', 'A', 'a', 2],
        ['a/B', 'B', 'B', undefined, 4],
        ['a/C d', 'C d', 'C d', undefined, 3],
        ['A2', 'A2', 'A2', undefined, 2],
        ['E', 'E', 'E', undefined, 1],
      ],
    );
    assert.deepEqual(
      sections.map(({ start, end }) => text.slice(start, end)),
      ['## A {#a}\n\n#### B\n\n### C *d*\n\n', '#### B\n\n', '### C *d*\n\n', '## A2 {.x}\n\n', '# E\n\nSlutt'],
    );
  });

  it('should not be made by headings in quotes and lists', () => {
    assert.deepEqual(read('> # A\n\n- # B\n').sections, []);
  });
});
