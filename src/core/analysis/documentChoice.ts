import type { Study } from '../study/study.js';
import type { Transcript } from '../transcript/transcript.js';
import { wrong } from './analysisError.js';

/**
 * The document that a person names: by its path, the end of it with or without `.md`, or its title.
 * @throws AnalysisError when the study has none such.
 */
export function findDocument(study: Study, name: string): Transcript {
  const found =
    study.transcript(name) ??
    study.transcripts.find(
      ({ path, title }) => title === name || path.endsWith(`/${name}`) || path.endsWith(`/${name}.md`),
    );
  if (found === undefined) throw wrong('There is no document {0} in this study.', name);
  return found;
}
