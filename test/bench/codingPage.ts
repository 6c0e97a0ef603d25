import { CodedText } from '../../src/core/markdown/codedText.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import type { Strings, Told } from '../../src/editor/codingView/protocol.js';
import { CodingSession } from '../../src/editor/codingView/session.js';
import { shown } from '../unit/codingView/pageDouble.js';
import { milliseconds, time, type Row } from './measure.js';

/**
 * The host's own work of opening a transcript in the coding view, in Node and without VS Code: from the text (cold), or
 * from a document that is parsed already (warm), to the messages that a page draws itself from, written as they travel.
 */
export function hostRows(source: string): Row[] {
  const parsed = CodedText.parse(source);
  new Transcript('t.md', parsed).passages.map(({ clean }) => clean);
  const cold = time(() => opened(CodedText.parse(source)));
  const warm = time(() => opened(parsed));
  const row = (what: string, figure: number, goal: number): Row => ({
    what,
    figure: milliseconds(figure),
    baseline: '',
    ratio: '',
    goal: `under ${String(goal)} ms`,
    met: figure < goal,
  });
  return [
    row("the host's own work of opening 1 MB, not parsed yet (Node)", cold, 500),
    row("the host's own work of opening 1 MB, parsed (Node)", warm, 200),
  ];
}

/** Opens a page and gives the number of characters that it is told. */
function opened(text: CodedText): number {
  let told = 0;
  const session = new CodingSession((one: Told) => (told += JSON.stringify(one).length));
  session.open(shown(text), {} as Strings);
  session.tellOverview();
  return told;
}
