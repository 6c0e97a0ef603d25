import { speakIn } from '../../queries/render/language.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { number } from '../options.js';
import { uncodedAnswers } from './uncodedAnswers.js';

/** Triage: the longest answers that nobody has coded yet. */
export const triageKind = defineAnalysis({
  name: 'triage',
  title: message('Answers without a code'),
  about: message('The longest answers that nobody has coded yet, by document.'),
  options: {
    least: number(message('How many words an answer has at least.'), 20, 1, 10_000),
    most: number(message('How many answers are shown at most.'), 50, 1, 10_000),
  },
  make: (study, { least, most }) => {
    const speak = speakIn(study.settings.language);
    const all = study.transcripts.flatMap((transcript) =>
      uncodedAnswers(transcript, least).map((turn) => ({ transcript, ...turn })),
    );
    const longest = new Set([...all].sort((a, b) => b.words - a.words).slice(0, most));
    const groups = study.transcripts.flatMap((transcript) => {
      const own = all.filter((turn) => turn.transcript === transcript && longest.has(turn));
      return own.length === 0 ? [] : [{ name: transcript.title, level: 0, places: own.map(({ place }) => place) }];
    });
    const remarks = [
      all.length === 1
        ? speak('One answer of {0} words or more has no code.', least)
        : speak('{0} answers of {1} words or more have no code.', all.length, least),
    ];
    return { kind: 'quotations', title: '', groups, remarks };
  },
});
