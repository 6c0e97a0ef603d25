import type { Study } from '../study/study.js';
import { foldName } from '../codebook/ids.js';
import { labelKey } from '../transcript/labels.js';
import { QueryError } from './queryError.js';

/**
 * The id of the code that a person means: an id of the codebook or one that is used, else the name of a single code.
 * @throws QueryError when there is none.
 */
export function findCode(study: Study, text: string): string {
  const found = codeOf(study, text);
  if (found !== undefined) return found;
  const folded = foldName(text);
  const similar = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes].find(
    (id) => foldName(id) === folded,
  );
  if (similar === undefined) throw new QueryError('unknown-code', 'There is no code {0} in this study.', text);
  throw new QueryError('unknown-code', 'There is no code {0} in this study. Do you mean {1}?', text, similar);
}

function codeOf(study: Study, text: string): string | undefined {
  const id = text.trim().normalize('NFC');
  if (study.codebook.get(id) !== undefined || study.count(id).passages > 0) return id;
  const named = study.codebook.codes.filter(({ name }) => labelKey(name) === labelKey(id));
  return named.length === 1 ? named[0]?.id : undefined;
}

/**
 * The id of the participant that a person means, whatever its case.
 * @throws QueryError when there is none.
 */
export function findParticipant(study: Study, text: string): string {
  const found = participantOf(study, text);
  if (found === undefined)
    throw new QueryError('unknown-participant', 'There is no participant {0} in this study.', text);
  return found;
}

function participantOf(study: Study, text: string): string | undefined {
  const id = text.trim();
  if (study.people.some((person) => person.id === id)) return id;
  return study.people.find((person) => labelKey(person.id) === labelKey(id))?.id;
}

/**
 * The key of the section that a person means by its id or its text.
 * @throws QueryError when there is none.
 */
export function findSection(study: Study, text: string): string {
  const found = sectionOf(study, text);
  if (found === undefined) throw new QueryError('unknown-section', 'There is no section {0} in this study.', text);
  return found;
}

function sectionOf(study: Study, text: string): string | undefined {
  const key = text.trim().normalize('NFC');
  if (study.guide.some((section) => section.key === key)) return key;
  const folded = labelKey(key);
  return study.guide.find((section) => labelKey(section.text) === folded || labelKey(section.key) === folded)?.key;
}

function documentOf(study: Study, text: string): string | undefined {
  return study.transcript(text.trim())?.path;
}

/** What a list of ids names, all of one kind. */
export interface NamedIds {
  readonly kind: 'codes' | 'participants' | 'sections' | 'documents';
  readonly ids: readonly string[];
}

/**
 * Finds what a list names: codes if all are codes, else participants, else sections, else documents by their paths.
 * @throws QueryError when it is none of these.
 */
export function findIds(study: Study, texts: readonly string[]): NamedIds {
  if (texts.length === 0) throw new QueryError('empty-list', 'The list of ids is empty.');
  const finders = { codes: codeOf, participants: participantOf, sections: sectionOf, documents: documentOf } as const;
  for (const kind of ['codes', 'participants', 'sections', 'documents'] as const) {
    const ids = texts.map((text) => finders[kind](study, text)).filter((id) => id !== undefined);
    if (ids.length === texts.length) return { kind, ids: [...new Set(ids)] };
  }
  const unknown = texts.find((text) => Object.values(finders).every((find) => find(study, text) === undefined));
  if (unknown !== undefined) {
    throw new QueryError('unknown-ids', 'This study has no code, participant, section or document {0}.', unknown);
  }
  throw new QueryError(
    'unknown-ids',
    'A list names codes, participants, sections or documents, and not several of these: {0}',
    texts.join(','),
  );
}
