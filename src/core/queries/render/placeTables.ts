import { indexPassages, placeInSource } from '../../study/codeIndex.js';
import type { Study } from '../../study/study.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { FoundPlace, QueryFindings } from '../evaluation/findings.js';
import { formatCsv } from './csv.js';
import { speakIn } from './language.js';
import { escapeInline } from './markdownText.js';
import { quotation, type LinkTo } from './quotations.js';
import { documentsInWords } from '../../text/message.js';

/** What a query finds, as Markdown: a heading for each document, below it its quotations. Speaks the study's language. */
export function placesMarkdown(study: Study, query: string, findings: QueryFindings, linkTo: LinkTo): string {
  const speak = speakIn(study.settings.language);
  const documents = [...findings.documents()];
  const count = documents.reduce((sum, one) => sum + one.count, 0);
  const parts = [`# ${escapeInline(query)}`, speak('Found: {0} in {1}', count, documentsInWords(documents.length))];
  for (const { transcript, places, count: here } of documents) {
    parts.push(`## ${escapeInline(transcript.title)} (${here})`);
    for (const place of places) {
      const codes = place.codes.map((code) => study.codebook.get(code)?.name ?? code);
      const attributes = place.passage?.attributes ?? {};
      parts.push(quotation(study, { ...place, attributes }, linkTo, codes));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

/** What a query finds, as objects: passages as the index has them; other places with the same keys, as far as they have these. */
export function placeObjects(study: Study, places: readonly FoundPlace[]): readonly object[] {
  return places.map((place) => {
    const transcript = study.transcript(place.document);
    if (transcript === undefined) return {};
    if (place.passage !== undefined) return indexPassages(transcript, [place.passage])[0] ?? {};
    return placeObject(transcript, place);
  });
}

/** Words of a transcript that are no passage, with the keys that the index has for passages. */
export function placeObject(
  transcript: Transcript,
  {
    codes,
    source,
    clean,
    quote,
    speakers,
    participants,
    time,
    section,
  }: Pick<FoundPlace, 'codes' | 'source' | 'clean' | 'quote' | 'speakers' | 'participants' | 'time' | 'section'>,
): Readonly<Record<string, unknown>> {
  return {
    document: transcript.path,
    codes,
    start: placeInSource(transcript, source.start),
    end: placeInSource(transcript, source.end),
    cleanStart: clean.start,
    cleanEnd: clean.end,
    quote,
    speakers,
    participants,
    time: time ?? null,
    section,
  };
}

const columns = [
  'document',
  'codes',
  'quote',
  'speakers',
  'participants',
  'time',
  'section',
  'startLine',
  'cleanStart',
  'cleanEnd',
];

/** What a query finds, as CSV with a header; lists are joined with `; `. */
export function placesCsv(study: Study, places: readonly FoundPlace[]): string {
  const rows = places.map(({ document, codes, quote, speakers, participants, time, section, source, clean }) => [
    document,
    codes.join('; '),
    quote,
    speakers.join('; '),
    participants.join('; '),
    time ?? '',
    section.join(' / '),
    (study.transcript(document)?.text.lines.positionAt(source.start).line ?? 0) + 1,
    clean.start,
    clean.end,
  ]);
  return formatCsv([columns, ...rows]);
}
