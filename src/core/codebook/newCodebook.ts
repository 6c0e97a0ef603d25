import { stringify } from 'yaml';
import { defaultParticipants, defaultTranscripts } from './settings.js';

/** Words of a new codebook, by language. */
const words: Readonly<Record<string, { readonly codebook: string; readonly interviewer: string }>> = {
  da: { codebook: 'Kodebog', interviewer: 'Interviewer' },
  de: { codebook: 'Codebuch', interviewer: 'Interviewer' },
  en: { codebook: 'Codebook', interviewer: 'Interviewer' },
  nb: { codebook: 'Kodebok', interviewer: 'Intervjuer' },
  nn: { codebook: 'Kodebok', interviewer: 'Intervjuar' },
  no: { codebook: 'Kodebok', interviewer: 'Intervjuer' },
  sv: { codebook: 'Kodbok', interviewer: 'Intervjuare' },
};

/**
 * The text of a new study's `codebook.md`, without codes.
 * @param language a language tag, such as `nb` or `en-GB`.
 */
export function newCodebook(title: string, language: string): string {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const { codebook, interviewer } = (Object.hasOwn(words, primary) ? words[primary] : undefined) ?? words.en!;
  return `---
emic: 1
title: ${yamlText(title)}
transcripts: ${yamlText(defaultTranscripts.join(', '))}
participants: ${yamlText(defaultParticipants)}
interviewers: [${interviewer}, I]
language: ${yamlText(language)}
---
# ${codebook}
`;
}

function yamlText(text: string): string {
  return stringify(text.replace(/\s+/g, ' ').trim(), { lineWidth: 0 }).trimEnd();
}
