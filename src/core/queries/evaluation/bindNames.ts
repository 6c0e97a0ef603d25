import { foldName } from '../../codebook/ids.js';
import type { CodeKind } from '../../codebook/types.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { findAttribute, type Attribute } from '../attributes.js';
import { closestNames } from '../language/closest.js';
import { QueryTextError } from '../language/queryTextError.js';
import type { AttributeTerm, CodeTerm, Comparison, Written } from '../language/syntax.js';
import { quoteName } from '../language/tokens.js';
import { fields, kindOf } from '../language/vocabulary.js';
import { findCode, findParticipant, findSection } from '../names.js';
import { QueryError } from '../queryError.js';
import { nameTest } from './occurrences.js';

/** The codes that a term means, with those that count for them. */
export function codesOf(study: Study, { codes, scope }: CodeTerm): ReadonlySet<string> {
  const found = new Set<string>();
  const known = [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes];
  for (const written of codes) {
    const ids = isPattern(written)
      ? known.filter((id) => patternTest(written, id, study.codebook.get(id)?.name))
      : [codeOf(study, written)];
    for (const id of ids) {
      const isTheme = study.codebook.get(id)?.kind === 'theme';
      if (scope === 'all' || (scope === 'usual' && isTheme))
        for (const one of study.codesCountedFor(id)) found.add(one);
      else found.add(id);
    }
  }
  return found;
}

function codeOf(study: Study, written: Written): string {
  return atPlace(
    written,
    () => findCode(study, written.text),
    (error) => {
      const words = written.text.split(' ');
      if (words.length > 1 && words.every((word) => isFound(() => findCode(study, word)))) {
        const text = words.join(' and ');
        const sentence = message('There is no code {0}. Between two codes stands and, or, near …', written.text);
        return new QueryTextError('unknown-code', written, sentence, [
          { start: written.start, end: written.end, text },
        ]);
      }
      const colon = /^(\p{L}+):/u.exec(written.text);
      const names = [
        // A name that is its id but for capitals would be offered twice.
        ...study.codebook.codes.flatMap(({ id, name }) => (foldName(id) === foldName(name) ? [id] : [id, name])),
        ...study.uncataloguedCodes,
        ...(colon === null ? [] : fields.map((field) => `${field}:`)),
      ];
      return closest(error, written, names);
    },
  );
}

/** The codes of a kind: of the codebook's, or those that it lacks. */
export function codesOfKinds(study: Study, names: readonly Written[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const written of names) {
    const kind: CodeKind | 'unknown' | undefined = kindOf(written.text);
    if (kind === undefined) {
      const sentence = message('A kind of code is theme, category, code or unknown, and not {0}.', written.text);
      const suggestions = ['theme', 'category', 'code', 'unknown'].map((text) => replacing(written, text));
      throw new QueryTextError('bad-query', written, sentence, suggestions);
    }
    if (kind === 'unknown') for (const id of study.uncataloguedCodes) found.add(id);
    else for (const code of study.codebook.codes) if (code.kind === kind) found.add(code.id);
  }
  return found;
}

/** The ids of the participants that are meant. */
export function participantsOf(study: Study, names: readonly Written[]): ReadonlySet<string> {
  const ids = study.people.map(({ id }) => id);
  return new Set(
    names.flatMap((written) => {
      if (isPattern(written)) return ids.filter((id) => patternTest(written, id));
      return [
        atPlace(
          written,
          () => findParticipant(study, written.text),
          (error) => closest(error, written, ids),
        ),
      ];
    }),
  );
}

/** Labels and ids of those who speak, as a test; whoever speaks nowhere is a mistake. */
export function speakerTest(study: Study, names: readonly Written[]): (label: string, speaker: string) => boolean {
  const tests = names.map((written) => {
    const test = nameTest(written.text);
    const isThere = study.transcripts.some(({ turns }) =>
      turns.some(({ label, speaker }) => test(label) || test(speaker)),
    );
    if (!isThere && !isPattern(written)) {
      const sentence = message('Nobody of the name {0} speaks in this study.', written.text);
      const labels = study.transcripts.flatMap(({ turns }) => [...new Set(turns.map(({ label }) => label))]);
      throw closest(new QueryTextError('unknown-participant', written, sentence), written, labels);
    }
    return test;
  });
  return (label, speaker) => tests.some((test) => test(label) || test(speaker));
}

/** The keys of the sections that are meant. */
export function sectionsOf(study: Study, names: readonly Written[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((written) => {
      if (isPattern(written)) {
        return study.guide.filter(({ key, text }) => patternTest(written, key, text)).map(({ key }) => key);
      }
      const texts = study.guide.flatMap(({ key, text }) => [text, key]);
      return [
        atPlace(
          written,
          () => findSection(study, written.text),
          (error) => closest(error, written, texts),
        ),
      ];
    }),
  );
}

/** Whether a document is meant: by its path, its file's name with or without ending, or its title. */
export function documentTest(study: Study, names: readonly Written[]): (path: string, title: string) => boolean {
  const tests = names.map((written) => {
    const isName = nameTest(written.text);
    const test = (path: string, title: string): boolean => {
      const file = path.slice(path.lastIndexOf('/') + 1);
      return isName(path) || isName(file) || isName(file.replace(/(.)\.[^.]*$/, '$1')) || isName(title);
    };
    if (!isPattern(written) && !study.transcripts.some(({ path, title }) => test(path, title))) {
      const sentence = message('There is no document {0} in this study.', written.text);
      const known = study.transcripts.flatMap(({ path, title }) => [title, path]);
      throw closest(new QueryTextError('unknown-document', written, sentence), written, known);
    }
    return test;
  });
  return (path, title) => tests.some((test) => test(path, title));
}

/** The attribute that is meant. */
export function attributeOf(study: Study, { name }: AttributeTerm): Attribute {
  return atPlace(
    name,
    () => findAttribute(study, name.text),
    (error) => closest(error, name, attributeNames(study)),
  );
}

/** All that may stand before `=`. */
export function attributeNames(study: Study): readonly string[] {
  const keys = study.transcripts.flatMap(({ attributes }) => Object.keys(attributes));
  return [...new Set([...study.participants.columns.slice(1), ...keys, 'by', 'stance'])].filter((name) => name !== '');
}

/** Whether one of several values is as it is asked for. Two numbers are compared by size, else texts by code unit. */
export function valueTest(comparison: Comparison, wanted: readonly Written[]): (values: readonly string[]) => boolean {
  switch (comparison) {
    case '=':
    case '!=': {
      const tests = wanted.map((written) => {
        const text = written.text.trim();
        return isPattern(written) ? nameTest(text) : (value: string): boolean => value === text;
      });
      const isEqual = (values: readonly string[]): boolean => values.some((value) => tests.some((test) => test(value)));
      return comparison === '=' ? isEqual : (values) => !isEqual(values);
    }
    default:
      return (values) =>
        values.some((value) => value !== '' && wanted.some(({ text }) => compares(value, comparison, text.trim())));
  }
}

function compares(value: string, comparison: '<' | '<=' | '>' | '>=', wanted: string): boolean {
  const [a, b] = [Number(value), Number(wanted)];
  const areNumbers = wanted !== '' && Number.isFinite(a) && Number.isFinite(b);
  const order = areNumbers ? a - b : value < wanted ? -1 : value > wanted ? 1 : 0;
  switch (comparison) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function isPattern({ text }: Written): boolean {
  return text.includes('*');
}

function patternTest({ text }: Written, ...names: readonly (string | undefined)[]): boolean {
  const test = nameTest(text);
  return names.some((name) => name !== undefined && test(name));
}

function isFound(find: () => unknown): boolean {
  try {
    find();
    return true;
  } catch {
    return false;
  }
}

/** Looks a name up; a mistake is told with its place. */
function atPlace<T>(place: Written, find: () => T, told: (error: QueryTextError) => QueryTextError): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw told(new QueryTextError(error.reason, place, error.sentence));
  }
}

function closest({ reason, sentence }: QueryTextError, place: Written, names: readonly string[]): QueryTextError {
  const found = closestNames(place.text, names).map((name) =>
    replacing(place, name.endsWith(':') ? name : quoteName(name)),
  );
  return new QueryTextError(reason, place, sentence, found);
}

function replacing(
  { start, end }: Written,
  text: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  return { start, end, text };
}
