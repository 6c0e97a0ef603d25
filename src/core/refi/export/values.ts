import type { FrontMatterValue } from '../../markdown/frontMatterData.js';
import type { Study } from '../../study/study.js';
import type { Transcript } from '../../transcript/transcript.js';
import { isValue } from '../schema/values.js';
import type { RefiValue, RefiVariable, VariableType } from '../project.js';
import type { Identities } from './identities.js';

/** What the front matter says of the document itself, and has a place of its own elsewhere. */
const ownKeys = new Set(['title', 'participants', 'speakers', 'description', 'source']);

/** The study's attributes as variables: the columns of the participants' table, then what documents say of themselves. */
export class Variables {
  readonly all: readonly RefiVariable[];
  readonly #byName: ReadonlyMap<string, RefiVariable>;

  /** @param came the variables of the project that the study was made of. */
  constructor(study: Study, came: readonly RefiVariable[], identities: Identities) {
    const values = new Map<string, string[]>();
    const note = (name: string, value?: string): void => {
      const known = values.get(name) ?? [];
      if (value !== undefined && value !== '') known.push(value);
      values.set(name, known);
    };
    for (const name of study.participants.columns.slice(1)) note(name);
    for (const { attributes } of study.participants.rows)
      for (const [name, value] of Object.entries(attributes)) note(name, value);
    const ofDocuments = new Map<string, string[]>();
    for (const transcript of study.transcripts)
      for (const [name, value] of documentValues(transcript))
        ofDocuments.set(name, [...(ofDocuments.get(name) ?? []), value]);
    for (const name of [...ofDocuments.keys()].sort())
      for (const value of ofDocuments.get(name) ?? []) note(name, value);
    for (const { name } of came) if (name.trim() !== '') note(name.replace(/\s+/g, ' ').trim());
    const known = new Map(came.map((variable) => [variable.name.replace(/\s+/g, ' ').trim(), variable]));
    this.all = [...values].map(([name, held]): RefiVariable => {
      const old = known.get(name);
      const guid = identities.of(old?.guid, 'variable', name);
      const fits = old !== undefined && held.every((value) => isOf(old.type, value));
      return { guid, name, type: fits ? old.type : typeOf(held), description: old?.description };
    });
    this.#byName = new Map(this.all.map((variable) => [variable.name, variable]));
  }

  values(entries: Iterable<readonly [name: string, value: string]>): readonly RefiValue[] {
    const values: RefiValue[] = [];
    for (const [name, value] of entries) {
      const variable = this.#byName.get(name);
      if (variable !== undefined && value !== '') values.push({ variable: variable.guid, type: variable.type, value });
    }
    return values;
  }
}

/** What a document's front matter says in single words. */
export function documentValues({ attributes }: Transcript): readonly (readonly [string, string])[] {
  return Object.entries(attributes).flatMap(([key, value]): [string, string][] => {
    const name = key.replace(/\s+/g, ' ').trim();
    const text = textOf(value);
    return text === undefined || name === '' || ownKeys.has(name) ? [] : [[name, text]];
  });
}

function textOf(value: FrontMatterValue): string | undefined {
  if (value === null || typeof value === 'object') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** The narrowest type that all values have; text where there are none. */
function typeOf(values: readonly string[]): VariableType {
  const narrow: readonly VariableType[] = ['Integer', 'Float', 'Date'];
  return values.length === 0 ? 'Text' : (narrow.find((type) => values.every((value) => isOf(type, value))) ?? 'Text');
}

/** Whether a value says the same as one of a type: `007` is no number, as nobody would write it so. */
function isOf(type: VariableType, value: string): boolean {
  switch (type) {
    case 'Text':
      return true;
    case 'Integer':
      return /^-?(?:0|[1-9]\d{0,14})$/.test(value);
    case 'Float':
      return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(value);
    case 'Boolean':
      return isValue('boolean', value);
    case 'Date':
      return isValue('date', value);
    case 'DateTime':
      return isValue('dateTime', value);
  }
}
