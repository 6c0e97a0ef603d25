import type { Alignment } from '../aligning/alignment.js';
import { alignTexts } from '../aligning/alignTexts.js';
import { compareText } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import { counted, message } from '../text/message.js';
import type { Transcript } from '../transcript/transcript.js';
import { listed, looked, Remarks } from './coders.js';
import { AgreementError, type Coding, type ComparedDocument, type Comparison } from './comparison.js';

/** A coder's own version of the study: a copy of its folder, a branch, a commit. */
export interface Version {
  readonly coder: string;
  readonly study: Study;
}

/**
 * The coders of several versions of a study. Texts that differ are aligned by their clean text: what some coders' texts do not have is not
 * compared, and said.
 * @param everywhere whether each coder has looked at all documents, and not only at those in which the coder coded something.
 * @throws AgreementError where there are not two of them.
 */
export function compareVersions(versions: readonly Version[], everywhere: boolean): Comparison {
  const ordered = [...versions].sort((a, b) => compareText(a.coder, b.coder));
  const coders = ordered.map(({ coder }) => coder);
  if (coders.length < 2) throw new AgreementError(message('Agreement needs two coders. Name another one.'));
  const twice = coders.find((name, i) => coders[i + 1] === name);
  if (twice !== undefined) throw new AgreementError(message('Two coders are called {0}.', twice));
  const remarks = new Remarks();
  const lacking = new Map<string, string[]>();
  const lost: Lost[] = [];
  const documents: ComparedDocument[] = [];
  const paths = new Set(ordered.flatMap(({ study }) => study.transcripts.map(({ path }) => path)));
  for (const path of [...paths].sort(compareText)) {
    const texts = ordered.map(({ study }) => study.transcript(path));
    const without = coders.filter((_, i) => texts[i] === undefined).join(', ');
    if (without !== '') lacking.set(without, [...(lacking.get(without) ?? []), path]);
    const present = texts.filter((text) => text !== undefined);
    if (present.length < 2) continue;
    const { transcript, readings, apart } = bringTogether(path, present, texts, lost);
    const seen = looked(readings, () => everywhere).map((reading, i) => (texts[i] === undefined ? undefined : reading));
    if (!remarks.tooFew(path, coders, seen)) documents.push({ path, transcript, readings: seen, apart });
  }
  for (const [names, missing] of lacking) remarks.add(message('{0} does not have: {1}', names, listed(missing)));
  if (lost.length > 0)
    remarks.add(
      counted(
        lost.length,
        message(
          'One passage stands in words that the others’ texts do not have, and is left out: {0}',
          listed([...new Set(lost.map(({ path }) => path))]),
        ),
        message(
          '{0} passages stand in words that the others’ texts do not have, and are left out: {1}',
          lost.length,
          listed([...new Set(lost.map(({ path }) => path))]),
        ),
      ),
    );
  return { coders, documents, remarks: remarks.all };
}

interface Lost {
  readonly path: string;
}

/** Puts all codings of a document into one text: the one that most have; of several such, the first by its characters. */
function bringTogether(
  path: string,
  present: readonly Transcript[],
  texts: readonly (Transcript | undefined)[],
  lost: Lost[],
): {
  readonly transcript: Transcript;
  readonly readings: readonly (readonly Coding[])[];
  readonly apart: readonly Extent[];
} {
  const clean = new Map(present.map((transcript) => [transcript, cleanOf(transcript)]));
  const having = new Map<string, number>();
  for (const text of clean.values()) having.set(text, (having.get(text) ?? 0) + 1);
  const [common] = [...having].sort(([a, n], [b, m]) => m - n || compareText(a, b))[0] ?? [''];
  const transcript = present.find((one) => clean.get(one) === common)!;
  const apart: Extent[] = [];
  const readings = texts.map((own) => {
    if (own === undefined) return [];
    const text = clean.get(own)!;
    const alignment = text === common ? undefined : alignTexts(common, text);
    for (const { before } of alignment?.changes ?? []) if (before.end > before.start) apart.push(before);
    return own.passages.flatMap((passage): readonly Coding[] => {
      const extent = alignment === undefined ? passage.clean : placeIn(alignment, passage.clean);
      if (extent === undefined) lost.push({ path });
      return extent === undefined ? [] : [{ codes: passage.codes, extent, passage }];
    });
  });
  return { transcript, readings, apart: union(apart) };
}

/** Where a passage stands in the common text; nowhere, if that has less than half of its words. */
export function placeIn(alignment: Alignment, { start, end }: Extent): Extent | undefined {
  const carried = alignment.back({ start, end });
  return carried === undefined || 2 * carried.kept < end - start ? undefined : carried.extent;
}

function cleanOf({ text }: Transcript): string {
  return text.sliceClean(0, text.cleanLength);
}

/** Extents that together cover what the given ones cover, in order, not touching. */
export function union(extents: readonly Extent[]): readonly Extent[] {
  const joined: Extent[] = [];
  for (const { start, end } of [...extents].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else joined.push({ start, end });
  }
  return joined;
}
