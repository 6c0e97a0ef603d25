import type { Study } from '../../../../src/core/study/study.js';
import type { Extent } from '../../../../src/core/text/edits.js';
import type { Passage } from '../../../../src/core/transcript/types.js';
import type { Condition, Distance, Relation, Written } from '../../../../src/core/queries/language/syntax.js';

/*
 * The language as docs/queries.md defines it, for conditions on passages: every passage against every other, with nothing clever.
 */

/** The passages that a condition finds, each with those of its people by whom it is found. */
export function findNaively(study: Study, condition: Condition): ReadonlyMap<Passage, ReadonlySet<string | undefined>> {
  const found = new Map<Passage, ReadonlySet<string | undefined>>();
  for (const passage of study.passages) {
    const people = peopleOf(study, passage).filter((person) => holds(study, condition, passage, person));
    if (people.length > 0) found.set(passage, new Set(people));
  }
  return found;
}

function peopleOf(study: Study, passage: Passage): readonly (string | undefined)[] {
  const people = study.peopleIn(passage);
  return people.length === 0 ? [undefined] : people;
}

function holds(study: Study, condition: Condition, passage: Passage, person: string | undefined): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(study, part, passage, person));
    case 'or':
      return condition.parts.some((part) => holds(study, part, passage, person));
    case 'not':
      return !peopleOf(study, passage).some((one) => holds(study, condition.part, passage, one));
    case 'relation': {
      const { left, right, relation, distance } = condition;
      if (left !== undefined && !holds(study, left, passage, person)) return false;
      const target = right.condition;
      if (target === undefined) throw new Error('Not for this.');
      return study.passages.some((other) => {
        if (other.document !== passage.document) return false;
        if (!peopleOf(study, other).some((one) => holds(study, target, other, one))) return false;
        if (other === passage && !isPair(study, left, target, passage)) return false;
        return stands(study, relation, distance ?? { most: 1, measure: 'turns' }, passage, other);
      });
    }
    case 'code':
      return passage.codes.some((code) => codesMeant(study, condition).has(code));
    case 'participant':
      return person !== undefined && texts(condition.names).includes(person);
    case 'attribute': {
      if (condition.name.text === 'stance') {
        return texts(condition.values).includes(passage.attributes.stance ?? '') === (condition.comparison === '=');
      }
      const value = study.people.find(({ id }) => id === person)?.attributes[condition.name.text] ?? '';
      return texts(condition.values).includes(value) === (condition.comparison === '=');
    }
    case 'text':
      return texts(condition.names).some((text) => passage.quote.toLowerCase().includes(text.toLowerCase()));
    case 'section':
      return passage.section.some((key) => texts(condition.names).includes(key));
    default:
      throw new Error('Not for this.');
  }
}

function texts(written: readonly Written[]): readonly string[] {
  return written.map(({ text }) => text);
}

function stands(study: Study, relation: Relation, distance: Distance, a: Passage, b: Passage): boolean {
  switch (relation) {
    case 'overlapping':
      return shares(a.clean, b.clean);
    case 'within':
      return b.clean.start <= a.clean.start && a.clean.end <= b.clean.end;
    case 'containing':
      return a.clean.start <= b.clean.start && b.clean.end <= a.clean.end;
    case 'before':
      return a.clean.end <= b.clean.start && isNear(study, distance, a, b);
    case 'after':
      return b.clean.end <= a.clean.start && isNear(study, distance, b, a);
    case 'near':
      return (
        shares(a.clean, b.clean) || stands(study, 'before', distance, a, b) || stands(study, 'after', distance, a, b)
      );
  }
}

function shares(a: Extent, b: Extent): boolean {
  for (let at = a.start; at < a.end; at++) if (b.start <= at && at < b.end) return true;
  return false;
}

/** @param a ends before `b` begins. */
function isNear(study: Study, { most, measure }: Distance, a: Passage, b: Passage): boolean {
  const transcript = study.transcript(a.document);
  if (transcript === undefined) return false;
  switch (measure) {
    case 'characters':
      return b.clean.start - a.clean.end <= most;
    case 'words':
      return transcript.wordsIn([{ start: a.clean.end, end: b.clean.start }]) <= most;
    case 'turns': {
      // Without turns every paragraph is one; here each stands on lines of its own between empty lines.
      const starts =
        transcript.turns.length > 0
          ? transcript.turns.map(({ start }) => start)
          : [...transcript.text.clean.matchAll(/(?:^|\n\n)(?!---|#)(?=\S)/g)].map(
              (match) => match.index + match[0].length,
            );
      const turnAt = (place: number): number => starts.filter((start) => start <= place).length;
      return turnAt(b.clean.start) - turnAt(a.clean.end - 1) <= most;
    }
    default:
      throw new Error('Not for this.');
  }
}

/** Whether a passage is found beside itself: through two different codes, or a code on one side and none on the other. */
function isPair(study: Study, left: Condition | undefined, right: Condition, { codes }: Passage): boolean {
  if (left === undefined) return false;
  const ours = codes.filter((code) => codesNamed(study, left).has(code));
  const theirs = codes.filter((code) => codesNamed(study, right).has(code));
  if (ours.length === 0 && theirs.length === 0) return false;
  if (ours.length === 0 || theirs.length === 0) return true;
  return ours.some((one) => theirs.some((other) => one !== other));
}

function codesNamed(study: Study, condition: Condition): ReadonlySet<string> {
  if (condition.kind === 'code') return codesMeant(study, condition);
  if (condition.kind === 'and' || condition.kind === 'or') {
    return new Set(condition.parts.flatMap((part) => [...codesNamed(study, part)]));
  }
  if (condition.kind === 'relation' && condition.left !== undefined) return codesNamed(study, condition.left);
  return new Set();
}

function codesMeant(study: Study, { codes, scope }: Extract<Condition, { kind: 'code' }>): ReadonlySet<string> {
  return new Set(
    texts(codes).flatMap((id) => {
      const isGathering = scope === 'all' || (scope === 'usual' && study.codebook.get(id)?.kind === 'theme');
      return isGathering ? [id, ...study.codebook.supports(id).map((code) => code.id)] : [id];
    }),
  );
}
