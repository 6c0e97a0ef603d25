import type { CodedText } from '../../core/markdown/codedText.js';
import { meets, subtract, union, type Drawing, type Pairs, type Painter } from './painter.js';
import { styleOf, type Look } from './style.js';

const speaker = styleOf({ kind: 'speaker' });
const question = styleOf({ kind: 'question' });
const quiet = styleOf({ kind: 'quiet', size: 'full' });

/**
 * Draws speakers' labels and time stamps, transcriber's notes, attributes of headings, and the interviewer's questions. After
 * marks and passages.
 */
export function drawSpeech({ transcript }: Drawing, look: Look, painter: Painter): void {
  const { text, turns } = transcript;
  for (const turn of turns) {
    const start = text.toSource(turn.head.start, 'start');
    const end = text.toSource(turn.head.end, 'end');
    drawHead(text.text.slice(start, end), start, turn.label, painter);
    painter.taken.push(start, end);
  }
  drawAttributes(text, painter);
  drawNotes(text.text, text.frontMatter?.source.length ?? 0, union(painter.taken), painter);
  if (look.highContrast) return;
  const asked = turns
    .filter(({ asks, speech }) => asks && speech.end > speech.start)
    .flatMap(({ speech }) => [text.toSource(speech.start, 'start'), text.toSource(speech.end, 'end')]);
  // What is coded in a question is as legible as any passage.
  const around = union([...painter.taken, ...painter.coded]);
  subtract(asked, around, (start, end) => painter.add(question, start, end));
}

/** `**A1** [00:02:24]:` the label stands out; its signs and the time stamp step back, in as few ranges as can be. */
function drawHead(head: string, at: number, label: string, painter: Painter): void {
  const start = head.indexOf(label);
  if (start < 0) return;
  // The colon of `**A1:**` would else be in the theme's colour for bold text.
  const end = start + label.length + (head[start + label.length] === ':' ? 1 : 0);
  painter.add(speaker, at + start, at + end);
  painter.add(quiet, at, at + head.slice(0, start).trimEnd().length);
  const rest = head.slice(end).replace(/:?\s*$/, '');
  painter.add(quiet, at + end + rest.search(/\S|$/), at + end + rest.length);
}

/** `## Hverdagen {#everyday}`: what a heading says to Emic and not to readers steps back. */
function drawAttributes(text: CodedText, painter: Painter): void {
  text.blocks.forEach(({ headings }, index) => {
    for (const { attributes } of headings) {
      if (attributes === undefined) continue;
      const by = text.cleanStart(index);
      const start = text.toSource(by + attributes.start, 'start');
      const end = text.toSource(by + attributes.end, 'end');
      painter.add(quiet, start, end);
      painter.taken.push(start, end);
    }
  });
}

/**
 * `[ler]`, `[00:12:03]`, `[name of the village]`, `\[ler\]`: what the transcriber adds in brackets. A bracket that goes on
 * as a mark, a link or a definition is none.
 */
const note = /(?<![\\\]!])\\?\[(?![\^\]])[^[\]{}\r\n]{1,80}\](?![[({:])/g;

function drawNotes(text: string, from: number, taken: Pairs, painter: Painter): void {
  note.lastIndex = from;
  for (let match = note.exec(text); match !== null; match = note.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (meets(taken, start, end)) continue;
    painter.add(quiet, start, end);
    painter.taken.push(start, end);
  }
}
