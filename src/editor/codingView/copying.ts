import * as vscode from 'vscode';
import { Attribution } from '../../core/quoting/attribution.js';
import { quotedWords } from '../../core/quoting/words.js';
import type { Study } from '../../core/study/study.js';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { say } from '../speak.js';

/** Copies words without marks, or as a quotation with its attribution, as the study quotes. */
export async function copyWords(
  study: Study | undefined,
  transcript: Transcript,
  extents: readonly Extent[],
  as: 'words' | 'quotation',
): Promise<void> {
  const chosen = extents.filter(({ start, end }) => end > start);
  if (chosen.length === 0) {
    say(vscode.l10n.t('Select the words to copy.'));
    return;
  }
  const pieces = chosen.map((extent) =>
    as === 'quotation' && study?.transcript(transcript.path) !== undefined
      ? quotationOf(study, transcript, extent)
      : transcript.text.sliceClean(extent.start, extent.end),
  );
  await vscode.env.clipboard.writeText(pieces.join('\n\n'));
  say(
    as === 'quotation'
      ? vscode.l10n.t('The quotation is copied.')
      : vscode.l10n.t('The selected words are copied without marks.'),
  );
}

function quotationOf(study: Study, transcript: Transcript, clean: Extent): string {
  const quoting = study.settings.quotations;
  const passage = transcript.passages.find((one) => one.clean.start === clean.start && one.clean.end === clean.end);
  const place = { document: transcript.path, clean, ...(passage === undefined ? {} : { passage }) };
  const words = quotedWords(study, place, quoting).map(({ label, text }) => (label === '' ? text : `${label} ${text}`));
  const turn = transcript.turns.findIndex(({ start, end }) => start <= clean.start && clean.start < end);
  const said = new Attribution(study, quoting.attribution).textOf(place);
  const source = [said, ...(turn < 0 ? [] : [vscode.l10n.t('turn {0}', turn + 1)])].filter((part) => part !== '');
  return `${words.join('\n\n')}${source.length === 0 ? '' : `\n(${source.join(' · ')})`}`;
}
