import assert from 'node:assert/strict';
import type { Passage } from '../../../src/core/transcript/types.js';
import { read, study } from './read.js';

function only(text: string, context = study): Passage {
  const { passages } = read(text, context);
  assert.equal(passages.length, 1);
  return passages[0]!;
}

describe('a passage', () => {
  it('should know all that the index holds', () => {
    const passage = only(
      '---\nspeakers: {Kari: A1}\n---\n## Start {#s}\n\n**Kari** [00:01]: Ja, [vi vil]{#k1 .a .b by=kn x="y z"}[^memo-k1].\n\n[^memo-k1]: Hun ler.\n',
    );
    assert.equal(passage.document, 'transcripts/intervju.md');
    assert.deepEqual(passage.codes, ['a', 'b']);
    assert.equal(passage.id, 'k1');
    assert.deepEqual(passage.attributes, { by: 'kn', x: 'y z' });
    assert.equal(passage.quote, 'vi vil');
    assert.deepEqual(passage.speakers, ['Kari']);
    assert.deepEqual(passage.participants, ['A1']);
    assert.equal(passage.time, '00:01');
    assert.deepEqual(passage.section, ['s']);
    assert.equal(passage.memo, 'Hun ler.');
    assert.equal(passage.clean.end - passage.clean.start, 6);
    assert.equal(passage.source.end - passage.source.start, 6);
  });

  it('should keep facts with the names of what every object has', () => {
    const { attributes } = only('[x]{.a constructor=b toString=c}');
    assert.deepEqual(Object.entries(attributes), [
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
  });

  it('should belong to all who answer in it, each once, in their order', () => {
    const text = '[]{#r .a}**Intervjuer:** Hei\n\n**Per:** Ja\n\n**A1:** Ja\n\n**per:** Nei[]{end=r}\n\n**A2:** Vel';
    const { speakers, participants } = only(text);
    assert.deepEqual(speakers, ['Per', 'A1']);
    assert.deepEqual(participants, ['Per', 'A1']);
  });

  it('should name a participant once who has two labels', () => {
    const text = '---\nspeakers: {Kari: A1}\n---\n[]{#r .a}**Kari:** Ja\n\n**A1:** Ja[]{end=r}';
    const { speakers, participants } = only(text);
    assert.deepEqual(speakers, ['Kari', 'A1']);
    assert.deepEqual(participants, ['A1']);
  });

  it('should belong to interviewers only where nobody else speaks', () => {
    assert.deepEqual(only('**Intervjuer:** [Hei]{.a}\n\n**A1:** Ja').speakers, ['Intervjuer']);
    assert.deepEqual(only('[]{#r .a}**Intervjuer:** Hei\n\n**A1:** Ja[]{end=r}').speakers, ['A1']);
    // It takes in the next label, but nothing that is said.
    assert.deepEqual(only('**Intervjuer:** []{#r .a}Hei\n\n**A1:**[]{end=r} Ja').speakers, ['Intervjuer']);
  });

  it('should belong to nobody outside turns', () => {
    const { speakers, participants, time } = only('[Hei]{.a}\n\n**A1** [00:01]: Ja');
    assert.deepEqual([speakers, participants, time], [[], [], undefined]);
    assert.deepEqual(only('**A1** [00:01]: Ja\n\n## Del\n\n[Hei]{.a}').time, undefined);
  });

  it('should belong to the participants of a document without labels', () => {
    const { speakers, participants } = only('---\nparticipants: [A1, A2]\n---\n[Hei]{.a}');
    assert.deepEqual([speakers, participants], [[], ['A1', 'A2']]);
  });

  it('should have the time of the turn in which it begins', () => {
    assert.equal(only('**A1** [00:01]: []{#r .a}Ja\n\n**A2** [00:02]: Ja[]{end=r}').time, '00:01');
    assert.equal(only('**A1** [00:01]: Ja\n\n**A2:** [Ja]{.a}').time, undefined);
  });

  it('should belong to the section in which it begins', () => {
    assert.deepEqual(only('# T\n\n[a]{.a}\n\n## B').section, []);
    assert.deepEqual(only('# T\n\n## B\n\n### [C]{.a}\n\n').section, ['B', 'C']);
    assert.deepEqual(only('# T\n\n## B\n\n[]{#r .a}a\n\n## C\n\nb[]{end=r}').section, ['B']);
  });
});
