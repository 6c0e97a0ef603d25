import * as vscode from 'vscode';
import { directionOf } from '../../core/page/direction.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { hasConflicts } from '../../core/markdown/conflicts.js';
import type { StudyDocuments } from '../codedDocuments.js';
import { wayToUtf8 } from '../commands/coding.js';
import type { Services } from '../services.js';
import { isReadOnly } from '../readOnly.js';
import { speak } from '../speak.js';
import { filterWords, isShownBy } from './filter.js';
import type { Filter } from './protocol.js';
import type { Shown } from './session.js';

/** So many characters tell in which direction a document is written. */
const beginning = 20_000;

/** What a person has chosen to see. */
export interface Seen {
  readonly filter: Filter;
  readonly byCoder: boolean;
}

/** What a view shows of a document, with the edit that is under way; undefined while that is nothing that can be coded. */
export function readShown(
  services: Services,
  shown: StudyDocuments,
  document: vscode.TextDocument,
  { filter, byCoder }: Seen,
): Shown | undefined {
  const coded = shown.soon(document);
  if (coded === undefined) return undefined;
  const { studies, recent } = services;
  const study = studies.studyOf(document.uri);
  const codebook = study?.latest?.codebook;
  const name = (code: string): string | undefined => coded.code(code)?.name ?? study?.newNames.get(code);
  const offered = recent
    .of(study)
    .filter((code) => codebook?.has(code))
    .slice(0, 5)
    .map((id) => ({ id, name: name(id) ?? id, color: coded.color(id) }));
  const { transcript } = coded;
  const { attributes } = transcript;
  const language = attributes.language ?? attributes.lang ?? study?.latest?.settings.language;
  const settings = vscode.workspace.getConfiguration('emic.codingView', document);
  return {
    transcript,
    look: {
      color: (code) => coded.color(code),
      name,
      isShown: isShownBy(filter, codebook),
      byCoder,
    },
    of: [coded, filter, byCoder],
    around: {
      title: transcript.title,
      language: typeof language === 'string' ? language : '',
      direction: directionOf(transcript.text.sliceClean(0, beginning)),
      offered,
      filter,
      byCoder,
      filterWords: filterWords(filter, codebook),
      notice: noticeOf(transcript, services.documents.isUtf8(document)),
      canEdit: !isReadOnly(document),
      font: { family: settings.get('fontFamily', ''), size: settings.get('fontSize', 16) },
    },
  };
}

/** What has to be seen to in the text editor before the page is to be relied on; empty for nothing. */
export function noticeOf({ text, frontMatter }: Transcript, isUtf8: boolean): string {
  if (!isUtf8) return `${vscode.l10n.t('This file is not UTF-8 text, so Emic does not change it.')} ${wayToUtf8()}`;
  if (hasConflicts(text)) {
    return vscode.l10n.t('Two versions were merged here, and nobody has chosen yet. Decide in the text editor.');
  }
  const [problem] = frontMatter.problems;
  return problem === undefined ? '' : speak(problem.message);
}
