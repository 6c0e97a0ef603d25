import type * as vscode from 'vscode';
import { ActiveText } from './activeText.js';
import { registerAdjusting } from './adjusting.js';
import { registerAgreement } from './agreement/agreement.js';
import { registerAutocode } from './autocode/autocode.js';
import { registerAnalysisView } from './analysisView/analysisView.js';
import { StudyDocuments } from './codedDocuments.js';
import { CodesTree } from './codesTree.js';
import { registerAnalysis } from './analysis/analysis.js';
import { registerCleanText } from './commands/cleanText.js';
import { registerCodingView } from './codingView/codingView.js';
import { registerCodebookCommands } from './commands/codebook.js';
import { registerCodeSelection } from './commands/codeSelection.js';
import { registerGrowing } from './commands/growing.js';
import { registerMoving } from './commands/moving.js';
import { registerRemoving } from './commands/removing.js';
import { registerUncoded } from './commands/uncoded.js';
import { registerViewCommands } from './commands/views.js';
import { registerContextKeys } from './contextKeys.js';
import { registerDecorations } from './decorations/decorations.js';
import { registerDiagnostics } from './diagnostics.js';
import { Documents } from './documents.js';
import { DocumentsTree } from './documentsTree.js';
import { DocumentsDropping } from './exchange/dropping.js';
import { registerProjectExport } from './exchange/exportProject.js';
import { ProjectImports } from './exchange/importProject.js';
import { registerExports } from './exports/exportAnalysis.js';
import { registerFixes } from './fixes/fixes.js';
import { registerHover } from './hover.js';
import { ImportHistory } from './imports/importHistory.js';
import { TranscriptImports } from './imports/importTranscripts.js';
import { registerIndexFile } from './indexFile.js';
import { registerLanguage } from './language/language.js';
import { registerCodeMemo } from './memos/codeMemo.js';
import { registerMergeSetUp } from './merging/mergeSetUp.js';
import { registerReadings } from './merging/readings.js';
import { registerMemoCommands } from './memos/memoCommands.js';
import { MemosTree } from './memos/memosTree.js';
import { registerPassageMemos } from './memos/passageMemos.js';
import { registerNewStudy } from './newStudy/newStudy.js';
import { registerRecommendedSettings } from './newStudy/recommendedSettings.js';
import { registerSampleStudy } from './newStudy/sampleStudy.js';
import { registerExportPrintable } from './print/exportPrintable.js';
import { registerPlaces } from './preview/places.js';
import { createPreview, type MarkdownPlugin } from './preview/preview.js';
import { registerCopyLink } from './notes/copyLink.js';
import { registerNoteLinks } from './notes/noteLinks.js';
import { PassagesTree } from './passagesTree.js';
import { registerPlaceRows } from './placeRows.js';
import { registerQuery } from './query/query.js';
import { RecentCodes } from './recentCodes.js';
import { registerReview } from './review/review.js';
import { registerRichEditorNotice } from './richEditor.js';
import { registerRefactoringActions } from './refactoring/actions.js';
import { CodesDragging } from './refactoring/dragging.js';
import { RefactoringHistory } from './refactoring/history.js';
import { registerWithdrawal } from './withdrawal/withdrawal.js';
import { registerPseudonyms } from './pseudonyms/pseudonyms.js';
import { Refactorer } from './refactoring/refactor.js';
import { registerRefactoring } from './refactoring/commands.js';
import { registerSplitting } from './refactoring/splitting.js';
import { registerRounds } from './rounds/rounds.js';
import type { Services } from './services.js';
import { registerStatusBar } from './statusBar.js';
import { registerStory } from './story/storyDocuments.js';
import { Studies } from './studies/studies.js';
import { registerSummaries } from './summaryDocument.js';

export function activate(context: vscode.ExtensionContext): MarkdownPlugin {
  const documents = new Documents();
  const studies = new Studies(documents);
  const active = new ActiveText();
  const recent = new RecentCodes(context.workspaceState);
  const services: Services = { context, active, documents, studies, recent };
  const shown = new StudyDocuments(documents, studies);
  const history = new RefactoringHistory(services);
  const refactorer = new Refactorer(services, history);
  const dragging = new CodesDragging(refactorer);
  const codingView = registerCodingView(services, shown, dragging);
  const codes = new CodesTree(services, dragging);
  const passages = new PassagesTree(services);
  const memos = new MemosTree(services);
  const undoable = new ImportHistory(studies);
  const imports = new TranscriptImports(services, undoable);
  const projects = new ProjectImports(services, refactorer, undoable);
  const preview = createPreview(services, shown);
  context.subscriptions.push(
    documents,
    studies,
    active,
    shown,
    codes,
    passages,
    undoable,
    imports,
    projects,
    registerProjectExport(services),
    new DocumentsTree(services, new DocumentsDropping(services, imports, projects)),
    registerContextKeys(services),
    registerDecorations(shown),
    preview,
    registerHover(shown),
    registerLanguage(services),
    registerDiagnostics(services),
    registerFixes(services),
    registerStatusBar(services),
    registerCodeSelection(services),
    registerRemoving(services),
    registerAutocode(services, refactorer),
    registerPseudonyms(services, refactorer),
    registerWithdrawal(services, refactorer),
    registerMoving(services),
    registerGrowing(services),
    registerAdjusting(services),
    registerUncoded(services),
    memos,
    registerPassageMemos(services),
    registerCodeMemo(services),
    registerMemoCommands(services, memos),
    registerNoteLinks(services),
    registerCopyLink(services),
    registerCleanText(services),
    registerCodebookCommands(services, codes, passages),
    registerViewCommands(services, passages),
    history,
    dragging.onDidMove(({ study, codes: [code = ''] }) => void codes.select(study, code, { focus: true })),
    registerRefactoring(services, codes, refactorer, history),
    registerSplitting(services, codes, refactorer),
    registerAgreement(services),
    registerRefactoringActions(services),
    registerSummaries(services),
    registerStory(services),
    registerReview(services),
    registerPlaceRows(services),
    registerQuery(services),
    registerAnalysisView(services),
    codingView,
    registerPlaces(services),
    registerRounds(services),
    registerReadings(services),
    registerMergeSetUp(services),
    registerIndexFile(services),
    registerExportPrintable(services, codingView),
    registerExports(services),
    registerNewStudy(services),
    registerSampleStudy(services),
    registerRecommendedSettings(services),
    registerAnalysis(services),
    registerRichEditorNotice(services),
  );
  studies.openVisible();
  return preview;
}
