import * as fc from 'fast-check';
import { transcript, transcriptPath, type Files } from '../study/studies.js';

/** Codes of the random transcripts, and others. */
const ids = ['start', 'price', 'time', 'trust', 'word', 'Time', 'new'];

const attribute = fc.constantFrom(
  ' .theme',
  ' .category',
  ' themes=trust',
  ' themes="start trust"',
  ' parent=start',
  ' parent=new',
  ' color="#d1495b"',
  ' color=#d45',
  ' key=k',
  '  foo="1 2"',
  ' .x',
);

const entry = fc
  .record({
    id: fc.constantFrom(...ids),
    name: fc.constantFrom('', 'Pris', 'Høy *pris*', '`Tid`', 'A & B', '[x]{.word} y', 'Ord #', 'Ord'),
    depth: fc.integer({ min: 1, max: 6 }),
    attributes: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(attribute, { maxLength: 2 })),
    form: fc.constantFrom('atx', 'atx', 'atx', 'closed', 'indented', 'underlined', 'two lines', 'plain'),
    prose: fc.constantFrom(
      '',
      '',
      'Ord.',
      'Ord.  \nTo linjer.',
      'Ett.\n\nTo avsnitt.',
      '> ## Sitat',
      '- ## Liste\n- to',
      '```\n## Kode\n```',
      '<!-- ## Borte -->',
      '[[price]] og *slikt*',
      '~~~\nikke lukket',
      '    innrykk',
    ),
    gap: fc.constantFrom('\n\n', '\n\n', '\n', '\n\n\n', '\n  \n'),
  })
  .map(({ id, name, depth, attributes, form, prose, gap }) => {
    const text = name === '' ? id : name;
    const block = form === 'plain' && name === '' ? '' : ` {#${id}${attributes.join('')}}`;
    const signs = '#'.repeat(depth);
    const line = depth === 1 ? '===' : '---';
    const heading = {
      atx: `${signs} ${text}${block}`,
      plain: `${signs} ${text}${block}`,
      closed: `${signs}  ${text}${block} ${signs}`,
      indented: `  ${signs} ${text}${block}`,
      underlined: `${text}${block}\n${line}`,
      'two lines': `Først\n${text}${block}\n${line}`,
    }[form];
    return { id, text: heading + gap + (prose === '' ? '' : prose + gap) };
  });

/** A codebook as people may write it, with all that is hard about Markdown. */
const codebook: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '---\nemic: 1\ninterviewers: [Intervjuer]\n---\n', '# Kodebok\n\n', 'Prosa først.\n\n'),
    fc.oneof(
      { weight: 3, arbitrary: fc.uniqueArray(entry, { selector: ({ id }) => id, minLength: 2, maxLength: 7 }) },
      fc.array(entry, { minLength: 1, maxLength: 9 }),
    ),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([head, entries, end, isTrimmed]) => {
    const text = head + entries.map(({ text }) => text).join('');
    return (isTrimmed ? text.trimEnd() : text).replaceAll('\n', end);
  });

export const files: fc.Arbitrary<Files> = fc
  .tuple(codebook, fc.uniqueArray(fc.tuple(transcriptPath, transcript), { selector: ([at]) => at, maxLength: 3 }))
  .map(([book, documents]) => ({ 'codebook.md': book, ...Object.fromEntries(documents) }));

/** A code: mostly one of those that the codebook has at that time, by its number. */
const anyCode = fc.oneof({ weight: 8, arbitrary: fc.nat(8).map(String) }, fc.constantFrom('other', 'word'));

/** A refactoring, by its name and what it is given. */
export type Step =
  | { readonly kind: 'move'; readonly codes: readonly string[]; readonly under: string | undefined }
  | { readonly kind: 'merge'; readonly codes: readonly string[]; readonly into: string; readonly joins: boolean }
  | { readonly kind: 'delete'; readonly codes: readonly string[]; readonly toParent: boolean; readonly below: boolean }
  | { readonly kind: 'split'; readonly code: string; readonly to: readonly (readonly string[] | undefined)[] }
  | { readonly kind: 'rename'; readonly code: string; readonly name: string }
  | { readonly kind: 'recolor'; readonly codes: readonly string[]; readonly color: string }
  | { readonly kind: 'kind'; readonly codes: readonly string[]; readonly to: 'theme' | 'category' | 'code' }
  | { readonly kind: 'theme'; readonly codes: readonly string[]; readonly theme: string; readonly supports: boolean };

const codes = fc.uniqueArray(anyCode, { minLength: 1, maxLength: 3 });

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      codes: fc.oneof(
        codes,
        anyCode.map((code) => [code]),
      ),
      under: fc.oneof(anyCode, fc.constant(undefined)),
    }),
  },
  fc.record({ kind: fc.constant('merge' as const), codes, into: anyCode, joins: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), codes, toParent: fc.boolean(), below: fc.boolean() }),
  {
    // Few of them have something to do.
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      code: anyCode,
      to: fc.array(fc.oneof(fc.constant(undefined), fc.uniqueArray(anyCode, { maxLength: 2 })), { maxLength: 5 }),
    }),
  },
  fc.record({
    kind: fc.constant('rename' as const),
    code: anyCode,
    name: fc.constantFrom('Ny', 'Price', '*', 'Å {.x}'),
  }),
  fc.record({ kind: fc.constant('recolor' as const), codes, color: fc.constantFrom('', '#123456') }),
  fc.record({
    kind: fc.constant('kind' as const),
    codes,
    to: fc.constantFrom('theme' as const, 'category' as const, 'code' as const),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('theme' as const), codes, theme: anyCode, supports: fc.boolean() }),
  },
);

/** The step with the codes of a codebook in the place of their numbers. */
export function resolveStep(step: Step, codes: readonly { readonly id: string }[]): Step {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...new Set(value.map(resolve))];
    if (typeof value !== 'string' || !/^\d$/.test(value)) return value;
    return codes.length === 0 ? 'other' : codes[Number(value) % codes.length]?.id;
  };
  const resolved = Object.entries(step).map(([key, value]) => [
    key,
    key === 'to' && step.kind === 'split' ? step.to.map(resolve) : resolve(value),
  ]);
  return Object.fromEntries(resolved) as Step;
}
