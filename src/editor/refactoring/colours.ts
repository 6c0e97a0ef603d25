import * as vscode from 'vscode';
import { palette, paletteOrder, type PaletteColor } from '../../core/colors/palette.js';
import { readHex } from '../../core/colors/rgb.js';
import { CodeIcons } from '../icons.js';

interface ColourChoice extends vscode.QuickPickItem {
  /** As it is written; empty for the colour of what stands above, undefined for one that is still to be given. */
  readonly color: string | undefined;
}

/** Asks for a colour. @returns as it is written in the codebook, empty for that of what stands above; undefined for none. */
export async function pickColour(title: string, now: string | undefined): Promise<string | undefined> {
  const icons = new CodeIcons();
  const choices: ColourChoice[] = paletteOrder.map((name) => {
    const color = palette[name].light.line;
    return {
      label: nameOf(name),
      description: color === now?.toLowerCase() ? vscode.l10n.t('now') : '',
      iconPath: icons.code('theme', name, true),
      color,
    };
  });
  const above = {
    label: vscode.l10n.t('The same as the code above it'),
    iconPath: new vscode.ThemeIcon('arrow-up'),
    color: '',
  };
  const own = {
    label: vscode.l10n.t('Own colour …'),
    iconPath: new vscode.ThemeIcon('symbol-color'),
    color: undefined,
  };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, color: '' };
  const chosen = await vscode.window.showQuickPick<ColourChoice>([...choices, separator, above, own], {
    title,
    placeHolder: vscode.l10n.t('Colours that can be told apart, also by people who are colour-blind'),
  });
  if (chosen === undefined || chosen.color !== undefined) return chosen?.color;
  const written = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'A colour as on the web, such as #d1495b. It is made lighter or darker where it could not be seen.',
    ),
    value: now ?? '#',
    validateInput: (value) =>
      readHex(value.trim()) === undefined ? vscode.l10n.t('Write # and three or six of 0–9 and a–f.') : undefined,
  });
  return written?.trim();
}

function nameOf(color: PaletteColor): string {
  const names: Readonly<Record<PaletteColor, string>> = {
    blue: vscode.l10n.t('Blue'),
    orange: vscode.l10n.t('Orange'),
    teal: vscode.l10n.t('Teal'),
    pink: vscode.l10n.t('Pink'),
    violet: vscode.l10n.t('Violet'),
    gold: vscode.l10n.t('Gold'),
    plum: vscode.l10n.t('Plum'),
    brown: vscode.l10n.t('Brown'),
    sky: vscode.l10n.t('Sky blue'),
    red: vscode.l10n.t('Red'),
    indigo: vscode.l10n.t('Indigo'),
    green: vscode.l10n.t('Green'),
  };
  return names[color];
}
