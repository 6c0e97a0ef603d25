import type { CodeColor } from '../../../src/core/colors/codeColors.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { planDrawing, type Plan } from '../../../src/editor/decorations/plan.js';
import type { Look } from '../../../src/editor/decorations/style.js';

/** The look of a roomy editor on an ordinary theme. */
export const usual: Look = {
  ...{ marks: 'labels', tint: true, stripes: true, ruler: true },
  ...{ fontSize: 14, tight: false, highContrast: false },
};

const colors: Readonly<Record<string, CodeColor>> = {
  ...{ tillit: 'orange', kommune: 'violet', kostnad: 'blue', deling: 'teal', sosialt: 'pink', eierskap: 'orange' },
  own: '#d1495b',
};

export function plan(source: string, look: Partial<Look> = {}): Plan {
  const context = { participants: ['A1'], interviewers: ['Intervjuer'] };
  const transcript = new Transcript('transcripts/a.md', CodedText.parse(source), context);
  return planDrawing({ transcript, color: (code) => colors[code] ?? 'grey' }, { ...usual, ...look });
}

/** A plan as people can read it: the key of each style, and the pieces of the text that it draws. */
export function drawn(source: string, look: Partial<Look> = {}, only = /./): Record<string, string[]> {
  const pieces: Record<string, string[]> = {};
  for (const [style, pairs] of plan(source, look).ranges) {
    if (!only.test(style.key)) continue;
    pieces[style.key] = [];
    for (let at = 0; at < pairs.length; at += 2) pieces[style.key]?.push(source.slice(pairs[at], pairs[at + 1]));
  }
  return pieces;
}

/** What is left of a text when everything that is hidden is taken out: what people see. */
export function seen(source: string, look: Partial<Look> = {}): string {
  let text = '';
  let at = 0;
  for (const [style, pairs] of plan(source, look).ranges) {
    if (style.kind !== 'hidden') continue;
    for (let pair = 0; pair < pairs.length; pair += 2) {
      text += source.slice(at, pairs[pair]);
      at = pairs[pair + 1] ?? 0;
    }
  }
  return text + source.slice(at);
}
