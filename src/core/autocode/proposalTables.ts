import type { Study } from '../study/study.js';
import type { Transcript } from '../transcript/transcript.js';
import { speakIn } from '../queries/render/language.js';
import { escapeInline } from '../queries/render/markdownText.js';
import { placeObject } from '../queries/render/placeTables.js';
import { quotation, type LinkTo, type Quoted } from '../queries/render/quotations.js';
import type { Proposal } from './proposals.js';
import { documentsInWords } from '../text/message.js';

/** The proposals of one document, in order. */
export interface DocumentProposals {
  readonly transcript: Transcript;
  readonly proposals: readonly Proposal[];
}

/** Proposals document by document, in the order in which they were found. */
export function byDocument(study: Study, proposals: readonly Proposal[]): readonly DocumentProposals[] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const group = groups.get(proposal.document);
    if (group === undefined) groups.set(proposal.document, [proposal]);
    else group.push(proposal);
  }
  return [...groups].flatMap(([path, found]) => {
    const transcript = study.transcript(path);
    return transcript === undefined ? [] : [{ transcript, proposals: found }];
  });
}

/** Proposals as Markdown: a heading for each document, below it what would be coded. Speaks the study's language. */
export function proposalsMarkdown(study: Study, proposals: readonly Proposal[], linkTo: LinkTo): string {
  const speak = speakIn(study.settings.language);
  const groups = byDocument(study, proposals);
  const parts = [`# ${speak('Proposals: {0} in {1}', proposals.length, documentsInWords(groups.length))}`];
  for (const { transcript, proposals: here } of groups) {
    parts.push(`## ${escapeInline(transcript.title)} (${here.length})`);
    for (const quoted of quotedIn(transcript, here)) parts.push(quotation(study, quoted, linkTo, []));
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * Proposals as objects, with the keys that the index has for passages; `hits` is what was found in each.
 * @param codes those that would be given.
 */
export function proposalObjects(
  study: Study,
  proposals: readonly Proposal[],
  codes: readonly string[],
): readonly object[] {
  return byDocument(study, proposals).flatMap(({ transcript, proposals: here }) =>
    quotedIn(transcript, here).map((quoted) => ({
      ...placeObject(transcript, { ...quoted, codes }),
      hits: quoted.hits.map(({ start, end }) => ({
        cleanStart: start,
        cleanEnd: end,
        quote: transcript.text.sliceClean(start, end),
      })),
    })),
  );
}

function quotedIn(
  transcript: Transcript,
  proposals: readonly Proposal[],
): readonly (Quoted & { readonly section: readonly string[]; readonly hits: Proposal['hits'] })[] {
  const { text, path } = transcript;
  const settings = transcript.settingsOf(proposals.map(({ extent }) => extent));
  return proposals.flatMap(({ extent, hits }, i) => {
    const setting = settings[i];
    if (setting === undefined) return [];
    const { voices, time, section } = setting;
    return [
      {
        document: path,
        clean: extent,
        source: { start: text.toSource(extent.start, 'start'), end: text.toSource(extent.end, 'end') },
        quote: text.sliceClean(extent.start, extent.end),
        speakers: voices.labels,
        participants: voices.ids,
        time,
        section,
        hits,
      },
    ];
  });
}
