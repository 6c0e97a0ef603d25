import * as vscode from 'vscode';
import type { Study } from '../../core/study/study.js';

/** Examples of queries, with what they find. */
export function examplesFor(study: Study): readonly (readonly [string, string])[] {
  const used = study.codebook.codes.filter(({ id }) => study.count(id, { aggregate: true }).passages > 0);
  const codes = [...used].sort((a, b) => study.count(b.id).passages - study.count(a.id).passages).map(({ id }) => id);
  const [one, other] = codes;
  const pair: (readonly [string, string])[] =
    one === undefined || other === undefined
      ? []
      : [
          [`${one} and not ${other}`, vscode.l10n.t('passages with the first code and without the second')],
          [`${one} overlapping ${other}`, vscode.l10n.t('passages that share words with the other’s')],
          [`${one} near:1turn ${other}`, vscode.l10n.t('in the same turn, or in the next')],
          [
            `documents with ${one} and not ${other}`,
            vscode.l10n.t('documents in which one is spoken of and the other is not'),
          ],
        ];
  return [
    ...pair,
    ['memo', vscode.l10n.t('passages with a memo')],
    ['turns with not coded', vscode.l10n.t('turns in which nothing is coded')],
  ];
}

/** What a word of the query language means; empty where that goes without saying. */
export function meaningOf(name: string): string {
  switch (name) {
    case 'and':
      return vscode.l10n.t('both hold');
    case 'or':
      return vscode.l10n.t('one of the two holds');
    case 'and not':
      return vscode.l10n.t('the first holds and the second does not');
    case 'not':
      return vscode.l10n.t('does not hold');
    case 'near':
      return vscode.l10n.t('in the same turn or the next; near:20words, near:3turns for other distances');
    case 'within':
      return vscode.l10n.t('inside the other');
    case 'containing':
      return vscode.l10n.t('the other lies inside it');
    case 'overlapping':
      return vscode.l10n.t('shares words with the other');
    case 'before':
      return vscode.l10n.t('shortly before the other');
    case 'after':
      return vscode.l10n.t('shortly after the other');
    case 'coded':
      return vscode.l10n.t('has any code');
    case 'memo':
      return vscode.l10n.t('has a memo');
    case 'turns':
    case 'sentences':
    case 'paragraphs':
    case 'sections':
    case 'documents':
    case 'passages':
      return vscode.l10n.t('what is looked for, as in {0} with …', name);
    default:
      return '';
  }
}
