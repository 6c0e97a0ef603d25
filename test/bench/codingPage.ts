import { CodedText } from '../../src/core/markdown/codedText.js';
import type { PageLook } from '../../src/core/page/transcriptPage.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import { noFilter, type Strings, type Told } from '../../src/editor/codingView/protocol.js';
import { CodingSession, type Shown } from '../../src/editor/codingView/session.js';
import { milliseconds, time, type Row } from './measure.js';

const look: PageLook = { color: () => 'blue', name: (code) => code, isShown: () => true, byCoder: false };
const around: Shown['around'] = {
  title: '',
  language: 'nb',
  direction: 'ltr',
  offered: [],
  filter: noFilter,
  byCoder: false,
  filterWords: '',
  notice: '',
  canEdit: true,
  font: { family: '', size: 16 },
};

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
  session.open({ transcript: new Transcript('t.md', text), look, around, of: [text] }, {} as Strings);
  session.tellOverview();
  return told;
}
