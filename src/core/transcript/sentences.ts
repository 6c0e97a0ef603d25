import type { Extent } from '../text/edits.js';

/**
 * Abbreviations after which a sentence goes on, whatever follows: Norwegian, Danish, Swedish, English and German ones that are
 * no words of their own. Those that may end a sentence (`osv.`, `m.m.`) are not among them.
 */
const goesOn = new Set(
  (
    'f.eks t.d bl.a dvs d.v.s pga p.g.a mht m.h.t ift i.f.t iht i.h.t vha v.h.a mao m.a.o jf jfr ca kl nr evt inkl ekskl kap tlf avd ' +
    'pkt hr dr prof sml maks t.ex s.k e.g i.e mr mrs ms vs cf approx fig z.b d.h u.a bzw vgl ggf evtl'
  ).split(' '),
);

const lastWord = /[\p{L}.]+(?=\.\s*$)/u;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string | undefined): Intl.Segmenter {
  const tag = isLanguage(language) ? language : 'en';
  let segmenter = segmenters.get(tag);
  if (segmenter === undefined) segmenters.set(tag, (segmenter = new Intl.Segmenter(tag, { granularity: 'sentence' })));
  return segmenter;
}

/**
 * The sentences of a paragraph, in order, without the white space around them. Line ends inside the paragraph end no sentence,
 * nor does an abbreviation such as `f.eks.`.
 * @param language a language tag.
 */
export function sentencesIn(paragraph: string, language?: string): readonly Extent[] {
  const line = paragraph.replace(/[\r\n]/g, ' ');
  const sentences: Extent[] = [];
  let start = 0;
  for (const { segment, index } of segmenterFor(language).segment(line)) {
    const end = index + segment.length;
    if (end < line.length && endsWithAbbreviation(line.slice(start, end))) continue;
    const words = line.slice(start, end);
    const first = start + words.length - words.trimStart().length;
    const last = start + words.trimEnd().length;
    if (last > first) sentences.push({ start: first, end: last });
    start = end;
  }
  return sentences;
}

function endsWithAbbreviation(text: string): boolean {
  const word = lastWord.exec(text.slice(-20))?.[0].toLowerCase();
  return word !== undefined && goesOn.has(word);
}

function isLanguage(language: string | undefined): language is string {
  try {
    return language !== undefined && Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}
