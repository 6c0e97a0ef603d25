import { findSection } from '../../queries/names.js';
import { speakIn } from '../../queries/render/language.js';
import type { GuideSection } from '../../study/guide.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { choice, list } from '../options.js';
import { Interviews } from '../reach.js';
import type { Cell, Heading, Table } from '../table.js';
import { Answers } from './answers.js';
import { findSummary, fingerprintOf, readSummaries } from './summaries.js';

/** The framework matrix: questions by participants, each cell an answer or what the researcher wrote of it. */
export const frameworkKind = defineAnalysis({
  name: 'framework',
  title: message('Framework matrix'),
  about: message('The framework matrix: the guide’s questions by participants, with summaries or answers.'),
  options: {
    rows: choice(['participants', 'questions'], message('What the rows are; the other one makes the columns.')),
    sections: list('texts', message('Which questions, by id or text; all if it is left out.')),
    participants: list('texts', message('Which participants; all with a transcript if it is left out.')),
    cell: choice(
      ['both', 'summary', 'answers'],
      message('The summary where there is one, else the answer; or only the one or the other.'),
    ),
  },
  make: (study, { rows, sections, participants, cell }) => {
    const questions =
      sections.length === 0 ? study.guide : sections.map((text) => sectionOf(study, findSection(study, text)));
    const people =
      participants.length === 0
        ? study.people.filter(({ hasTranscript }) => hasTranscript).map(({ id }) => id)
        : participants;
    return frameworkTable(study, questions, people, cell, rows === 'questions');
  },
});

function sectionOf(study: Study, key: string): GuideSection {
  return study.guide.find((section) => section.key === key) ?? { key, text: key, parent: undefined, level: 0 };
}

function frameworkTable(
  study: Study,
  questions: readonly GuideSection[],
  people: readonly string[],
  kind: 'both' | 'summary' | 'answers',
  questionsAreRows: boolean,
): Table {
  const speak = speakIn(study.settings.language);
  const answers = new Answers(study);
  const interviews = new Interviews(study);
  const summaries = readSummaries(study);
  const ofQuestions = questions.map(({ key, text, level }): Heading => ({
    id: key,
    name: text,
    level: questionsAreRows ? level : 0,
    role: 'plain',
  }));
  const ofPeople = people.map((id): Heading => ({ id, name: id, level: 0, role: 'plain' }));
  const cell = (question: GuideSection | undefined, person: string | undefined): Cell => {
    if (question === undefined || person === undefined) return { value: null, places: [] };
    const places = answers.of(question.key, person);
    const summary = kind === 'answers' ? undefined : findSummary(summaries, question.key, person);
    if (summary !== undefined) {
      const stale = summary.of !== undefined && summary.of !== fingerprintOf(study, places);
      return { value: summary.text, places, ...(stale ? { stale } : {}) };
    }
    if (places.length > 0) return { value: kind === 'answers' ? places.length : null, places };
    return { value: null, places, empty: interviews.emptiness(reachOf(question.key, person)) };
  };
  return {
    kind: 'table',
    title: '',
    unit: kind === 'answers' ? 'quotes' : 'markdown',
    corner: '',
    rows: questionsAreRows ? ofQuestions : ofPeople,
    columns: questionsAreRows ? ofPeople : ofQuestions,
    cell: (row, column) =>
      questionsAreRows ? cell(questions[row], people[column]) : cell(questions[column], people[row]),
    legend: [],
    remarks: kind === 'answers' ? [] : [speak('Summaries stand in {0}.', 'analysis/framework.md')],
    charts: [],
  };
}

function reachOf(section: string, person: string): { people: Set<string>; sections: readonly Set<string>[] } {
  return { people: new Set([person]), sections: [new Set([section])] };
}
