import { addressOf, moveLinks } from '../../notes/movedLinks.js';
import { speakIn, type Speak } from '../../queries/render/language.js';
import { escapeInline, link, quoteBlock, table } from '../../queries/render/markdownText.js';
import { linkInStudy, type LinkTo } from '../../queries/render/quotations.js';
import { codebookPath } from '../../study/paths.js';
import { dayOf, shortId, type Commit } from '../history.js';
import { storyOf } from '../saturation.js';
import { sayChange } from '../../changes/sayChange.js';
import { limits } from '../storyMarkdown.js';
import { entriesOf, entryOf, usedCodes, type AuditEntry } from './entries.js';
import type { AuditedFinding, AuditTrail } from './trail.js';

/**
 * The audit trail as a Markdown document in the study's language: findings, the codes that they stand on, their passages with words,
 * place and participant, and the commits that coded them.
 * @param linkTo where links to passages lead, from the study's folder.
 */
export function auditMarkdown(trail: AuditTrail, linkTo: LinkTo = linkInStudy(trail.study)): string {
  return new AuditDocument(trail, linkTo).write();
}

class AuditDocument {
  readonly #trail: AuditTrail;
  readonly #linkTo: LinkTo;
  readonly #speak: Speak;
  /** What for or against a code says belongs to what a finding stands on. */
  readonly #hasStances: boolean;
  /** Who coded is known from git, or from the passages themselves. */
  readonly #tellsCoders: boolean;

  constructor(trail: AuditTrail, linkTo: LinkTo) {
    this.#trail = trail;
    this.#linkTo = linkTo;
    this.#speak = speakIn(trail.study.settings.language);
    const { passages } = trail.study;
    this.#hasStances = passages.some(({ attributes }) => attributes.stance !== undefined);
    this.#tellsCoders = trail.history !== undefined || passages.some(({ attributes }) => attributes.by !== undefined);
  }

  write(): string {
    const { study, findings } = this.#trail;
    const speak = this.#speak;
    const title = study.codebook.title;
    const reached = new Set(findings.flatMap(({ reach }) => reach));
    const used = usedCodes(study);
    // Without a finding all codes are told, as there is nothing to choose by.
    const told = findings.length === 0 ? used : used.filter((code) => reached.has(code));
    const left = used.filter((code) => !told.includes(code));
    const parts = [
      `# ${escapeInline(title === undefined ? speak('Audit trail') : speak('Audit trail: {0}', title))}`,
      ...this.#state(),
      `## ${speak('Findings')}`,
    ];
    if (findings.length === 0)
      parts.push(
        speak(
          'There is no finding: a memo of the kind “finding”, or a document in analysis/. All codes are told below.',
        ),
      );
    for (const finding of findings) parts.push(...this.#finding(finding));
    if (told.length > 0) parts.push(`## ${speak('Codes and their passages')}`);
    for (const code of told) parts.push(...this.#code(code));
    if (left.length > 0) {
      const names = left.map((code) => `${this.#nameOf(code)} (${String(study.count(code).passages)})`);
      parts.push(`## ${speak('Codes that no finding names')}`, escapeInline(names.join(', ')));
    }
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  }

  #state(): readonly string[] {
    const { history } = this.#trail;
    const speak = this.#speak;
    if (history === undefined)
      return [speak('The study is in no git repository, so it is not known who coded what and when.')];
    const { story, isChanged } = history;
    const { head } = story;
    if (head === undefined) return [speak('Nothing of the study is committed yet.')];
    return [
      speak('The study as of commit {0}, {1}, by {2}.', shortId(head.id), dayOf(head), escapeInline(head.author)),
      ...(isChanged ? [speak('It has changes that are not committed yet.')] : []),
      ...limits(story, speak),
      speak(
        'To see for yourself: `git show <commit>` shows what a commit changed; `git show <commit>:<file>` shows the file as it was then.',
      ),
    ];
  }

  #finding(finding: AuditedFinding): readonly string[] {
    const { study } = this.#trail;
    const { title, path, at, kind, author, date, text, codes, passages, written } = finding;
    const speak = this.#speak;
    const line = study.lines(path).positionAt(at).line + 1;
    const facts = [link(path, line === 1 ? addressOf(path) : `${addressOf(path)}#L${String(line)}`)];
    facts.push(...[kind, author, date].flatMap((fact) => (fact === undefined ? [] : [escapeInline(fact)])));
    if (written !== undefined) {
      facts.push(speak('first written {0}', this.#commit(written.first)));
      if (written.last !== written.first) facts.push(speak('last changed {0}', this.#commit(written.last)));
    } else if (this.#trail.history !== undefined) facts.push(speak('not committed yet'));
    const stands = codes.map((code) => `- ${this.#codeLink(code)}`);
    const own = passages.flatMap((passage) =>
      passage.codes.slice(0, 1).map((code) => entryOf(this.#trail, passage, code)),
    );
    const isMarkdown = path !== codebookPath || text !== '';
    return [
      `### ${escapeInline(title)}`,
      facts.join(' · '),
      isMarkdown && text !== '' ? quoteBlock(moveLinks(text, path, '')) : '',
      ...(stands.length > 0 ? [speak('It stands on these codes:'), stands.join('\n')] : []),
      ...(own.length > 0 ? [speak('It leads to these passages itself:'), this.#table(own, true)] : []),
      ...(stands.length === 0 && own.length === 0 ? [speak('It names no code and leads to no passage.')] : []),
    ];
  }

  /** A code that counts other codes' passages, too, leads to those. */
  #codeLink(code: string): string {
    const { study } = this.#trail;
    const { codebook } = study;
    const counted = [...study.codesCountedFor(code)].filter((id) => study.count(id).passages > 0);
    const order = codebook.codes.map(({ id }) => id);
    counted.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const to = (id: string): string => link(this.#nameOf(id), `#${slugOf(this.#headingOf(id))}`);
    const passages = this.#speak('passages: {0}', study.count(code, { aggregate: true }).passages);
    const others = counted.filter((id) => id !== code);
    const name = counted.includes(code) ? to(code) : escapeInline(this.#nameOf(code));
    return others.length === 0 ? `${name} (${passages})` : `${name} (${passages}): ${others.map(to).join(', ')}`;
  }

  #code(code: string): readonly string[] {
    const { study, history } = this.#trail;
    const speak = this.#speak;
    const known = study.codebook.get(code);
    const steps = history === undefined ? [] : storyOf(history.story, code);
    const happened = steps.flatMap(({ commit, changes, codebook }) =>
      changes.map((change) => `- ${this.#commit(commit)}: ${escapeInline(sayChange(change, codebook, speak))}`),
    );
    return [
      `### ${escapeInline(this.#headingOf(code))}`,
      known === undefined ? speak('This code is not in the codebook.') : quoteBlock(known.definition),
      happened.join('\n'),
      this.#table(entriesOf(this.#trail, code), false),
    ].filter((part) => part !== '' && part !== '>');
  }

  #table(entries: readonly AuditEntry[], withCodes: boolean): string {
    const speak = this.#speak;
    const header = [speak('Passage'), speak('Words'), speak('Where'), speak('Participant')];
    if (withCodes) header.push(speak('Codes'));
    if (this.#hasStances) header.push(speak('Stance'));
    if (this.#tellsCoders) header.push(speak('Coded'));
    return table(
      header,
      entries.map((entry) => this.#row(entry, withCodes)),
      header.map(() => 'left'),
    );
  }

  #row(entry: AuditEntry, withCodes: boolean): readonly string[] {
    const { passage, line, turn, people } = entry;
    const where = `${passage.document}:${String(line)}`;
    const target = this.#linkTo(passage);
    const row = [
      passage.id === undefined ? '' : `\`${passage.id}\``,
      escapeInline(passage.quote),
      [
        target === undefined ? escapeInline(where) : link(where, target),
        ...(turn === undefined ? [] : [this.#speak('turn {0}', turn)]),
        ...(passage.time === undefined ? [] : [escapeInline(passage.time)]),
      ].join(', '),
      escapeInline(people.join(', ')),
    ];
    if (withCodes) row.push(escapeInline(passage.codes.map((code) => this.#nameOf(code)).join(', ')));
    if (this.#hasStances) row.push(escapeInline(passage.attributes.stance ?? ''));
    if (this.#tellsCoders) row.push(this.#coded(entry));
    return row;
  }

  #coded({ origin, code, coder, passage }: AuditEntry): string {
    const speak = this.#speak;
    const by = passage.attributes.by;
    if (this.#trail.history === undefined) return by === undefined ? '' : escapeInline(speak('by {0}', by));
    if (origin?.commit === undefined) {
      const yet = speak('not committed yet');
      return coder === undefined ? yet : `${escapeInline(coder)}, ${yet}`;
    }
    const parts = [this.#commit(origin.commit)];
    if (by !== undefined) parts.unshift(escapeInline(speak('by {0}', by)));
    if (origin.code !== code) parts.push(escapeInline(speak('as {0}', origin.code)));
    if (origin.resized !== undefined) parts.push(speak('other words since {0}', this.#commit(origin.resized)));
    return parts.join(', ');
  }

  #commit(commit: Commit): string {
    return `${dayOf(commit)} ${escapeInline(commit.author)} \`${shortId(commit.id)}\``;
  }

  #nameOf(code: string): string {
    return this.#trail.study.codebook.get(code)?.name ?? code;
  }

  /** The name with the id, so that no two headings are the same. */
  #headingOf(code: string): string {
    return `${this.#nameOf(code)} (${code})`;
  }
}

/** What VS Code and GitHub make of a heading, for links to it. */
function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
}
