import { Formatter } from '../../analysis/render/format.js';
import { formatCsv } from '../../queries/render/csv.js';
import { sayIn, speakIn, type Speak } from '../../queries/render/language.js';
import { escapeInline, table } from '../../queries/render/markdownText.js';
import type { Study } from '../../study/study.js';
import { message, type Message } from '../../text/message.js';
import { shortId } from '../history.js';
import type { MethodFacts } from './facts.js';

/** A number of the summary, and what gives it again. */
interface Traced {
  readonly id: string;
  readonly about: Message;
  readonly value: number | string | null;
  /** A command, which is run in the study's folder. */
  readonly command: string;
}

/**
 * A paragraph for a paper, in the study's language, and where each of its numbers comes from.
 * @param program the name and version of what counted: `Emic 0.1.0`.
 */
export function methodMarkdown(study: Study, facts: MethodFacts, program: string): string {
  const { language } = study.settings;
  const speak = speakIn(language);
  const formatter = new Formatter(language);
  const rows = tracedNumbers(facts).map(({ about, value, command }) => [
    escapeInline(sayIn(language, about)),
    escapeInline(typeof value === 'number' ? writeNumber(value, speak, formatter) : (value ?? '–')),
    `\`${command}\``,
  ]);
  const parts = [
    `# ${speak('Method')}`,
    paragraph(facts, program, speak, formatter),
    `## ${speak('Where each number comes from')}`,
    table([speak('What'), speak('Number'), speak('How to get it again')], rows, ['left', 'right', 'left']),
    ...remarks(facts, speak),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The numbers as CSV with a header. */
export function methodCsv(facts: MethodFacts): string {
  const rows = tracedNumbers(facts).map(({ id, value, command }) => [id, value ?? '', command]);
  return formatCsv([['number', 'value', 'command'], ...rows]);
}

/** The numbers as JSON, one a line. */
export function methodJson(facts: MethodFacts): string {
  const lines = tracedNumbers(facts).map(
    ({ id, value, command }) => `  ${JSON.stringify(id)}: ${JSON.stringify({ value, command })}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

function paragraph(facts: MethodFacts, program: string, speak: Speak, formatter: Formatter): string {
  const amount = (number: number, one: Message, many: Message): string =>
    number === 1 ? speak(one.template) : speak(many.template, writeNumber(number, speak, formatter));
  const documents = [
    ...(facts.interviews > 0 || facts.otherDocuments === 0
      ? [amount(facts.interviews, message('one interview'), message('{0} interviews'))]
      : []),
    ...(facts.otherDocuments > 0
      ? [amount(facts.otherDocuments, message('one document'), message('{0} documents'))]
      : []),
  ];
  const codes = [
    ...(facts.themes > 0 ? [amount(facts.themes, message('one theme'), message('{0} themes'))] : []),
    ...(facts.categories > 0 ? [amount(facts.categories, message('one category'), message('{0} categories'))] : []),
    amount(facts.codes, message('one code'), message('{0} codes')),
  ];
  const words = amount(facts.words, message('one word'), message('{0} words'));
  const said = [
    facts.participants === 0
      ? speak('The material is {0}, in all {1}.', listed(documents, speak), words)
      : speak(
          'The material is {0}, with {1}, in all {2}.',
          listed(documents, speak),
          amount(facts.participants, message('one participant'), message('{0} participants')),
          words,
        ),
    ...(facts.dates === undefined ? [] : [datesSaid(facts.dates, speak)]),
    speak(
      'The coding comprises {0}, with {1} of the words.',
      amount(facts.passages, message('one passage'), message('{0} passages')),
      percent(facts.words === 0 ? 0 : facts.codedWords / facts.words, formatter),
    ),
    speak('The codebook has {0}.', listed(codes, speak)),
    ...codersSaid(facts, speak, amount),
    ...historySaid(facts, speak, amount),
    ...roundsSaid(facts, speak, amount),
    ...agreementSaid(facts, speak, formatter, amount),
    ...(facts.memos === 0
      ? []
      : [speak('The coding is accompanied by {0}.', amount(facts.memos, message('one memo'), message('{0} memos')))]),
    facts.history === undefined
      ? speak('The material was coded with {0}, which keeps the codes as plain text in the transcripts.', program)
      : speak(
          'The material was coded with {0}, which keeps the codes as plain text in the transcripts, and all versions in git; the numbers are those of version {1}.',
          program,
          shortId(facts.history.head.id),
        ),
  ];
  return said.map(escapeInline).join(' ');
}

type Amount = (number: number, one: Message, many: Message) => string;

function datesSaid([from, to]: readonly [string, string], speak: Speak): string {
  return from === to ? speak('It dates from {0}.', from) : speak('It dates from {0} to {1}.', from, to);
}

function codersSaid({ coders }: MethodFacts, speak: Speak, amount: Amount): readonly string[] {
  if (coders.length === 0) return [];
  const many = amount(coders.length, message('one coder'), message('{0} coders'));
  return [speak('The coding was done by {0} ({1}).', many, coders.join(', '))];
}

function historySaid({ history }: MethodFacts, speak: Speak, amount: Amount): readonly string[] {
  if (history === undefined) return [];
  const { versions, from, to, made, renamed, merged, split, removed, withoutNewCode } = history;
  const happened = [
    ...(made > 0 ? [speak('{0} made', amount(made, message('one code'), message('{0} codes')))] : []),
    ...(renamed > 0 ? [speak('{0} renamed', renamed)] : []),
    ...(merged > 0 ? [speak('{0} merged into others', merged)] : []),
    ...(split > 0 ? [speak('{0} split', split)] : []),
    ...(removed > 0 ? [speak('{0} removed', removed)] : []),
  ];
  const many = amount(versions, message('one version'), message('{0} versions'));
  const what = listed(happened, speak);
  const said = [
    from === to
      ? speak('The codebook came about in {0} on {1}: {2}.', many, from, what)
      : speak('The codebook came about in {0} from {1} to {2}: {3}.', many, from, to, what),
  ];
  if (withoutNewCode > 0)
    said.push(
      speak(
        'Of the documents, in the order in which they were first coded, {0} came after the last new code.',
        withoutNewCode,
      ),
    );
  return said;
}

function roundsSaid({ rounds }: MethodFacts, speak: Speak, amount: Amount): readonly string[] {
  if (rounds.length === 0) return [];
  const many = amount(rounds.length, message('one round'), message('{0} rounds'));
  const named = rounds.map(({ title, coders }) => `${title} (${coders.join(', ')})`);
  return [
    speak(
      'In {0} of blind coding nobody saw what the others coded until the round was closed: {1}.',
      many,
      named.join('; '),
    ),
  ];
}

function agreementSaid(
  { agreement }: MethodFacts,
  speak: Speak,
  formatter: Formatter,
  amount: Amount,
): readonly string[] {
  if (agreement?.observed === undefined) return [];
  const { coders, documents, observed, alpha } = agreement;
  const where = amount(documents, message('one document'), message('{0} documents'));
  const share = percent(observed, formatter);
  return [
    alpha === undefined
      ? speak(
          'Where {0} coded the same ({1}), they agreed turn by turn in {2} of all decisions.',
          listed(coders, speak),
          where,
          share,
        )
      : speak(
          'Where {0} coded the same ({1}), they agreed turn by turn in {2} of all decisions, Krippendorff’s alpha {3} (all codes pooled).',
          listed(coders, speak),
          where,
          share,
          formatter.number(alpha, 2),
        ),
  ];
}

function remarks(
  { agreement, history, areCodersNamed, coders, nameless, openRounds }: MethodFacts,
  speak: Speak,
): readonly string[] {
  const said: string[] = [];
  if (agreement !== undefined)
    said.push(
      speak(
        'Agreement says something only if they coded independently of each other. Leave the sentence out, or say how, if they did not.',
      ),
    );
  if (openRounds > 0) said.push(speak('Rounds of blind coding that are still open, and not counted: {0}.', openRounds));
  if (nameless > 0) said.push(speak('Passages that do not say who coded them (by=): {0}.', nameless));
  if (!areCodersNamed && coders.length > 0)
    said.push(speak('The coders are the authors of the commits that changed passages.'));
  if (history?.isShallow === true)
    said.push(
      speak(
        'This copy of the repository lacks its oldest commits, so what is told of versions is not all: git fetch --unshallow',
      ),
    );
  if (history === undefined) said.push(speak('The study is in no git repository, so nothing is known of versions.'));
  return said;
}

function tracedNumbers(facts: MethodFacts): readonly Traced[] {
  const { agreement, history } = facts;
  const traced = (id: string, about: Message, value: number | string | null, command: string): Traced => ({
    id,
    about,
    value,
    command,
  });
  const index = 'emic index --stdout';
  const agreed = 'emic show agreement --units turns --coefficients percent,alpha';
  const story = 'emic story --format csv';
  return [
    traced('interviews', message('Interviews (transcripts with turns)'), facts.interviews, index),
    traced('documents', message('Other documents'), facts.otherDocuments, index),
    traced('participants', message('Participants with a transcript'), facts.participants, index),
    traced('words', message('Words'), facts.words, index),
    traced('passages', message('Passages'), facts.passages, 'emic passages --format csv'),
    traced(
      'codings',
      message('Codings: passages, each as often as it has codes'),
      facts.codings,
      'emic audit --format csv',
    ),
    traced('coded_words', message('Words in passages'), facts.codedWords, 'emic show coverage'),
    traced('themes', message('Themes'), facts.themes, index),
    traced('categories', message('Categories'), facts.categories, index),
    traced('codes', message('Codes'), facts.codes, index),
    traced('codes_used', message('Codes, categories and themes that passages have'), facts.used, index),
    traced('memos', message('Memos on passages and in files'), facts.memos, 'emic memos --format csv'),
    traced(
      'coders',
      message('Coders'),
      facts.coders.length,
      facts.areCodersNamed ? 'emic passages --format csv' : story,
    ),
    traced(
      'rounds',
      message('Rounds of blind coding that are closed'),
      facts.rounds.length,
      'emic round status --format json',
    ),
    ...(agreement === undefined
      ? []
      : [
          traced('agreement', message('Agreement, all codes pooled'), agreement.observed ?? null, agreed),
          traced('alpha', message('Krippendorff’s alpha, all codes pooled'), agreement.alpha ?? null, agreed),
          traced('agreement_units', message('Turns compared'), agreement.units, agreed),
          traced('agreement_documents', message('Documents compared'), agreement.documents, agreed),
        ]),
    ...(history === undefined
      ? []
      : [
          traced('versions', message('Versions of the codebook'), history.versions, story),
          traced('codes_made', message('Codes made'), history.made, story),
          traced('codes_renamed', message('Codes renamed'), history.renamed, story),
          traced('codes_merged', message('Codes merged into others'), history.merged, story),
          traced('codes_split', message('Codes split'), history.split, story),
          traced('codes_removed', message('Codes removed'), history.removed, story),
          traced('codes_redefined', message('Definitions changed'), history.redefined, story),
          traced(
            'without_new_code',
            message('Documents coded last, without a new code'),
            history.withoutNewCode,
            `${story} --table interviews`,
          ),
          traced('version', message('The study’s version'), history.head.id, 'git rev-parse HEAD'),
        ]),
  ];
}

function listed(texts: readonly string[], speak: Speak): string {
  if (texts.length < 2) return texts.join('');
  return speak('{0} and {1}', texts.slice(0, -1).join(', '), texts.at(-1) ?? '');
}

function percent(share: number, formatter: Formatter): string {
  return `${formatter.number(100 * share, 0)} %`;
}

/** Thousands apart, as the language does it; what is no whole number with two digits. */
function writeNumber(number: number, speak: Speak, formatter: Formatter): string {
  if (!Number.isInteger(number)) return formatter.number(number, 2);
  const mark = speak('thousands: ,').slice(-1);
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, mark);
}
