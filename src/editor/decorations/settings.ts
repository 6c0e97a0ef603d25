import * as vscode from 'vscode';
import type { ThemeKind } from '../../core/colors/codeColors.js';
import { say } from '../speak.js';
import type { Look, MarksMode } from './style.js';

/** Settings whose change makes coded text look different. */
export const lookSettings = [
  'emic.marks',
  'emic.tint',
  'emic.stripes',
  'emic.overviewRuler',
  'editor.fontSize',
  'editor.lineHeight',
  'editor.accessibilitySupport',
] as const;

/** Below this line height, in font sizes, lines of 2 px under the text would touch the letters. */
const roomyLine = 1.55;

/** How a document is to look, by its settings and the window's theme. */
export function lookOf(document: vscode.TextDocument): Look {
  const scope = { uri: document.uri, languageId: document.languageId };
  const emic = vscode.workspace.getConfiguration('emic', scope);
  const editor = vscode.workspace.getConfiguration('editor', scope);
  const fontSize = editor.get('fontSize', 14);
  const kind = themeKind();
  return {
    marks: marksMode(emic, editor),
    tint: emic.get<'soft' | 'off'>('tint', 'soft') === 'soft',
    stripes: emic.get('stripes', true),
    ruler: emic.get('overviewRuler', true),
    fontSize,
    tight: lineHeight(editor.get('lineHeight', 0), fontSize) < roomyLine * fontSize,
    highContrast: kind === 'highContrast' || kind === 'highContrastLight',
  };
}

/** For a screen reader marks are text like any other, unless its user says otherwise. */
function marksMode(emic: vscode.WorkspaceConfiguration, editor: vscode.WorkspaceConfiguration): MarksMode {
  const values = Object.entries(emic.inspect('marks') ?? {});
  const isSet = values.some(([name, value]) => /^(?!default).*Value$/.test(name) && value !== undefined);
  if (!isSet && editor.get('accessibilitySupport') === 'on') return 'plain';
  return emic.get<MarksMode>('marks', 'labels');
}

/** In px. VS Code reads 0 as a line that suits the font, up to 8 as a multiple of the font size, and more as px. */
function lineHeight(set: number, fontSize: number): number {
  if (set <= 0) return 1.35 * fontSize;
  return set < 8 ? set * fontSize : set;
}

export function themeKind(): ThemeKind {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return 'light';
    case vscode.ColorThemeKind.Dark:
      return 'dark';
    case vscode.ColorThemeKind.HighContrast:
      return 'highContrast';
    case vscode.ColorThemeKind.HighContrastLight:
      return 'highContrastLight';
  }
}

/** What *Toggle Marks* sets: labels and plain marks in turn. */
export async function toggleMarks(document: vscode.TextDocument | undefined): Promise<void> {
  const emic = vscode.workspace.getConfiguration('emic', document?.uri);
  const set = emic.inspect('marks');
  const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
  const inWorkspace = set?.workspaceValue === undefined ? Global : Workspace;
  const target = set?.workspaceFolderValue === undefined ? inWorkspace : WorkspaceFolder;
  const shown: MarksMode = document === undefined ? emic.get<MarksMode>('marks', 'labels') : lookOf(document).marks;
  const isPlain = shown === 'plain';
  await emic.update('marks', isPlain ? 'labels' : 'plain', target);
  say(
    isPlain
      ? vscode.l10n.t('Marks are shown as the names of their codes.')
      : vscode.l10n.t('Marks are shown as they are written.'),
  );
}
