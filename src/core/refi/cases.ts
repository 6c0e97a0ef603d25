import type { ProjectCase, ProjectNotice } from '../imports/codedProject.js';
import { message } from '../text/message.js';
import type { RefiCase, RefiProject, RefiValue } from './project.js';

/** A project's cases, and what its variables say: cases with a name are participants; what a nameless one says of its one source is that source's. */
export class Cases {
  readonly all: readonly ProjectCase[];
  /** The variables that cases have, or that nothing has. */
  readonly columns: readonly string[];
  readonly notices: readonly ProjectNotice[];
  readonly #columnOf = new Map<string, string>();
  readonly #named = new Map<string, string[]>();
  readonly #nameless = new Map<string, RefiValue[]>();

  constructor({ cases, sources, variables }: RefiProject) {
    for (const { guid, name } of variables) {
      const column = name.replace(/\s+/g, ' ').trim();
      if (column !== '') this.#columnOf.set(guid, column);
    }
    const all: ProjectCase[] = [];
    const notices: ProjectNotice[] = [];
    for (const each of cases) {
      const [only] = each.sources;
      if ((each.name ?? '').trim() === '' && each.sources.length === 1 && only !== undefined) {
        this.#nameless.set(only, [...(this.#nameless.get(only) ?? []), ...each.values]);
        continue;
      }
      all.push({ key: each.guid, name: each.name ?? '', values: this.#values(each.values) });
      for (const source of each.sources) {
        const known = this.#named.get(source);
        if (known === undefined) this.#named.set(source, [each.guid]);
        else known.push(each.guid);
      }
      notices.push(...leftOut(each));
    }
    this.all = all;
    this.notices = notices;
    const onCases = new Set(all.flatMap(({ values }) => Object.keys(values)));
    const elsewhere = new Set(
      [...sources, ...cases].flatMap(({ values }) =>
        values.flatMap(({ variable }) => this.#columnOf.get(variable) ?? []),
      ),
    );
    this.columns = [...new Set(this.#columnOf.values())].filter(
      (name) => onCases.has(name) || (all.length > 0 && !elsewhere.has(name)),
    );
  }

  /** The keys of the cases that a source is of. */
  of(source: string): readonly string[] {
    return this.#named.get(source) ?? [];
  }

  /** What is said of a source, by the names of the variables. */
  valuesOf({ guid, values }: RefiProject['sources'][number]): Readonly<Record<string, string>> {
    return this.#values([...values, ...(this.#nameless.get(guid) ?? [])]);
  }

  #values(values: readonly RefiValue[]): Readonly<Record<string, string>> {
    const found = values.flatMap(({ variable, value }): [string, string][] => {
      const column = this.#columnOf.get(variable);
      return column === undefined || value === '' ? [] : [[column, value]];
    });
    return Object.fromEntries(found);
  }
}

function leftOut({ name = '?', description, codes, selections }: RefiCase): readonly ProjectNotice[] {
  const notices: ProjectNotice[] = [];
  if (description !== undefined) {
    const sentence = message('The description of the case {0} has no place in the table of participants.', name);
    notices.push({ kind: 'left-out', message: sentence });
  }
  if (codes.length > 0 || selections.length > 0) {
    const sentence = message('The case {0} refers to codes or passages, for which there is no place.', name);
    notices.push({ kind: 'left-out', message: sentence });
  }
  return notices;
}
