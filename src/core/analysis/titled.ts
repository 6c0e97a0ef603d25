import type { FrontMatterData, FrontMatterValue } from '../markdown/frontMatterData.js';
import { speakIn, sayIn, type Speak } from '../queries/render/language.js';
import type { Study } from '../study/study.js';
import { analyze, findKind, kindOption } from './kinds.js';
import type { OptionType } from './options.js';
import type { Analysis } from './table.js';

/** An analysis and what it is called, for captions, headings and names of sheets. */
export interface Titled {
  readonly title: string;
  readonly analysis: Analysis;
}

/**
 * Makes what is asked for, with its title.
 * @throws AnalysisError when it cannot be made as asked.
 */
export async function analyzeTitled(study: Study, asked: FrontMatterData): Promise<Titled> {
  return { title: titleOf(study, asked), analysis: await analyze(study, asked) };
}

/** What an analysis is called in the study's language: its kind and what it is about, as in *Matrix: themes × participants*. */
export function titleOf(study: Study, asked: FrontMatterData): string {
  const kind = findKind(typeof asked[kindOption] === 'string' ? asked[kindOption].trim() : '');
  if (kind === undefined) return '';
  const { language } = study.settings;
  const speak = speakIn(language);
  const title = kind.title === undefined ? kind.name : sayIn(language, kind.title);
  const of = (types: readonly OptionType[]): readonly string[] =>
    Object.entries(kind.options).flatMap(([name, { type }]) =>
      types.includes(type) && asked[name] !== undefined && asked[name] !== null
        ? [named(study, type, asked[name], speak)]
        : [],
    );
  const axes = of(['axis']).join(' × ');
  const about = [axes, ...of(['code', 'attribute', 'codes'])].filter((part) => part !== '').join(', ');
  return about === '' ? title : `${title}: ${about}`;
}

function named(study: Study, type: OptionType, value: FrontMatterValue, speak: Speak): string {
  const text = Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
  const words = text.split(type === 'axis' ? /([>,])/ : /(,)/).map((word) => {
    const one = word.trim();
    if (one === '>') return ' › ';
    if (one === ',') return ', ';
    if (type === 'axis' && Object.hasOwn(axisWords, one)) return speak(axisWords[one] ?? one);
    return study.codebook.get(one)?.name ?? one.replace(/^attr:/, '');
  });
  return words.join('');
}

function textOf(value: FrontMatterValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const axisWords: Readonly<Record<string, string>> = {
  codes: 'codes',
  themes: 'themes',
  sections: 'sections',
  participants: 'participants',
  documents: 'documents',
};
