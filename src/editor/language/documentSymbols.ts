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
import { codedText, placeOf, rangeIn, type Place } from './place.js';

/** The outline of a codebook (its codes) and of a transcript (sections, and in them turns). */
export function registerDocumentSymbols(services: Services): vscode.Disposable {
  const register = (
    label: string,
    outline: (place: Place, document: vscode.TextDocument) => vscode.DocumentSymbol[] | undefined,
  ): vscode.Disposable =>
    vscode.languages.registerDocumentSymbolProvider(
      codedText,
      {
        provideDocumentSymbols: async (document) => {
          const place = await placeOf(services, document);
          return place && outline(place, document);
        },
      },
      { label },
    );
  // VS Code shows the label beside that of its own outline of headings.
  return vscode.Disposable.from(
    register(vscode.l10n.t('Codes'), ({ path, study }) => (path === codebookPath ? codesOf(study) : undefined)),
    register(vscode.l10n.t('Turns'), ({ path, open }, document) =>
      open.isTranscript(path) ? turnsOf(document, open.transcriptOf(document)) : undefined,
    ),
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

/** Sections with the turns that begin in them, in the order of the text. */
function turnsOf(document: vscode.TextDocument, { text, turns, sections }: Transcript): vscode.DocumentSymbol[] {
  const inSource = (from: number, to: number): vscode.Range => {
    const start = text.toSource(from, 'start');
    return rangeOf(document, { start, end: Math.max(start, text.toSource(to, 'end')) });
  };
  const parts = [
    ...sections.map(({ start, end, text: name }) => {
      const whole = inSource(start, end);
      const line = document.lineAt(whole.start).range;
      return {
        start,
        end,
        symbol: new vscode.DocumentSymbol(name || '#', '', vscode.SymbolKind.String, whole.union(line), line),
      };
    }),
    ...turns.map((turn) => {
      const { head, speech } = turn;
      const end = Math.max(head.end, speech.end);
      const said = excerpt(text.sliceClean(speech.start, speech.end));
      const [whole, label] = [inSource(head.start, end), inSource(head.start, head.end)];
      return {
        start: head.start,
        end,
        symbol: new vscode.DocumentSymbol(turn.label, said, kindOf(turn), whole, label),
      };
    }),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const top: vscode.DocumentSymbol[] = [];
  const open: (typeof parts)[number][] = [];
  for (const part of parts) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= part.start) open.pop();
    (open.at(-1)?.symbol.children ?? top).push(part.symbol);
    open.push(part);
  }
  return top;
}

function kindOf({ asks }: Turn): vscode.SymbolKind {
  return asks ? vscode.SymbolKind.Event : vscode.SymbolKind.Object;
}
