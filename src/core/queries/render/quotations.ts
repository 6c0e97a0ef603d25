import type { Study } from '../../study/study.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Passage } from '../../transcript/types.js';
import { escapeInline, escapeText, link, quoteBlock } from './markdownText.js';

/** What is quoted: a passage, or other words of a transcript, which have no facts of a mark. */
export type Quoted = Pick<Passage, 'document' | 'clean' | 'source' | 'quote' | 'speakers' | 'participants' | 'time'> & {
  readonly attributes?: Passage['attributes'];
};

/** The address of what is quoted, for a link; undefined for no link. */
export type LinkTo = (quoted: Pick<Passage, 'document' | 'clean' | 'source'>) => string | undefined;

/** A link to the line in the transcript's file, relative to the study's folder. */
export function linkInStudy(study: Study): LinkTo {
  return ({ document, source }) => {
    const line = (study.transcript(document)?.text.lines.positionAt(source.start).line ?? 0) + 1;
    return `${encodeURI(document).replaceAll('#', '%23').replaceAll('?', '%3F')}#L${line}`;
  };
}

/**
 * A passage as a block quote with its attribution below: who, when, which document, linked to the passage, which other codes.
 * @param codes names of codes to be told.
 */
export function quotation(study: Study, passage: Quoted, linkTo: LinkTo, codes: readonly string[]): string {
  const words = quotedText(study.transcript(passage.document), passage);
  return quoteBlock(`${words}\n\n— ${attribution(study, passage, linkTo, codes)}`);
}

function attribution(study: Study, passage: Quoted, linkTo: LinkTo, codes: readonly string[]): string {
  const { document, participants, speakers, time, attributes = {} } = passage;
  const title = study.transcript(document)?.title ?? document;
  const target = linkTo(passage);
  const parts = [
    escapeInline((participants.length > 0 ? participants : speakers).join(', ')),
    time ?? '',
    target === undefined ? escapeInline(title) : link(title, target),
    escapeInline(
      Object.entries(attributes)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    ),
    escapeInline(codes.join(', ')),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** What was said in a passage, as Markdown: the labels of its turns bold, all else as text. */
export function quotedText(
  transcript: Transcript | undefined,
  { clean, quote }: Pick<Passage, 'clean' | 'quote'>,
): string {
  const pieces: string[] = [];
  let at = clean.start;
  const add = (until: number): void => {
    const text = escapeText(quote.slice(at - clean.start, until - clean.start));
    if (text === '') return;
    const last = pieces.at(-1);
    if (last?.endsWith(':**') === true) pieces.push(`${pieces.pop() ?? ''} ${text}`);
    else pieces.push(text);
  };
  for (const { head, label } of turnsIn(transcript, clean.start, clean.end)) {
    add(head.start);
    pieces.push(`**${escapeInline(label)}:**`);
    at = head.end;
  }
  add(clean.end);
  return pieces.join('\n\n');
}

/** The turns whose whole head stands in an extent of the clean text. */
function turnsIn(transcript: Transcript | undefined, start: number, end: number): Transcript['turns'] {
  return transcript?.turns.filter(({ head }) => head.start >= start && head.end <= end) ?? [];
}
