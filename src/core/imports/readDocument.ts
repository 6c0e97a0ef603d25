import { message } from '../text/message.js';
import type { DecodedText, Encoding } from './encoding.js';
import { readPlainText } from './plainText.js';
import { recognize, type Format, type Recognized } from './recognize.js';
import type { ReadDocument } from './report.js';
import { readSrt, readVtt } from './vtt.js';
import { readWhisper } from './whisper.js';
import { plainSource } from './source.js';

/** A document that was read, whatever wrote it. */
export interface ReadAnyDocument extends ReadDocument {
  readonly format: Format;
  readonly decoded: DecodedText | undefined;
}

/**
 * Reads a document of whatever kind.
 * @throws ImportError, ArchiveError: see `sentenceOf`.
 */
export async function readDocument(name: string, bytes: Uint8Array, encoding?: Encoding): Promise<ReadAnyDocument> {
  const recognized = recognize(name, bytes, encoding);
  const { format, decoded } = recognized;
  const { source, notes } = await read(recognized, bytes);
  if (decoded === undefined) return { format, decoded, source, notes };
  const { encoding: written, by, replaced } = decoded;
  const about = [];
  if (written !== 'utf-8')
    about.push({
      kind: 'info',
      message:
        by === 'guess'
          ? message(
              'The text seems to be written in {0}. If letters are wrong, say which encoding it is.',
              nameOf(written),
            )
          : message('The text is written in {0}.', nameOf(written)),
    } as const);
  if (replaced > 0) {
    const sentence = message('Characters that could not be read, and stand as \ufffd now: {0}.', replaced);
    about.push({ kind: 'broken', message: sentence } as const);
  }
  return { format, decoded, source, notes: [...about, ...notes] };
}

async function read(recognized: Recognized, bytes: Uint8Array): Promise<ReadDocument> {
  switch (recognized.format) {
    case 'docx':
      return (await import('./wordDocument.js')).readDocx(bytes);
    case 'odt':
      return (await import('./openDocument.js')).readOdt(bytes);
    case 'vtt':
      return readVtt(recognized.decoded.text);
    case 'srt':
      return readSrt(recognized.decoded.text);
    case 'whisper':
      return readWhisper(recognized.decoded.text);
    case 'markdown':
      return { source: plainSource(''), notes: [] };
    case 'text':
      return readPlainText(recognized.decoded.text);
  }
}

function nameOf(encoding: Encoding): string {
  return { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' }[encoding];
}
