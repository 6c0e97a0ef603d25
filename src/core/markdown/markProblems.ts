import { markFacts, type MarkFacts } from './passages.js';
import type { BlockedText, MarkProblem } from './types.js';

interface OpenRange {
  readonly facts: MarkFacts;
  readonly start: number;
  readonly end: number;
  readonly clean: number;
}

/** What is wrong with the marks and memos of a text, in the order of the source. */
export function collectMarkProblems(text: BlockedText): readonly MarkProblem[] {
  const problems: MarkProblem[] = [];
  const ids = new Set<string>();
  const open = new Map<string, OpenRange[]>();
  const referred = new Map<string, number>();
  const report = (kind: MarkProblem['kind'], name: string, start: number, end: number): void => {
    problems.push({ kind, name, start, end });
  };
  for (let i = 0; i < text.blocks.length; i++) {
    const block = text.blocks[i]!;
    const by = text.blockStart(i);
    const answered = new Set<number>();
    for (const facts of markFacts(block)) {
      const { mark, id } = facts;
      const start = by + mark.open.start;
      const end = by + mark.close.end;
      if (id !== undefined && mark.role !== 'end') {
        if (ids.has(id)) report('duplicate-id', id, start, end);
        ids.add(id);
      }
      if (facts.memo !== undefined) {
        const of = mark.role === 'start' ? undefined : (facts.closes ?? id);
        if (of === facts.memo.id) answered.add(facts.memo.start);
      }
      checkRange(facts, start, end, text.cleanStart(i));
    }
    for (const reference of block.memoReferences) {
      const start = by + reference.start;
      const end = by + reference.end;
      const times = referred.get(reference.id) ?? 0;
      referred.set(reference.id, times + 1);
      if (!text.memos.has(reference.id)) report('memo-without-definition', reference.id, start, end);
      else if (!answered.has(reference.start)) report('memo-misplaced', reference.id, start, end);
    }
    for (const suspect of block.suspects) {
      const kind = suspect.kind === 'orphan' ? 'orphan-close' : suspect.kind === 'dead' ? 'dead-mark' : 'broken-block';
      report(kind, block.source.slice(suspect.start, suspect.end), by + suspect.start, by + suspect.end);
    }
  }
  for (const starts of open.values()) {
    for (const { facts, start, end } of starts) report('unclosed-range', facts.id ?? '', start, end);
  }
  const defined = new Set<string>();
  for (const memo of text.memoDefinitions()) {
    if (defined.has(memo.id)) report('second-memo', memo.id, memo.label, memo.end);
    else if (!referred.has(memo.id)) report('memo-without-reference', memo.id, memo.label, memo.end);
    defined.add(memo.id);
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);

  function checkRange(facts: MarkFacts, start: number, end: number, cleanBy: number): void {
    const name = facts.codes[0] ?? facts.id ?? '';
    switch (facts.mark.role) {
      case 'span':
        if (facts.cleanEnd > facts.cleanStart) return;
        report(facts.mark.open.end === facts.mark.close.start ? 'range-without-id' : 'empty-passage', name, start, end);
        return;
      case 'start': {
        const starts = open.get(facts.id ?? '') ?? [];
        starts.push({ facts, start, end, clean: cleanBy + facts.cleanStart });
        open.set(facts.id ?? '', starts);
        return;
      }
      case 'end': {
        if (facts.codes.length > 0) report('codes-on-end', name, start, end);
        const opening = open.get(facts.closes ?? '')?.pop();
        if (opening === undefined) report('orphan-end', facts.closes ?? '', start, end);
        else if (opening.clean >= cleanBy + facts.cleanEnd) {
          report('empty-passage', opening.facts.codes[0] ?? '', opening.start, opening.end);
        }
      }
    }
  }
}
