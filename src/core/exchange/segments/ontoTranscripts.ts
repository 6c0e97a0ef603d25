import { codeMany } from '../../coding/codeMany.js';
import { factsOf, sameFacts } from '../../coding/facts.js';
import type { IdSource } from '../../coding/ids.js';
import { setMemo } from '../../coding/memos.js';
import type { Facts } from '../../coding/types.js';
import type { CodedText } from '../../markdown/codedText.js';
import type { CodedPassage } from '../../markdown/types.js';
import { escapeText } from '../../queries/render/markdownText.js';
import type { Study } from '../../study/study.js';
import { composeEdits } from '../../text/compose.js';
import type { Extent, TextEdit } from '../../text/edits.js';
import { message } from '../../text/message.js';
import type { Transcript } from '../../transcript/transcript.js';
import { shortened } from '../place.js';
import type { ProjectBuilder } from '../projectBuilder.js';
import { onlyPlace } from './onlyPlace.js';
import { QuoteFinder } from './locate.js';
import type { Segment } from './segment.js';
import type { StudyCodes } from './studyCodes.js';

/** What coded segments do to the transcripts of a study. */
export interface OntoTranscripts {
  /** Edits by the paths of transcripts. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** How many passages were coded, and how many were coded so already. */
  readonly coded: number;
  readonly present: number;
}

/** Passages that get the same codes and facts. */
interface Group {
  readonly codes: readonly string[];
  readonly facts: Facts;
  readonly passages: { readonly extent: Extent; readonly memo: string; readonly words: string }[];
}

/**
 * Codes transcripts that are there as segments say, where their words are found in the clean text and it is plain which place is meant; all
 * else is told. What is coded so already stays as it is.
 * @param onProgress is told which share of the documents is done, and may throw to stop.
 */
export async function segmentsOnto(
  segments: readonly Segment[],
  study: Study,
  codes: StudyCodes,
  builder: ProjectBuilder,
  ids: (path: string) => IdSource,
  onProgress?: (share: number) => Promise<void>,
): Promise<OntoTranscripts> {
  const documents = new Map<string, Segment[]>();
  for (const segment of segments) {
    const list = documents.get(segment.document);
    if (list === undefined) documents.set(segment.document, [segment]);
    else list.push(segment);
  }
  const texts = new Map<string, Recoded>();
  let [done, coded, present] = [0, 0, 0];
  for (const [document, list] of documents) {
    const transcript = transcriptOf(document, study, builder, list.length);
    if (transcript !== undefined) {
      const { path } = transcript;
      const text = texts.get(path) ?? new Recoded(transcript.text, study, ids(path));
      texts.set(path, text);
      const found = groupsOf(list, document, transcript.text.clean, codes, builder);
      for (const group of found) {
        const counts = text.code(group, document, builder);
        coded += counts.coded;
        present += counts.present;
      }
    }
    await onProgress?.(++done / documents.size);
  }
  const edits = [...texts].flatMap(([path, text]) => (text.edits.length === 0 ? [] : [[path, text.edits] as const]));
  return { edits: new Map(edits), coded, present };
}

/** The transcript that a document's name means: its path, else its file's name, else that name without its ending. */
function transcriptOf(document: string, study: Study, builder: ProjectBuilder, count: number): Transcript | undefined {
  const plain = document.replaceAll('\\', '/').normalize('NFC').toLowerCase();
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  const nameOf = ({ path }: Transcript): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const stem = (each: string): string => each.replace(/\.(?:md|markdown|qmd|txt|text|docx|odt|pdf|vtt|srt)$/, '');
  const ways: readonly ((transcript: Transcript) => boolean)[] = [
    ({ path }) => path.toLowerCase() === plain,
    ({ path }) => path.toLowerCase().endsWith(`/${plain}`),
    (transcript) => nameOf(transcript) === name,
    (transcript) => stem(nameOf(transcript)) === stem(name),
  ];
  for (const fits of ways) {
    const [found, other] = study.transcripts.filter(fits);
    if (found === undefined) continue;
    if (other === undefined) return found;
    builder.broken(
      message('{0}: several transcripts of the study are called so. Passages left out: {1}', document, count),
    );
    return undefined;
  }
  builder.broken(message('{0}: no transcript of the study is called so. Passages left out: {1}', document, count));
  return undefined;
}

/** Segments whose place is plain, by their codes and facts. */
function groupsOf(
  segments: readonly Segment[],
  document: string,
  clean: string,
  codes: StudyCodes,
  builder: ProjectBuilder,
): readonly Group[] {
  const finder = new QuoteFinder(clean);
  const passages = new Map<string, { extent: Extent; codes: string[]; facts: Facts; memo: string; words: string }>();
  for (const segment of segments) {
    const found = onlyPlace(segment, clean, finder);
    if (typeof found === 'string') {
      const words = shortened(segment.quote);
      builder.broken(
        found === 'nowhere'
          ? message('{0}: these words are not in the text: {1}', document, words)
          : message('{0}: these words stand in several places, and none of them is coded: {1}', document, words),
      );
      continue;
    }
    const { coder, isMarkdown } = segment;
    const facts = coder === null ? segment.facts : { by: coder, ...segment.facts };
    const memo = isMarkdown ? segment.memo.trim() : escapeText(segment.memo.trim());
    const key = JSON.stringify([found.start, found.end, facts, memo]);
    const ids = segment.codes.flatMap((code) => codes.idOf(code) ?? []);
    const before = passages.get(key);
    if (before !== undefined) before.codes.push(...ids);
    else passages.set(key, { extent: found, codes: ids, facts, memo, words: segment.quote });
  }
  const groups = new Map<string, Group>();
  for (const { extent, codes: all, facts, memo, words } of passages.values()) {
    const unique = [...new Set(all)];
    if (unique.length === 0) continue;
    const key = JSON.stringify([unique, facts]);
    const group = groups.get(key) ?? { codes: unique, facts, passages: [] };
    groups.set(key, group);
    group.passages.push({ extent, memo, words });
  }
  return [...groups.values()];
}

/** A transcript's text that gets passages, group by group, and the edits that do all of it at once. */
class Recoded {
  readonly #before: CodedText;
  readonly #study: Study;
  readonly #ids: IdSource;
  #now: CodedText;
  edits: readonly TextEdit[] = [];

  constructor(text: CodedText, study: Study, ids: IdSource) {
    this.#before = text;
    this.#now = text;
    this.#study = study;
    this.#ids = ids;
  }

  code(
    { codes, facts, passages }: Group,
    document: string,
    builder: ProjectBuilder,
  ): { coded: number; present: number } {
    const fresh = passages.filter(({ extent }) => {
      const known = this.#passageAt(extent, facts);
      return known === undefined || codes.some((code) => !known.codes.includes(code));
    });
    let coded = fresh.length;
    if (fresh.length > 0) {
      const extents = fresh.map(({ extent }) => extent);
      const result = codeMany(this.#now, extents, codes, { facts, ids: this.#ids, context: this.#study.context });
      const refused =
        result.kind === 'refused' ? extents.map((extent) => ({ extent, reason: result })) : result.refused;
      coded -= refused.length;
      for (const { extent, reason } of refused) {
        const words = fresh.find((each) => each.extent.start === extent.start)?.words ?? '';
        builder.broken(
          message('{0}: these words could not be coded: {1} {2}', document, shortened(words), reason.message),
        );
      }
      if (result.kind === 'edits') this.#take(result.edits);
    }
    for (const { extent, memo, words } of passages)
      if (memo !== '') this.#write(extent, facts, memo, words, document, builder);
    return { coded, present: passages.length - fresh.length };
  }

  #write(extent: Extent, facts: Facts, memo: string, words: string, document: string, builder: ProjectBuilder): void {
    const passage = this.#passageAt(extent, facts);
    if (passage?.memo?.text === memo) return;
    const written =
      passage === undefined || passage.memo !== undefined ? undefined : setMemo(this.#now, passage, memo, this.#ids);
    if (written?.kind === 'edits') this.#take(written.edits);
    else builder.broken(message('{0}: the memo of this passage is left out: {1}', document, shortened(words)));
  }

  #passageAt({ start, end }: Extent, facts: Facts): CodedPassage | undefined {
    return this.#now.passages.find(
      ({ clean, opening }) => clean.start === start && clean.end === end && sameFacts(factsOf(opening.block), facts),
    );
  }

  #take(edits: readonly TextEdit[]): void {
    if (edits.length === 0) return;
    this.edits = composeEdits(this.#before.length, this.edits, edits);
    this.#now = this.#now.update(edits);
  }
}
