import assert from 'node:assert/strict';
import { addInterviewers } from '../../../src/core/codebook/interviewers.js';
import { applyEdits } from '../../../src/core/text/edits.js';

describe('adding interviewers to a codebook', () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['a list in a line', 'interviewers: [I] # we\n', 'interviewers: [I, KN] # we\n'],
    ['an empty list', 'interviewers: []\n', 'interviewers: [KN]\n'],
    ['a list of lines', 'interviewers:\n  - I\ntitle: x\n', 'interviewers:\n  - I\n  - KN\ntitle: x\n'],
    ['one name', 'interviewers: I\n', 'interviewers: [I, KN]\n'],
    ['nothing', 'interviewers:\ntitle: x\n', 'interviewers: [KN]\ntitle: x\n'],
    ['no entry', 'title: x\n', 'title: x\ninterviewers: [KN]\n'],
  ];
  for (const [name, before, after] of cases)
    for (const end of ['\n', '\r\n'])
      it(`should add to ${name}${end === '\n' ? '' : ', with CRLF'}`, () => {
        const text = `---\n${before}---\n# Codes\n`.replaceAll('\n', end);
        const edit = addInterviewers(text, ['KN', 'KN']);
        assert.ok(edit);
        assert.equal(applyEdits(text, [edit]), `---\n${after}---\n# Codes\n`.replaceAll('\n', end));
      });

  it('should quote what YAML would read otherwise', () => {
    const edit = addInterviewers('---\ntitle: x\n---\n', ['no', 'A: b']);
    assert.match(edit?.text ?? '', /\["no", "A: b"\]/);
  });

  it('should leave alone what it cannot read, and what says so already', () => {
    for (const text of ['# Codes\n', '---\n[\n---\n', '---\ninterviewers: [KN]\n---\n'])
      assert.equal(addInterviewers(text, ['KN']), undefined, text);
  });
});
