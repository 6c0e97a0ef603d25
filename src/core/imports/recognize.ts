import { openZip } from '../archive/readZip.js';
import { message } from '../text/message.js';
import { documentLimits } from './documentLimits.js';
import { decodeText, type DecodedText, type Encoding } from './encoding.js';
import { ImportError } from './report.js';
import { isWhisper, readJson } from './whisper.js';

export type TextFormat = 'vtt' | 'srt' | 'whisper' | 'markdown' | 'text';
export type Format = TextFormat | 'docx' | 'odt';

/** What a file is. Texts are decoded by then. */
export type Recognized =
  | { readonly format: TextFormat; readonly decoded: DecodedText }
  | { readonly format: 'docx' | 'odt'; readonly decoded: undefined };

/** What a document of another kind begins with, and what to do about it. */
const others: readonly (readonly [begin: RegExp, sentence: ReturnType<typeof message>])[] = [
  [
    /^\xd0\xcf\x11\xe0/,
    message('This is a document of old Word or another old Office program. Save it as .docx, and import that.'),
  ],
  [/^\{\\rtf/, message('This is rich text (RTF). Save it as .docx or .odt, and import that.')],
  [/^%PDF-/, message('This is a PDF. Open it in Word or LibreOffice, save it as .docx or .odt, and import that.')],
  [
    /^(?:ID3|RIFF|OggS|fLaC|\x1aE\xdf\xa3|\xff[\xe2-\xfb]|[^]{4}ftyp)/,
    message('This is a recording. Have it transcribed first, and import the transcript.'),
  ],
];

/**
 * Tells what a file is by what stands in it; its name counts only where a text may be Markdown or not.
 * @param encoding what the text is written in, if somebody knows.
 * @throws ImportError where it is nothing that can be imported. @throws ArchiveError where it is a broken archive.
 */
export function recognize(name: string, bytes: Uint8Array, encoding?: Encoding): Recognized {
  if (bytes.length === 0) throw new ImportError(message('The file is empty.'));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) < 9)
    return { format: archiveFormat(bytes), decoded: undefined };
  const begin = String.fromCharCode(...bytes.subarray(0, 16));
  for (const [pattern, sentence] of others) if (pattern.test(begin)) throw new ImportError(sentence);
  const decoded = decodeText(bytes, encoding);
  const { text } = decoded;
  if (text.slice(0, 8192).includes('\0'))
    throw new ImportError(message('This is not a text, and no document that Emic knows.'));
  if (text.trim() === '') throw new ImportError(message('There is nothing in the file but white space.'));
  return { format: textFormat(name, text), decoded };
}

function archiveFormat(bytes: Uint8Array): 'docx' | 'odt' {
  const paths = new Set(openZip(bytes, documentLimits).map(({ path }) => path));
  if (paths.has('word/document.xml')) return 'docx';
  if (paths.has('content.xml')) return 'odt';
  if (paths.has('project.qde'))
    throw new ImportError(message('This is a REFI-QDA project; it is imported as a study of its own.'));
  throw new ImportError(message('This archive is not a text document.'));
}

const times = /^\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}/m;

function textFormat(name: string, text: string): TextFormat {
  if (/^WEBVTT(?:\s|$)/.test(text)) return 'vtt';
  const first = text.trimStart();
  if ((first.startsWith('{') || first.startsWith('[')) && isJson(name, first)) return 'whisper';
  // The times of a cue stand at the top, below its number or name.
  const top = first.split(/\r\n|\r|\n/, 8);
  const at = top.findIndex((line) => times.test(line));
  if (at >= 0 && at < 2) return /\d,\d+\s*-->/.test(top[at]!) || !/\.vtt$/i.test(name) ? 'srt' : 'vtt';
  return /\.(?:md|markdown|qmd|rmd)$/i.test(name) ? 'markdown' : 'text';
}

/** Whether a text is JSON; `[00:12:03] A1: Hei` and `{navn}` begin as if they were. */
function isJson(name: string, text: string): boolean {
  if (/\.json$/i.test(name)) return true;
  return /^(?:\{\s*"|\[\s*\{)/.test(text) && isWhisper(readJson(text).value);
}
