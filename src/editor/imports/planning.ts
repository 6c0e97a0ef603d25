import * as vscode from 'vscode';
import { addInterviewers } from '../../core/codebook/interviewers.js';
import type { Encoding } from '../../core/imports/encoding.js';
import { planImport, type ImportFile, type ImportPlan } from '../../core/imports/planImport.js';
import type { GuideHeading } from '../../core/imports/questions.js';
import { CodedText } from '../../core/markdown/codedText.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { applyEdits } from '../../core/text/edits.js';
import { Transcript } from '../../core/transcript/transcript.js';
import { pathsIn } from '../newFiles.js';
import { withPatience } from '../patience.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { withFile } from '../studies/reading.js';

/** How somebody wants documents to be imported. */
export interface ImportWish {
  /** Who speakers are in the study, by the name that the documents have for them. */
  readonly speakers: Readonly<Record<string, string>>;
  /** Of the names that speakers have in the study, those of people who ask. */
  readonly interviewers: readonly string[];
  readonly questions: readonly GuideHeading[];
  readonly encoding: Encoding | undefined;
  /** A folder of the study; undefined for that of its other transcripts. */
  readonly into: string | undefined;
  /** Whether documents that have another text than before become transcripts of their own. */
  readonly beside: boolean;
}

export const plainWish: ImportWish = {
  speakers: {},
  interviewers: [],
  questions: [],
  encoding: undefined,
  into: undefined,
  beside: false,
};

class Stopped extends Error {}

/** Works out what an import would write. @returns undefined if somebody has cancelled it. @throws ImportError */
export async function planned(
  open: OpenStudy,
  files: readonly ImportFile[],
  wish: ImportWish,
): Promise<ImportPlan | undefined> {
  const title =
    files.length === 1
      ? vscode.l10n.t('Reading {0}', files[0]?.name ?? '')
      : vscode.l10n.t('Reading {0} documents', files.length);
  const paths = await pathsIn(open.folder);
  const study = withInterviewers(open.now() ?? (await open.open()), wish.interviewers);
  const { into, encoding } = wish;
  return withPatience(title, async (token, report) => {
    try {
      return await planImport(files, study, {
        paths,
        speakers: wish.speakers,
        questions: wish.questions,
        whenChanged: wish.beside ? 'beside' : 'show',
        participants: true,
        ...(into === undefined ? {} : { into }),
        ...(encoding === undefined ? {} : { encoding }),
        onFile: async (_name, index) => {
          report(index / files.length);
          await new Promise<void>((resolve) => setTimeout(resolve, 0));
          if (token.isCancellationRequested) throw new Stopped();
        },
      });
    } catch (error) {
      if (error instanceof Stopped) return undefined;
      throw error;
    }
  });
}

/** The study as it will be once its codebook names more interviewers. */
function withInterviewers(study: Study, names: readonly string[]): Study {
  const text = study.codebook.text.text;
  const edit = addInterviewers(text, names);
  return edit === undefined ? study : withFile(study, codebookPath, { kind: 'text', text: applyEdits(text, [edit]) });
}

/** A speaker of the documents, and how much that one says. */
export interface SpeakerFound {
  readonly label: string;
  /** The one that the study knows under this name. */
  readonly id: string;
  readonly asks: boolean;
  readonly turns: number;
  readonly documents: number;
}

/** Who speaks in each of the plan's documents that would be written, in the order of their first turn; of very many documents, in the first. */
export function speakersIn({ documents, files }: ImportPlan, study: Study): readonly (readonly SpeakerFound[])[] {
  const contents = new Map(files.flatMap((file) => ('content' in file ? [[file.path, file.content] as const] : [])));
  let looked = 0;
  return documents.map((document) => {
    const content = document.kind === 'new' ? contents.get(document.path) : undefined;
    if (document.kind !== 'new' || content === undefined || looked++ >= mostLooked) return [];
    const { turns } = new Transcript(document.path, CodedText.parse(content), study.context);
    return unitedSpeakers(
      [turns.map(({ label, speaker, asks }) => ({ label, id: speaker, asks, turns: 1, documents: 1 }))],
      1,
    );
  });
}

/** The speakers of several documents; those of one name are one. @param documents how many documents it is at the most. */
export function unitedSpeakers(
  all: readonly (readonly SpeakerFound[])[],
  documents = Infinity,
): readonly SpeakerFound[] {
  const found = new Map<string, SpeakerFound>();
  for (const speaker of all.flat()) {
    const known = found.get(speaker.label);
    const sum = (key: 'turns' | 'documents'): number => (known?.[key] ?? 0) + speaker[key];
    found.set(speaker.label, {
      ...(known ?? speaker),
      turns: sum('turns'),
      documents: Math.min(documents, sum('documents')),
    });
  }
  return [...found.values()];
}

const mostLooked = 100;
