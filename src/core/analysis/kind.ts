import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import { askStudy } from '../queries/evaluation/findings.js';
import { parseQuery } from '../queries/language/parse.js';
import { QueryTextError } from '../queries/language/queryTextError.js';
import { findCode } from '../queries/names.js';
import { QueryError } from '../queries/queryError.js';
import type { Study } from '../study/study.js';
import type { Message } from '../text/message.js';
import { AnalysisError } from './analysisError.js';
import { asDrawn, chartChoice, chartOption, type Drawing } from './charts/chartOption.js';
import { readOptions, type OptionSet, type OptionType, type Values } from './options.js';
import type { Analysis, ChartKind } from './table.js';

/** One kind of analysis: what it can be asked, and how it is made. Command line, analysis documents and views all come through here. */
export interface AnalysisKind {
  /** `matrix`: the word by which it is asked for. */
  readonly name: string;
  /** What people call it, for lists and captions; its name where there is none. */
  readonly title?: Message;
  readonly about: Message;
  /** The ways in which its tables can be drawn. */
  readonly charts: readonly ChartKind[];
  readonly options: OptionSet;
  /**
   * At once, but for kinds that load a library first.
   * @param written what stands for each option.
   * @throws AnalysisError when it cannot be made as asked.
   */
  run(study: Study, written: Readonly<Record<string, FrontMatterValue>>): Analysis | Promise<Analysis>;
  /**
   * Looks at the options, the queries and the names of codes, and makes nothing.
   * @throws AnalysisError when it cannot be made as asked.
   */
  check(study: Study, written: Readonly<Record<string, FrontMatterValue>>): void;
}

/** Makes a kind of analysis from its options and what it does with their values. */
export function defineAnalysis<O extends OptionSet>(definition: {
  readonly name: string;
  readonly title?: Message;
  readonly about: Message;
  readonly charts?: readonly ChartKind[];
  readonly options: O;
  readonly make: (study: Study, values: Values<O>) => Analysis | Promise<Analysis>;
}): AnalysisKind {
  const { name, title, about, charts = [], options, make } = definition;
  const [firstChart, ...otherCharts] = charts;
  const all: OptionSet =
    firstChart === undefined ? options : { ...options, [chartOption]: chartChoice([firstChart, ...otherCharts]) };
  return {
    name,
    ...(title === undefined ? {} : { title }),
    about,
    charts,
    options: all,
    run: (study, written) => {
      const values = readOptions(all, written) as Values<O> & Drawing;
      const drawn = (made: Analysis): Analysis => asDrawn(made, values.chart);
      try {
        const made = make(study, values);
        return made instanceof Promise ? made.then(drawn).catch((error: unknown) => refuse(error)) : drawn(made);
      } catch (error) {
        return refuse(error);
      }
    },
    check: (study, written) => {
      const values: Readonly<Record<string, unknown>> = readOptions(all, written);
      for (const [name, { type }] of Object.entries(all)) {
        try {
          checkValue(study, type, values[name]);
        } catch (error) {
          refuse(error, name);
        }
      }
    },
  };
}

function checkValue(study: Study, type: OptionType, value: unknown): void {
  if (type === 'query' && typeof value === 'string' && value !== '') askStudy(study, parseQuery(value));
  if (type === 'code' && typeof value === 'string') findCode(study, value);
  if (type === 'codes' && Array.isArray(value)) for (const code of value as readonly string[]) findCode(study, code);
}

/** What the study does not have is a mistake of the one who asked. */
function refuse(error: unknown, option?: string): never {
  if (error instanceof QueryTextError) {
    const { start, end } = error;
    throw new AnalysisError(error.sentence, 'query', { start, end });
  }
  throw error instanceof QueryError ? new AnalysisError(error.sentence, option) : error;
}
