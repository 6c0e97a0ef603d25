import { alignTexts } from '../aligning/alignTexts.js';
import type { Alignment } from '../aligning/alignment.js';
import type { CodedText } from '../markdown/codedText.js';
import { compareText } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { fingerprint } from '../text/fingerprint.js';
import { counted, message } from '../text/message.js';
import type { Passage } from '../transcript/types.js';
import type { Transcript } from '../transcript/transcript.js';
import { codersOf, listed, looked, Remarks } from './coders.js';
import type { Coding, ComparedDocument, Comparison } from './comparison.js';
import type { CodeGiven, Disagreement } from './disagreements.js';
import { holds, verdictOf, type Settled, type Verdict } from './settled.js';
import { placeIn, union, type Version } from './versions.js';

/** Somebody's codings of a document, carried over to the text that is compared in. */
interface CarriedOver {
  /** The text that they were carried over to. */
  readonly clean: string;
  readonly codings: readonly Coding[];
  readonly apart: ComparedDocument['apart'];
  /** How many passages stand in words that this text does not have. */
  readonly lost: number;
}

/**
 * Coders who each have a version of a study (a copy of its folder, a branch, a commit), compared in the text of one study: there the codings of
 * all are seen in place, and there stands what is decided. What a passage of that text says of who coded it (`by`) or agreed to it
 * (`agreed`) counts for these; what else stands in it, for the coder whose text it is.
 */
export class VersionsInText {
  /** In order. */
  readonly coders: readonly string[];
  /** Whose text it is, if it is one of the coders'. */
  readonly here: string | undefined;
  readonly #versions: readonly (Study | undefined)[];
  readonly #carried = new WeakMap<Transcript, CarriedOver>();
  readonly #fingerprints = new WeakMap<Transcript, string>();
  readonly #documents = new WeakMap<Transcript, ComparedDocument>();

  /** @param versions those of the others. */
  constructor(versions: readonly Version[], here: string | undefined) {
    const ordered = [...versions.map(({ coder }) => coder), ...(here === undefined ? [] : [here])].sort(compareText);
    this.coders = ordered;
    this.here = here;
    this.#versions = ordered.map((name) => versions.find(({ coder }) => coder === name)?.study);
  }

  /**
   * @param study the study as it is now.
   * @param settled what was decided already.
   * @param hasLooked who has looked at a document, even if nothing of what the coder coded is left there.
   */
  compare(study: Study, settled: Settled, hasLooked: (path: string, coder: string) => boolean): Comparison {
    const remarks = new Remarks();
    const documents: ComparedDocument[] = [];
    const lost = { passages: 0, paths: new Set<string>() };
    for (const transcript of study.transcripts) {
      const { path } = transcript;
      let document = this.#documents.get(transcript);
      if (document === undefined) this.#documents.set(transcript, (document = this.#inDocument(transcript, settled)));
      const { readings } = document;
      const seen = looked(
        readings.map((reading) => reading ?? []),
        (coder) => hasLooked(path, this.coders[coder] ?? ''),
      ).map((reading, coder) => (readings[coder] === undefined ? undefined : reading));
      if (!remarks.tooFew(path, this.coders, seen)) documents.push({ ...document, readings: seen });
      for (const version of this.#versionsOf(path)) {
        const passages = version === undefined ? 0 : this.#carryOver(transcript, version).lost;
        if (passages === 0) continue;
        lost.passages += passages;
        lost.paths.add(path);
      }
    }
    if (lost.passages > 0)
      remarks.add(
        counted(
          lost.passages,
          message(
            'One passage stands in words that the text here does not have, and is left out: {0}',
            listed([...lost.paths]),
          ),
          message(
            '{0} passages stand in words that the text here does not have, and are left out: {1}',
            lost.passages,
            listed([...lost.paths]),
          ),
        ),
      );
    return { coders: this.coders, documents, remarks: remarks.all };
  }

  /** What was decided has changed: what is known of the document with it is not true any more. */
  forget(transcript: Transcript): void {
    this.#documents.delete(transcript);
  }

  /**
   * What is to be remembered of a decision, as the text alone does not tell it: the others' versions still say what they said.
   * @param after the text with the decision in it.
   */
  verdictsOf({ document, readings }: Disagreement, after: CodedText): ReadonlyMap<string, Verdict> {
    const found = new Map<string, Verdict>();
    readings.forEach((reading, coder) => {
      for (const given of reading ?? []) {
        const key = this.#keyOf(document.path, coder, given);
        if (key !== undefined) found.set(key, verdictOf(document.transcript.text, after, given.coding.extent.start));
      }
    });
    return found;
  }

  #versionsOf(path: string): readonly (Transcript | undefined)[] {
    return this.#versions.map((study) => study?.transcript(path));
  }

  #inDocument(transcript: Transcript, settled: Settled): ComparedDocument {
    const { path, text } = transcript;
    const apart: ComparedDocument['apart'][number][] = [];
    const versions = this.#versionsOf(path);
    const readings = this.coders.map((coder, i): readonly Coding[] | undefined => {
      const isHere = coder === this.here;
      const version = versions[i];
      const own = transcript.passages.filter((passage) => isHere || codersOf(passage).includes(coder));
      if (!isHere && version === undefined && own.length === 0) return undefined;
      const codings = own.map((passage) => inText(passage));
      if (version === undefined) return codings;
      const carried = this.#carryOver(transcript, version);
      apart.push(...carried.apart);
      const left = carried.codings.flatMap((coding): readonly Coding[] => {
        const codes = coding.codes.filter((code) => {
          const verdict = settled.size === 0 ? undefined : settled.get(this.#keyOf(path, i, { code, coding }) ?? '');
          return verdict === undefined || !holds(verdict, text, coding.extent);
        });
        return codes.length === 0 ? [] : [{ ...coding, codes }];
      });
      return [...codings, ...left].sort((a, b) => a.extent.start - b.extent.start);
    });
    return { path, transcript, readings, apart: union(apart) };
  }

  #carryOver({ text }: Transcript, version: Transcript): CarriedOver {
    const { clean } = text;
    const known = this.#carried.get(version);
    if (known?.clean === clean) return known;
    const alignment = version.text.clean === clean ? undefined : alignTexts(clean, version.text.clean);
    const codings = version.passages.flatMap((passage) => carry(passage, alignment));
    const carried: CarriedOver = {
      clean,
      codings,
      apart: (alignment?.changes ?? []).map(({ before }) => before).filter(({ start, end }) => end > start),
      lost: version.passages.length - codings.length,
    };
    this.#carried.set(version, carried);
    return carried;
  }

  /** Tells codings of versions apart, as long as the version of the document is the same. */
  #keyOf(path: string, coder: number, { code, coding }: CodeGiven): string | undefined {
    const version = this.#versions[coder]?.transcript(path);
    if (version === undefined || coding.elsewhere !== true) return undefined;
    let own = this.#fingerprints.get(version);
    if (own === undefined) this.#fingerprints.set(version, (own = fingerprint(version.text.clean)));
    const { start, end } = coding.passage.clean;
    return [this.coders[coder], path, own, start, end, code].join('\n');
  }
}

function inText(passage: Passage): Coding {
  return { codes: passage.codes, extent: passage.clean, passage };
}

function carry(passage: Passage, alignment: Alignment | undefined): readonly Coding[] {
  const extent = alignment === undefined ? passage.clean : placeIn(alignment, passage.clean);
  return extent === undefined ? [] : [{ codes: passage.codes, extent, passage, elsewhere: true }];
}
