import { speakIn } from '../../queries/render/language.js';
import { message } from '../../text/message.js';
import type { Passage } from '../../transcript/types.js';
import { chooseCodes, codeHeading, passagesOfCode } from '../codeChoice.js';
import { defineAnalysis } from '../kind.js';
import { flag, list } from '../options.js';
import { placeOf } from '../place.js';
import type { QuotationGroup } from '../table.js';

/** Deviant cases: what is said against what most say, by the stances of passages. */
export const deviantKind = defineAnalysis({
  name: 'deviant',
  title: message('Deviant cases'),
  about: message('Deviant cases: passages with another stance than most passages of their code.'),
  options: {
    codes: list('codes', message('Which codes; all if it is left out.')),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
  },
  make: (study, { codes, aggregate }) => {
    const speak = speakIn(study.settings.language);
    const groups = chooseCodes(study, codes).flatMap((id) => {
      const passages = passagesOfCode(study, id, aggregate);
      const deviant = minority(passages);
      if (deviant.length === 0) return [];
      const { name, level, code } = codeHeading(study, id);
      const heading =
        passages.length === 1
          ? speak('{0}: the one passage', name)
          : speak('{0}: {1} of {2} passages', name, deviant.length, passages.length);
      const group: QuotationGroup = { name: heading, level, places: deviant.map(placeOf) };
      return [code === undefined ? group : { ...group, code }];
    });
    return {
      kind: 'quotations',
      title: '',
      groups,
      remarks: groups.length === 0 ? [speak(noDeviant)] : [],
    };
  },
});

const noDeviant = 'No code has passages of different stances. A stance is written into a mark as stance=contra.';

/** The passages whose stance is not the one that most passages have; all stances that are as frequent as the first are left out. */
function minority(passages: readonly Passage[]): readonly Passage[] {
  const counts = new Map<string, number>();
  for (const passage of passages) counts.set(stanceOf(passage), (counts.get(stanceOf(passage)) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return passages.filter((passage) => counts.get(stanceOf(passage)) !== most);
}

function stanceOf({ attributes }: Passage): string {
  return attributes.stance?.trim() ?? '';
}
