import * as vscode from 'vscode';
import type { Codebook } from '../../core/codebook/codebook.js';
import { assignColors, type CodeColor, type ColorScheme } from '../../core/colors/codeColors.js';

/** The colours of a study's codes: one map for as long as the codebook and the setting stay the same. */
export class StudyColors {
  #codebook: Codebook | undefined;
  #scheme: ColorScheme | undefined;
  #colors: ReadonlyMap<string, CodeColor> = new Map();

  of(codebook: Codebook | undefined, folder: vscode.Uri): ReadonlyMap<string, CodeColor> {
    const scheme = vscode.workspace.getConfiguration('emic', folder).get<ColorScheme>('colours', 'theme');
    if (codebook !== this.#codebook || scheme !== this.#scheme) {
      this.#codebook = codebook;
      this.#scheme = scheme;
      this.#colors = assignColors(codebook?.codes ?? [], scheme);
    }
    return this.#colors;
  }
}
