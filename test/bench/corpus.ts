import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Numbers from a seed (mulberry32), so that every run and every machine measures the same corpus. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const words =
  'vi det og som har ikke at en på for til med av jeg den er så men bygda kommunen ferja appen bestilling fryser kunde tillit pris tid møte nettverk lokalt matring levering å ta si noe helt egentlig kanskje sammen alene gård ost fisk rømme vinter sommer vei bil kontor skjema søknad regning verdi stolthet dugnad naboen ungene skolen butikken torget fjorden øya brua året gangen dagen følelsen spørsmålet svaret erfaring kunnskap digital løsning plattform utfordring mulighet'.split(
    ' ',
  );
const codes = Array.from({ length: 60 }, (_, i) => `kode${String(i + 1)}`);

/** A paragraph of speech of about `size` characters with `passages` marks in it. */
function speech(next: () => number, size: number, passages: number, fresh: () => string): string {
  const parts: string[] = [];
  let length = 0;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const sentence = (): string => {
    const count = 5 + Math.floor(next() * 14);
    const chosen = Array.from({ length: count }, () => pick(words));
    const text = chosen.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${pick(['.', '.', '.', ', liksom.', '?', '!'])}`;
  };
  const marksAt = new Set(Array.from({ length: passages }, () => Math.floor(next() * Math.max(1, size / 75))));
  for (let i = 0; length < size; i++) {
    let text = sentence();
    if (marksAt.has(i)) {
      const kind = next();
      if (kind < 0.62) text = `[${text.slice(0, -1)}]{.${pick(codes)}}${text.slice(-1)}`;
      else if (kind < 0.78) text = `[${text.slice(0, -1)}]{.${pick(codes)} .${pick(codes)}}.`;
      else if (kind < 0.9)
        text = `[${text.slice(0, -1)} [${pick(words)} ${pick(words)}]{.${pick(codes)}}]{.${pick(codes)} stance=contra}.`;
      else {
        const id = fresh();
        text = `[]{#${id} .${pick(codes)}}${text} ${sentence().slice(0, -1)}[]{end=${id}}.`;
      }
    }
    if (next() < 0.03) text = `${text} \\[${pick(['ler', 'pause', 'nøler'])}\\]`;
    if (next() < 0.02) text = `${text} «${pick(words)}» – ja`;
    parts.push(text);
    length += text.length + 1;
  }
  return parts.join(' ');
}

/** One transcript of about `size` characters with about `passages` passages. */
export function transcript(seed: number, size: number, passages: number): string {
  const next = numbersFrom(seed);
  let ids = 0;
  const fresh = (): string => `r${(++ids).toString(36)}`;
  const turns = Math.max(2, Math.round(size / 620));
  const chunks = [
    `---\ntitle: Intervju ${String(seed)}\nparticipants: [P${String(seed % 97)}]\n---\n\n# Intervju ${String(seed)}\n`,
  ];
  let coded = 0;
  for (let i = 0; i < turns; i++) {
    if (i % 12 === 0) chunks.push(`## Spørsmål ${String(i / 12 + 1)}\n`);
    chunks.push(`**Intervjuer** [${time(i * 2)}]: ${speech(next, 90, 0, fresh)}\n`);
    const due = Math.round(((i + 1) / turns) * passages) - coded;
    coded += due;
    chunks.push(`**P${String(seed % 97)}** [${time(i * 2 + 1)}]: ${speech(next, 480, due, fresh)}\n`);
  }
  return chunks.join('\n');
}

function time(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:07`;
}

/** The codebook of the corpus. */
export function codebook(): string {
  const lines = [
    '---',
    'emic: 1',
    'title: Korpus',
    'interviewers: [Intervjuer]',
    'language: nb',
    '---',
    '',
    '# Kodebok',
    '',
  ];
  codes.forEach((code, i) => {
    if (i % 10 === 0) lines.push(`## Tema ${String(i / 10 + 1)} {#tema${String(i / 10 + 1)} .theme}`, '');
    lines.push(`### ${code}`, '', `Om ${code}.`, '');
  });
  return lines.join('\n');
}

export function participants(): string {
  return [
    'id,rolle,sted',
    ...Array.from({ length: 97 }, (_, i) => `P${String(i)},${i % 2 ? 'bonde' : 'kunde'},${i % 3 ? 'øy' : 'by'}`),
  ].join('\n');
}

/** Writes a study of `count` transcripts of `size` characters with `passages` passages each. */
export function writeStudy(folder: string, count: number, size: number, passages: number): void {
  mkdirSync(path.join(folder, 'transcripts'), { recursive: true });
  writeFileSync(path.join(folder, 'codebook.md'), codebook());
  writeFileSync(path.join(folder, 'participants.csv'), participants());
  for (let i = 0; i < count; i++) {
    writeFileSync(
      path.join(folder, 'transcripts', `t${String(i).padStart(4, '0')}.md`),
      transcript(i + 1, size, passages),
    );
  }
}

/** Inputs made to make a parser slow, of about `size` characters each. */
export function hostile(size: number): Record<string, string> {
  const repeat = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  return {
    'opening brackets': `${repeat('[')}]{.a}`,
    'closing brackets': `x]{.a} ${repeat(']')}`,
    'nested brackets': `${'['.repeat(size / 2)}${']'.repeat(size / 2)}{.a}`,
    'undefined references': `${repeat('[a][b] ')}[c]{.a}`,
    'undefined references with code': `\`x\` ${repeat('[a][b] ')}[c]{.a}`,
    'half-typed marks': repeat('[x]{.a '),
    'half-typed values': repeat('[x]{.a k="'),
    'marks without end': repeat('[]{#i .a} '),
    'ends without start': repeat('[]{end=i} '),
    'nested marks': `${'['.repeat(size / 10)}x${']{.a}'.repeat(size / 10)}`,
    'links begun': `${repeat('[a](b ')}[c]{.a}`,
    backticks: `${repeat('`` ` ')}[c]{.a}`,
    'one long line with HTML': `<b> ${repeat('ord [x]{.a} ')}`,
  };
}
