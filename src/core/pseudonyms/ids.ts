import { codeIdFromName, freeCodeId } from '../codebook/ids.js';
import { isCodeId } from '../coding/facts.js';
import type { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import { referencesTo } from '../references/references.js';
import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import type { FoundName, NameFinder } from './names.js';
import { headingBlocks } from './places.js';

/** A place that an id stands in. */
export interface IdPlace extends Extent {
  readonly path: string;
}

/** An id that holds a name: of a code, a passage or a section. It changes everywhere or nowhere. */
export interface IdChange {
  readonly from: string;
  readonly to: string;
  /** The names in it. */
  readonly names: readonly FoundName[];
  /** None where a code's heading gives it and nothing else names it. */
  readonly places: readonly IdPlace[];
}

/** What an id is to be; undefined where it stays. */
export type IdChoice = (id: string) => Pick<IdChange, 'to' | 'names'> | undefined;

/** Ids with replacements in the place of names. */
export function idsWithoutNames(finder: NameFinder): IdChoice {
  return (id) => {
    const names = finder.find(id, 'path');
    return names.length === 0 ? undefined : { to: changedId(id, names), names };
  };
}

/** The ids of a study that are to change, with all places that they stand in, in the order of the ids; none becomes one that is there. */
export function idChanges(study: Study, choose: IdChoice): readonly IdChange[] {
  const codes = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
  const others = otherIds(study);
  const taken = new Set([...codes, ...others.keys()]);
  const changes: IdChange[] = [];
  for (const from of [...new Set([...codes, ...others.keys()])].sort()) {
    const chosen = choose(from);
    if (chosen === undefined) continue;
    const { names } = chosen;
    const to = freeCodeId(chosen.to, (id) => taken.has(id));
    taken.add(to);
    const written = codes.includes(from) ? codePlaces(study, from) : [];
    const places = [...written, ...(others.get(from) ?? [])];
    changes.push({ from, to, names, places: distinct(places) });
  }
  return changes;
}

function distinct(places: readonly IdPlace[]): readonly IdPlace[] {
  const known = new Map(places.map((place) => [`${place.path}\0${String(place.start)}`, place]));
  return [...known.values()];
}

function codePlaces(study: Study, code: string): readonly IdPlace[] {
  const places: IdPlace[] = [];
  for (const { path, role, start, end } of referencesTo(study, code)) {
    if (role !== 'name' && !role.endsWith('-by-name')) places.push({ path, start, end });
  }
  return places;
}

/** The id with replacements in the place of names. */
function changedId(id: string, names: readonly FoundName[]): string {
  let changed = '';
  let at = 0;
  for (const { start, end, replacement } of names) {
    changed += id.slice(at, start) + (codeIdFromName(replacement) || 'x');
    at = end;
  }
  changed += id.slice(at);
  return isCodeId(changed) ? changed : codeIdFromName(changed) || 'x';
}

/** Ids of passages and of sections, and links to them. */
function otherIds(study: Study): ReadonlyMap<string, readonly IdPlace[]> {
  const found = new Map<string, IdPlace[]>();
  const add = (id: string, place: IdPlace): void => {
    const known = found.get(id);
    if (known === undefined) found.set(id, [place]);
    else known.push(place);
  };
  for (const { path, text } of [...study.transcripts, ...study.notes]) addIds(path, text, add);
  const codebook = { path: 'codebook.md', text: study.codebook.text };
  for (const { path, text } of [codebook, ...study.transcripts, ...study.notes]) {
    const isTranscript = study.transcript(path) !== undefined;
    for (const link of linksOf(text, isTranscript ? 'memos' : 'everything')) {
      if (link.kind !== 'path' || link.fragmentExtent === undefined) continue;
      const places = found.get(link.fragment ?? '');
      if (places !== undefined && text.text.slice(link.fragmentExtent.start, link.fragmentExtent.end) === link.fragment)
        places.push({ path, ...link.fragmentExtent });
    }
  }
  return found;
}

function addIds(path: string, text: CodedText, add: (id: string, place: IdPlace) => void): void {
  for (const { block } of text.marks()) {
    for (const { kind, key, value, start, end } of block.entries) {
      if (kind === 'id') add(value, { path, start: start + 1, end });
      else if (kind === 'pair' && key === 'end') {
        const at = text.text.lastIndexOf(value, end - 1);
        if (at > start) add(value, { path, start: at, end: at + value.length });
      }
    }
  }
  for (const { id, end } of text.memoReferences()) add(id, { path, start: end - 1 - id.length, end: end - 1 });
  for (const { id, label } of text.memoDefinitions()) {
    const start = label + '[^memo-'.length;
    add(id, { path, start, end: start + id.length });
  }
  for (const { entries, by } of headingBlocks(text)) {
    for (const { kind, value, start, end } of entries) {
      if (kind === 'id') add(value, { path, start: start + by + 1, end: end + by });
    }
  }
}
