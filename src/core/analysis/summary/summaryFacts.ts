import type { Speak } from '../../queries/render/language.js';
import { escapeInline } from '../../queries/render/markdownText.js';
import type { ThemeSummary } from '../../queries/themeSummary.js';
import type { Person } from '../../study/people.js';

/** How many passages, documents and people a theme has, by their names, and who is missing: a list in Markdown. */
export function summaryFacts({ count, present, missing, withoutTranscript }: ThemeSummary, speak: Speak): string {
  const facts = [
    speak('Passages: {0}', count.passages),
    speak('Documents: {0}', count.documents),
    naming(speak('Participants: {0} of {1}', present.length, present.length + missing.length), present),
    ...(missing.length > 0 ? [naming(speak('Not among them'), missing)] : []),
    ...(withoutTranscript.length > 0 ? [naming(speak('Without a transcript'), withoutTranscript)] : []),
  ];
  return facts.map((fact) => `- ${fact}`).join('\n');
}

function naming(words: string, people: readonly Person[]): string {
  return people.length === 0 ? words : `${words}: ${people.map(({ id }) => escapeInline(id)).join(', ')}`;
}
