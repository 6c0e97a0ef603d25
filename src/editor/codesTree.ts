import * as vscode from 'vscode';
import type { Code, CodeKind } from '../core/codebook/types.js';
import { plainHeading } from '../core/markdown/headingText.js';
import type { Study } from '../core/study/study.js';
import { asText } from './hover.js';
import { CodeIcons } from './icons.js';
import { LiveTree } from './liveTree.js';
import { passagesInWords } from './placeRows.js';
import type { Services } from './services.js';
import type { OpenStudy } from './studies/openStudy.js';

/** A theme, category or code in the tree, or the group of those that the codebook does not have. */
export interface CodeNode {
  /** The code's id; undefined for the group. */
  readonly code: string | undefined;
  readonly study: OpenStudy;
}

/** The view *Codes*: the tree of themes, categories and codes, with the number of their passages. */
export class CodesTree extends LiveTree<CodeNode> {
  readonly #icons = new CodeIcons();
  readonly #nodes = new Map<string, CodeNode>();
  readonly #chosen = new vscode.EventEmitter<CodeNode>();

  /** Somebody has selected a code. */
  readonly onDidChoose = this.#chosen.event;

  /** @param dragging what happens to codes that are dragged. */
  constructor(services: Services, dragging: vscode.TreeDragAndDropController<CodeNode>) {
    super('emic.codes', services, { canSelectMany: true, dragAndDropController: dragging });
    this.listen(
      this.#chosen,
      this.view.onDidChangeSelection(({ selection: [node] }) => {
        if (node?.code !== undefined) this.#chosen.fire(node);
      }),
      vscode.window.onDidChangeActiveColorTheme(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('emic.colours')) this.refresh();
      }),
    );
  }

  /** The codes that are selected. */
  get selected(): readonly CodeNode[] {
    return this.view.selection.filter(({ code }) => code !== undefined);
  }

  /** Selects a code in the tree. */
  async select(study: OpenStudy, code: string, { focus = false } = {}): Promise<void> {
    this.services.studies.activate(study);
    await this.view.reveal(this.#node(study, code), { select: true, focus, expand: false });
  }

  protected override signature(study: OpenStudy): unknown {
    const { codebook, uncataloguedCodes } = this.#latest(study);
    const counts = [...codebook.codes.map(({ id }) => id), ...uncataloguedCodes].map((id) => this.#count(study, id));
    return [codebook, counts.join(' '), uncataloguedCodes.join(' '), study.reading.state];
  }

  protected override describe(study: OpenStudy): { readonly description: string; readonly message?: string } {
    const { state, done, of } = study.reading;
    const description = this.services.studies.all.length > 1 ? study.title : '';
    switch (state) {
      case 'reading':
        return {
          description,
          message:
            of === 0
              ? vscode.l10n.t('Reading transcripts …')
              : vscode.l10n.t('Reading transcripts: {0} of {1}', done, of),
        };
      case 'stopped':
        return {
          description,
          message: vscode.l10n.t('{0} of {1} transcripts are read. The numbers are of these.', done, of),
        };
      default:
        return { description };
    }
  }

  override getParent({ code, study }: CodeNode): CodeNode | undefined {
    if (code === undefined) return undefined;
    const { codebook } = this.#latest(study);
    const known = codebook.get(code);
    if (known === undefined) return this.#node(study, undefined);
    return known.parent === undefined ? undefined : this.#node(study, known.parent);
  }

  protected override roots(study: OpenStudy): readonly CodeNode[] {
    const { codebook, uncataloguedCodes } = this.#latest(study);
    const top = codebook.codes.filter(({ parent }) => parent === undefined).map(({ id }) => this.#node(study, id));
    return uncataloguedCodes.length === 0 ? top : [...top, this.#node(study, undefined)];
  }

  protected override children({ code, study }: CodeNode): readonly CodeNode[] {
    const { codebook, uncataloguedCodes } = this.#latest(study);
    if (code === undefined) return uncataloguedCodes.map((id) => this.#node(study, id));
    return codebook.get(code)?.children.map((id) => this.#node(study, id)) ?? [];
  }

  override getTreeItem({ code, study }: CodeNode): vscode.TreeItem {
    const latest = this.#latest(study);
    if (code === undefined) {
      const item = new vscode.TreeItem(vscode.l10n.t('Not in the codebook'), vscode.TreeItemCollapsibleState.Expanded);
      item.id = `${study.folder.toString()} `;
      item.contextValue = 'unknownCodes';
      item.iconPath = new vscode.ThemeIcon('question');
      item.tooltip = vscode.l10n.t('Codes that passages use and the codebook does not have');
      const { length } = latest.uncataloguedCodes;
      const codes = length === 1 ? vscode.l10n.t('1 code') : vscode.l10n.t('{0} codes', length);
      item.accessibilityInformation = { label: `${vscode.l10n.t('Not in the codebook')}, ${codes}` };
      return item;
    }
    const known = latest.codebook.get(code);
    const hasChildren = known !== undefined && known.children.length > 0;
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      known?.name ?? code,
      hasChildren ? (known.level === 0 ? Expanded : Collapsed) : None,
    );
    const kind: CodeKind = known?.kind ?? 'code';
    const count = this.#count(study, code);
    item.id = `${study.folder.toString()} ${code}`;
    item.iconPath = this.#icons.code(kind, study.colors.get(code) ?? 'grey', count > 0);
    item.contextValue = known === undefined ? 'unknown' : kind;
    if (count > 0) item.description = String(count);
    const facts = [nameOfKind(known), passagesInWords(count)];
    if (known?.key !== undefined) facts.push(vscode.l10n.t('Key: {0}', known.key));
    item.accessibilityInformation = { label: [known?.name ?? code, ...facts].join(', ') };
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, { code, study }: CodeNode): vscode.TreeItem {
    const latest = this.#latest(study);
    if (code !== undefined) item.tooltip = tooltipOf(latest, code, latest.codebook.get(code));
    return item;
  }

  /** A code's own passages, and with what stands below it those of all that. */
  #count(study: OpenStudy, code: string): number {
    return this.#latest(study).count(code, { aggregate: true }).passages;
  }

  #latest(study: OpenStudy): Study {
    return study.latest ?? this.empty;
  }

  /** One object a code: VS Code knows its nodes by identity. */
  #node(study: OpenStudy, code: string | undefined): CodeNode {
    const key = `${study.folder.toString()} ${code ?? ''}`;
    let node = this.#nodes.get(key);
    if (node?.study !== study) {
      node = { code, study };
      this.#nodes.set(key, node);
    }
    return node;
  }
}

function nameOfKind(code: Code | undefined): string {
  switch (code?.kind) {
    case 'theme':
      return vscode.l10n.t('theme');
    case 'category':
      return vscode.l10n.t('category');
    case 'code':
      return vscode.l10n.t('code');
    case undefined:
      return vscode.l10n.t('not in the codebook');
  }
}

/** Definition, key, and how much is coded, which does not fit into a row. */
function tooltipOf(study: Study, id: string, code: Code | undefined): vscode.MarkdownString {
  const all = study.count(id, { aggregate: true });
  const own = study.count(id);
  const people = study.people.filter(({ hasTranscript }) => hasTranscript).length;
  const markdown = new vscode.MarkdownString(`**${asText(code?.name ?? id)}** · ${asText(nameOfKind(code))}`);
  if (code !== undefined && code.definition !== '') markdown.appendMarkdown(`\n\n${asRead(code.definition)}`);
  const facts = [
    vscode.l10n.t('Passages: {0}', all.passages) +
      (all.passages === own.passages ? '' : ` (${vscode.l10n.t('{0} its own', own.passages)})`),
    vscode.l10n.t('Documents: {0}', all.documents),
    vscode.l10n.t('Participants: {0} of {1}', all.participants, people),
  ];
  if (code?.key !== undefined) facts.push(vscode.l10n.t('Key: {0}', code.key));
  const themes = code?.themes.map((theme) => study.codebook.get(theme)?.name ?? theme) ?? [];
  if (themes.length > 0) facts.push(vscode.l10n.t('Supports: {0}', themes.join(', ')));
  markdown.appendMarkdown(`\n\n${facts.map(asText).join('  \n')}\n\n`);
  markdown.appendMarkdown(`\`${id}\``);
  return markdown;
}

/** A definition's paragraphs as they read, without emphasis and links. */
function asRead(definition: string): string {
  const paragraphs = definition.split(/(?:\r?\n[ \t]*){2,}/);
  return paragraphs.map((paragraph) => asText(plainHeading(paragraph, paragraph))).join('\n\n');
}
