import type { Study } from '../study/study.js';
import type { Option } from './options.js';

/** A value that an option can have, and what it is. */
export interface Suggestion {
  readonly value: string;
  /** A code's, section's or document's name; empty where the value says it all. */
  readonly name: string;
  /** A code, by whose colour it can be shown. */
  readonly code?: string;
}

/** The values of an option that make sense in a study, the likeliest first; none where anything can be written. */
export function suggestValues(study: Study, { type, choices }: Option<unknown>): readonly Suggestion[] {
  switch (type) {
    case 'choice':
      return (choices ?? []).map(plain);
    case 'flag':
      return ['true', 'false'].map(plain);
    case 'axis':
      return [
        ...['themes', 'codes', 'participants', 'documents', 'sections', 'themes > codes'].map(plain),
        ...attributes(study).map((name) => plain(`attr:${name}`)),
        ...codes(study),
      ];
    case 'code':
    case 'codes':
      return codes(study);
    case 'attribute':
      return attributes(study).map(plain);
    case 'section':
      return study.guide.map(({ key, text }) => ({ value: key, name: text === key ? '' : text }));
    case 'participant':
      return study.people.map(({ id }) => plain(id));
    case 'document':
      return study.transcripts.map(({ path, title }) => ({ value: path, name: title }));
    default:
      return [];
  }
}

function plain(value: string): Suggestion {
  return { value, name: '' };
}

function codes(study: Study): readonly Suggestion[] {
  return [
    ...study.codebook.codes.map(({ id, name }) => ({ value: id, name: name === id ? '' : name, code: id })),
    ...study.uncataloguedCodes.map(plain),
  ];
}

/** Columns of the participants' table, those derived from them, and keys of the documents' front matter. */
function attributes(study: Study): readonly string[] {
  const keys = study.transcripts.flatMap(({ attributes: data }) => Object.keys(data));
  const own = new Set(['title', 'participants', 'speakers']);
  return [
    ...new Set([
      ...study.participants.columns.slice(1),
      ...study.settings.derived.keys(),
      ...keys.filter((key) => !own.has(key)),
      'by',
      'stance',
    ]),
  ];
}
