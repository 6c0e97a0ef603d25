import assert from 'node:assert/strict';
import { formatMessage } from '../../../src/core/text/message.js';
import { noStudy, read, study } from './read.js';

function problems(text: string, context = study): string[] {
  return read(text, context).problems.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('the problems of a transcript', () => {
  it('should be none in a transcript that is right', () => {
    const text =
      '---\nparticipants: [a1]\nspeakers: {Kari: A1, I: Intervjuer, Pause: ~}\n---\n**I:** Hei\n\n**Kari:** Hei';
    assert.deepEqual(problems(text), []);
  });

  it('should name participants that the table does not have', () => {
    const text = '---\nparticipants: [A1, A9]\nspeakers: {Kari: A8}\n---\n**Kari:** Hei\n\n**A9:** Hei';
    assert.deepEqual(problems(text), ['unknown-participant: A9', 'unknown-participant: A8']);
    assert.deepEqual(problems('---\nparticipants: A9\n---\n'), ['unknown-participant: A9']);
  });

  it('should name labels that are nobody, each once, at the first', () => {
    assert.deepEqual(problems('**A1:** Hei\n\n[**Per:** Hei]{.a}\n\n**Per:** Hei'), ['unknown-speaker: **Per:**']);
  });

  it('should not ask for a table', () => {
    assert.deepEqual(problems('---\nparticipants: [A9]\n---\n**Per:** Hei', noStudy), []);
  });

  it('should say what is wrong with the front matter', () => {
    assert.deepEqual(problems('---\ntitle: A: B\n---\n'), ['front-matter: A: B']);
    assert.deepEqual(problems('---\nparticipants: {A1: Kari}\n---\n'), ['front-matter: {A1: Kari}']);
    assert.deepEqual(problems('---\nspeakers: [Kari]\n---\n'), ['front-matter: [Kari]']);
    assert.deepEqual(problems('---\nspeakers: {Kari: [A1]}\n---\n'), ['front-matter: [A1]']);
  });

  it('should be sentences', () => {
    for (const { message } of read('---\nparticipants: [A9]\nx: {\n---\n**Per:** Hei', study).problems) {
      assert.doesNotMatch(formatMessage(message), /\{\d\}|undefined/);
    }
  });
});
