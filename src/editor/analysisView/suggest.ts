import { findKind } from '../../core/analysis/kinds.js';
import type { Option } from '../../core/analysis/options.js';
import { suggestValues } from '../../core/analysis/suggestions.js';
import type { Study } from '../../core/study/study.js';
import type { Suggestion } from './protocol.js';

/** What an option of a kind can be in a study, for its field. */
export function suggest(study: Study, show: string, name: string): readonly Suggestion[] {
  const option = findKind(show)?.options[name];
  if (option === undefined) return [];
  if (name === 'where') return conditions(study);
  const found = suggestValues(study, asked(name, option));
  return found.map(({ value, name: label }) => ({ value, label }));
}

/** Lists of texts say by their names what stands in them. */
function asked(name: string, option: Option<unknown>): Option<unknown> {
  if (option.type !== 'texts') return option;
  const types = {
    section: 'section',
    sections: 'section',
    participants: 'participant',
    documents: 'document',
  } as const;
  return { ...option, type: Object.hasOwn(types, name) ? types[name as keyof typeof types] : 'texts' };
}

/** `role=leader`: each value that participants have. */
function conditions({ participants }: Study): readonly Suggestion[] {
  const found = new Set<string>();
  for (const column of participants.columns.slice(1)) {
    for (const row of participants.rows) {
      const value = (row.attributes[column] ?? '').trim();
      if (value !== '') found.add(`${column}=${value}`);
    }
  }
  return [...found].map((value) => ({ value, label: '' }));
}
