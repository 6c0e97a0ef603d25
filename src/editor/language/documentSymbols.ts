import * as vscode from 'vscode';
import type { CodeKind } from '../../core/codebook/types.js';
import type { CodeHeading } from '../../core/codebook/headings.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Turn } from '../../core/transcript/types.js';
import { rangeOf } from '../edits.js';
import type { Services } from '../services.js';
import { excerpt } from '../speak.js';
import { codedText, placeOf, rangeIn } from './place.js';

/** The outline of a codebook (its codes) and of a transcript (sections, and in them turns). */
export function registerDocumentSymbols(services: Services): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(
    codedText,
    {
      provideDocumentSymbols: async (document) => {
        const place = await placeOf(services, document);
        if (place === undefined) return undefined;
        if (place.path === codebookPath) return codesOf(place.study);
        if (!place.open.isTranscript(place.path)) return undefined;
        return turnsOf(document, place.open.transcriptOf(document));
      },
    },
    { label: 'Emic' },
  );
}

export const symbolKinds: Readonly<Record<CodeKind, vscode.SymbolKind>> = {
  theme: vscode.SymbolKind.Class,
  category: vscode.SymbolKind.Enum,
  code: vscode.SymbolKind.EnumMember,
};

function codesOf(study: Study): vscode.DocumentSymbol[] {
  const { headings, text } = study.codebook;
  const top: vscode.DocumentSymbol[] = [];
  const open: { readonly depth: number; readonly symbol: vscode.DocumentSymbol }[] = [];
  headings.forEach((heading, i) => {
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const next = headings.slice(i + 1).find(({ depth }) => depth <= heading.depth);
    const symbol = symbolOf(study, heading, next?.heading.start ?? text.text.length);
    (open.at(-1)?.symbol.children ?? top).push(symbol);
    open.push({ depth: heading.depth, symbol });
  });
  return top;
}

function symbolOf(study: Study, { id, name, kind, heading, content }: CodeHeading, end: number): vscode.DocumentSymbol {
  const { passages } = study.count(id, { aggregate: true });
  return new vscode.DocumentSymbol(
    name === '' ? id : name,
    passages > 0 ? String(passages) : '',
    symbolKinds[kind],
    rangeIn(study, { path: codebookPath, start: heading.start, end }),
    rangeIn(study, { path: codebookPath, ...content }),
  );
}

/** Sections are those of the built-in outline; what is added is who speaks. */
function turnsOf(document: vscode.TextDocument, transcript: Transcript): vscode.DocumentSymbol[] {
  const { text } = transcript;
  return transcript.turns.map((turn) => {
    const { head, speech } = turn;
    const end = Math.max(head.end, speech.end);
    const inSource = (from: number, to: number): vscode.Range =>
      rangeOf(document, { start: text.toSource(from, 'start'), end: text.toSource(to, 'end') });
    return new vscode.DocumentSymbol(
      turn.label,
      excerpt(text.sliceClean(speech.start, speech.end)),
      kindOf(turn),
      inSource(head.start, end),
      inSource(head.start, head.end),
    );
  });
}

function kindOf({ asks }: Turn): vscode.SymbolKind {
  return asks ? vscode.SymbolKind.Event : vscode.SymbolKind.Object;
}
