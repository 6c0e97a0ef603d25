import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { isPlace, readStudyDocument, studyDocumentSchemes } from '../studyDocuments.js';

/*
 * VS Code's preview opens a link to a Markdown file as another preview, at no place, and seen from a document that is in no file. So links of such
 * documents lead to a place: a document of no kind that VS Code knows, which the text editor opens, and which is left at once for the words.
 */

/** `transcripts/a.md#L3,4-L3,20`, as documents about a study link to places. */
const link = /^([^#?:]+\.[\p{L}\d]+)#(L\d+(?:,\d+)?(?:-L\d+,\d+)?)$/u;

const place = /^(.+)\.(L\d+(?:,\d+)?(?:-L\d+,\d+)?)\.place$/;

/** Makes a markdown-it lead from documents about a study to places in its files. */
export function leadToPlaces(md: MarkdownIt): MarkdownIt {
  const { rules } = md.renderer;
  const own = rules.link_open;
  rules.link_open = (tokens, index, options, env: { readonly currentDocument?: unknown } | undefined, self) => {
    const token = tokens[index];
    const address = env?.currentDocument;
    const [, path, words] = link.exec(token?.attrGet('href') ?? '') ?? [];
    if (path !== undefined && words !== undefined && address instanceof vscode.Uri && isAboutStudy(address)) {
      // VS Code takes the one of the two that is there.
      for (const name of ['href', 'data-href']) token?.attrSet(name, `${path}.${words}.place`);
    }
    return own?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
  };
  return md;
}

/** Goes on from places to the words. */
export function registerPlaces({ studies }: Services): vscode.Disposable {
  const goOn = async (uri: vscode.Uri): Promise<void> => {
    const found = await readStudyDocument(studies, uri);
    const { scheme, authority } = found?.study.folder ?? uri;
    const [, path, fragment] = place.exec(found?.study.pathOf(uri.with({ scheme, authority })) ?? '') ?? [];
    if (found !== undefined && path !== undefined) {
      const document = found.study.uriOf(path).toString();
      await vscode.commands.executeCommand('_emic.openPlace', { document, fragment });
    }
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const left = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(left, true);
  };
  return vscode.window.onDidChangeActiveTextEditor((editor) => {
    const uri = editor?.document.uri;
    if (uri !== undefined && isAboutStudy(uri) && isPlace(uri)) void goOn(uri);
  });
}

function isAboutStudy({ scheme }: vscode.Uri): boolean {
  return studyDocumentSchemes.includes(scheme);
}
