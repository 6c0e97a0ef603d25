import { message, partOf } from '../text/message.js';
import type { TextEdit } from '../text/edits.js';
import { documentOf, lineEndOf, textOf } from './fileOfStudy.js';
import { nearest } from './nearest.js';
import type { FileOfStudy, FindFixes, Fix } from './types.js';

/** Writes an id as the participants' table has it, or adds it to the table. */
export const fixUnknownParticipant: FindFixes = (file, problem) => {
  const id = partOf(problem.message.args[0]);
  const text = documentOf(file)?.text.text.slice(problem.start, problem.end) ?? '';
  const at = text.indexOf(id);
  const place = { start: problem.start + at, end: problem.start + at + id.length };
  const ids = file.study.participants.rows.map((row) => row.id);
  const changes =
    at < 0
      ? []
      : nearest(id, ids).map((known): Fix => ({
          name: `participant-${known}`,
          title: message('Change it to {0}', known),
          isPreferred: false,
          isSafe: false,
          edits: [{ ...place, text: known }],
          effect: { kind: 'other' },
        }));
  return [...changes, ...addRow(file, id)];
};

/** Says in the front matter who a label is, or that it is nobody; or adds it to the table. */
export const fixUnknownSpeaker: FindFixes = (file, problem) => {
  const label = partOf(problem.message.args[0]);
  const ids = file.study.participants.rows.map((row) => row.id);
  const own = documentOf(file)?.documentParticipants ?? [];
  const likely = [...new Set([...own, ...nearest(label, ids)])].filter((id) => ids.includes(id)).slice(0, 4);
  const fixes = likely.flatMap((id) => nameSpeaker(file, label, id, message('{0} is the participant {1}', label, id)));
  return [
    ...fixes,
    ...nameSpeaker(file, label, '~', message('{0} is nobody who speaks', label)),
    ...addRow(file, label),
  ];
};

function nameSpeaker(file: FileOfStudy, label: string, value: string, title: Fix['title']): readonly Fix[] {
  const edit = speakersEdit(textOf(file), label, value);
  if (edit === undefined) return [];
  const name = value === '~' ? 'no-speaker' : `speaker-${value}`;
  return [{ name, title, isPreferred: false, isSafe: false, edits: [edit], effect: { kind: 'other' } }];
}

/** Adds a label to `speakers` in the front matter, which is made where there is none. */
function speakersEdit(text: string, label: string, value: string): TextEdit | undefined {
  const end = lineEndOf(text);
  const entry = `${yaml(label)}: ${value === '~' ? value : yaml(value)}`;
  const front = /^---[ \t]*(\r\n|\r|\n)(?:[^]*?(?:\r\n|\r|\n))?(?=---[ \t]*(?:[\r\n]|$))/.exec(text)?.[0];
  if (front === undefined) {
    return { start: 0, end: 0, text: `---${end}speakers: {${entry}}${end}---${end}` };
  }
  const known = /^speakers:[ \t]*(.*)$/m.exec(front);
  if (known === null) return { start: front.length, end: front.length, text: `speakers: {${entry}}${end}` };
  const rest = (known[1] ?? '').trim();
  if (rest.startsWith('{')) {
    const at = known.index + known[0].indexOf('{') + 1;
    return { start: at, end: at, text: rest === '{}' ? entry : `${entry}, ` };
  }
  if (rest !== '') return undefined;
  const at = known.index + known[0].length;
  const indent = /^[\r\n]+([ \t]+)/.exec(front.slice(at))?.[1] ?? '  ';
  return { start: at, end: at, text: `${end}${indent}${entry}` };
}

/** A text as YAML reads it, in quotes where it must be. */
function yaml(text: string): string {
  return /^\p{L}[\p{L}\p{N} _.-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Adds a row to the participants' table, with empty cells for its attributes. */
function addRow({ study }: FileOfStudy, id: string): readonly Fix[] {
  const { columns } = study.participants;
  const text = study.participantsText;
  if (text === undefined || columns.length === 0 || id === '') return [];
  const header = text.slice(0, text.search(/[\r\n]|$/));
  let delimiter = ',';
  for (const sign of [';', '\t']) if (header.split(sign).length > header.split(delimiter).length) delimiter = sign;
  const cell = /["\r\n]/.test(id) || id.includes(delimiter) ? `"${id.replaceAll('"', '""')}"` : id;
  const end = lineEndOf(text);
  const row = cell + delimiter.repeat(header.split(delimiter).length - 1);
  const isOpen = !/[\r\n]$/.test(text);
  const edits = [{ start: text.length, end: text.length, text: isOpen ? `${end}${row}` : `${row}${end}` }];
  return [
    {
      name: 'add-participant',
      title: message('Add {0} to the participants’ table', id),
      isPreferred: false,
      isSafe: false,
      edits: [],
      elsewhere: { path: study.participantsPath, edits },
      effect: { kind: 'other' },
    },
  ];
}
