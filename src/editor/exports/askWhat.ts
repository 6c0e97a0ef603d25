import * as vscode from 'vscode';
import { AnalysisError } from '../../core/analysis/analysisError.js';
import { findBlocks, type AnalysisBlock } from '../../core/analysis/documents/blocks.js';
import { isProblem } from '../../core/analysis/documents/problems.js';
import { makeBlock } from '../../core/analysis/documents/refresh.js';
import type { AnalysisKind } from '../../core/analysis/kind.js';
import { analysisKinds, kindOption } from '../../core/analysis/kinds.js';
import { analyzeTitled, titleOf, type Titled } from '../../core/analysis/titled.js';
import { readFrontMatterFully } from '../../core/markdown/frontMatter.js';
import type { FrontMatterData } from '../../core/markdown/frontMatterData.js';
import type { Study } from '../../core/study/study.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { askOptions } from './askOptions.js';

/** What is to be exported. */
export interface Question {
  /** By which the file is named. */
  readonly title: string;
  /** @throws AnalysisError when it cannot be made as asked. */
  make(token: vscode.CancellationToken): Promise<readonly Titled[]>;
}

export function questionOf(study: Study, asked: FrontMatterData): Question {
  return { title: titleOf(study, asked), make: async () => [await analyzeTitled(study, asked)] };
}

/** Asks what is to be exported: an analysis of the document that is open, or a new one. */
export async function askWhat(open: OpenStudy, study: Study): Promise<Question | undefined> {
  type Choice = vscode.QuickPickItem & { readonly question?: Question; readonly analysis?: AnalysisKind };
  const here: Choice[] = questionsHere(open, study).map(({ label, question }) => ({
    label,
    description: question.title,
    question,
  }));
  const kinds: Choice[] = analysisKinds.map((kind) => ({
    label: kind.title === undefined ? kind.name : speak(kind.title),
    detail: speak(kind.about),
    analysis: kind,
  }));
  const heading = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choices =
    here.length === 0
      ? kinds
      : [heading(vscode.l10n.t('In this document')), ...here, heading(vscode.l10n.t('Another analysis')), ...kinds];
  const answer = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Export Analysis'),
    placeHolder: vscode.l10n.t('What to export'),
    matchOnDetail: true,
  });
  if (answer?.analysis === undefined) return answer?.question;
  const options = await askOptions(open, study, answer.analysis);
  return options === undefined ? undefined : questionOf(study, { [kindOption]: answer.analysis.name, ...options });
}

/** What the active analysis document asks: at the cursor, and in all. */
function questionsHere(
  open: OpenStudy,
  study: Study,
): readonly { readonly label: string; readonly question: Question }[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !(open.pathOf(editor.document.uri)?.startsWith('analysis/') ?? false)) return [];
  const blocks = findBlocks(editor.document.getText()).filter(({ damage }) => damage === undefined);
  const cursor = editor.document.offsetAt(editor.selection.active);
  const at = blocks.find(({ start, end, result }) => start <= cursor && cursor <= (result?.end ?? end));
  const name = editor.document.uri.path.replace(/^.*\//, '').replace(/(.)\.[^.]*$/, '$1');
  return [
    ...(at === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('The analysis at the cursor'),
            question: blocksQuestion(study, [at], titleAt(study, at)),
          },
        ]),
    ...(blocks.length > 1 || (at === undefined && blocks.length === 1)
      ? [
          {
            label: vscode.l10n.t('All analyses of this document ({0})', blocks.length),
            question: blocksQuestion(study, blocks, name),
          },
        ]
      : []),
  ];
}

function titleAt(study: Study, { question }: AnalysisBlock): string {
  return titleOf(study, readFrontMatterFully(question).data);
}

function blocksQuestion(study: Study, blocks: readonly AnalysisBlock[], title: string): Question {
  return {
    title,
    make: async (token) => {
      const analyses: Titled[] = [];
      for (const block of blocks) {
        if (token.isCancellationRequested) break;
        const analysis = await makeBlock(study, block);
        if (isProblem(analysis)) throw new AnalysisError(analysis.message);
        analyses.push({ title: titleAt(study, block), analysis });
        await new Promise((resolve) => setTimeout(resolve));
      }
      return analyses;
    },
  };
}
