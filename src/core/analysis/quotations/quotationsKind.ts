import { readAxis } from '../../queries/axis.js';
import { readCondition } from '../../queries/attributes.js';
import { find, type Finding } from '../../queries/passageQuery.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, number } from '../options.js';
import { askedBy, queryOption } from '../queryOption.js';
import { placeOf } from '../place.js';
import type { QuotationGroup, Quotations } from '../table.js';
import { quotingOf, quotingOptions } from './quotingOptions.js';

/** The words of passages, in groups. */
export const quotationsKind = defineAnalysis({
  name: 'quotations',
  title: message('Quotations'),
  about: message('The words of passages, by code, document, participant or section.'),
  options: {
    query: queryOption,
    codes: list('codes', message('Passages with all of these codes.')),
    any: list('codes', message('Passages with at least one of these codes.')),
    not: list('codes', message('Passages with none of these codes.')),
    participants: list('texts', message('Only passages in which one of these answers.')),
    section: list('texts', message('Only passages in these sections.')),
    where: list('texts', message('Only passages whose participant, document or mark has this: attribute=value.')),
    text: list('texts', message('Only passages with all of these words.')),
    by: choice(
      ['documents', 'codes', 'participants', 'sections', 'nothing'],
      message('What makes the groups; a passage can stand in several.'),
    ),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
    most: number(message('How many passages are shown at most.'), 1000, 1, 1_000_000),
    ...quotingOptions,
  },
  make: (
    study,
    { query: asked, codes, any, not, participants, section, where, text, by, aggregate, most, ...quoting },
  ) => {
    const conditions = where.map(readCondition);
    const query = {
      ...askedBy(asked),
      codes,
      any,
      not,
      participants,
      sections: section,
      where: conditions,
      texts: text,
      aggregate,
    };
    return { ...quotations(study, find(study, query), by, most), quoting: quotingOf(study, quoting) };
  },
});

type Grouping = 'documents' | 'codes' | 'participants' | 'sections' | 'nothing';

function quotations(study: Study, findings: readonly Finding[], by: Grouping, most: number): Quotations {
  const speak = speakIn(study.settings.language);
  const shown = findings.slice(0, most);
  const remarks =
    findings.length > most ? [speak('{0} of {1} passages are shown.', shown.length, findings.length)] : [];
  return { kind: 'quotations', title: '', groups: groupsOf(study, shown, by), remarks };
}

function groupsOf(study: Study, findings: readonly Finding[], by: Grouping): readonly QuotationGroup[] {
  if (by === 'nothing') return [{ name: '', level: 0, places: findings.map(({ passage }) => placeOf(passage)) }];
  const axis = readAxis(study, by, false);
  const groups = axis.groups.map(({ id, name }) => ({
    name,
    level: 0,
    passages: new Set<Finding['passage']>(),
    ...(axis.kind === 'codes' && study.codebook.has(id) ? { code: id } : {}),
  }));
  for (const { passage, people } of findings) {
    for (const person of people.length === 0 ? [undefined] : people) {
      for (const number of axis.groupsOf(passage, person)) groups[number]?.passages.add(passage);
    }
  }
  return groups
    .filter(({ passages }) => passages.size > 0)
    .map(({ passages, ...group }) => ({ ...group, places: [...passages].map(placeOf) }));
}
