import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Note } from '../../../src/core/notes/note.js';
import { noteKindAt } from '../../../src/core/notes/noteFiles.js';
import { aboutTarget, targetOf } from '../../../src/core/notes/targets.js';
import type { Study } from '../../../src/core/study/study.js';
import { studyOf } from '../study/studies.js';

const note = (text: string, path = 'memos/første.md'): Note => new Note(path, CodedText.parse(text));

const files = {
  'codebook.md': '# Kodebok\n\n## Høy kostnad {#kostnad}\n\n## Tillit\n\n## Annet {#a1}\n\n## Annet {#a2}\n',
  'transcripts/a1.md': '# Samtalen\n\n## Starten {#start}\n\n**A1:** [Ja]{#k7f3q .kostnad}.\n',
  'transcripts/under/b 1.md': 'Nei.\n',
  'memos/m.md': '# Om kostnad\n',
};

const target = (study: Study, source: string, from = 'memos/m.md'): string => {
  const link = note(source).links[0];
  assert.ok(link !== undefined);
  const found = targetOf(link, from, study);
  switch (found?.kind) {
    case 'code':
      return `code ${found.code.id}`;
    case 'passage':
      return `passage ${found.path} ${found.passage.quote}`;
    case 'document':
      return `document ${found.path} ${String(found.at)}`;
    default:
      return found?.kind ?? 'nothing';
  }
};

describe('notes', () => {
  it('should stand in memos and analysis', () => {
    assert.deepEqual(
      [
        'memos/a.md',
        'analysis/b/c.md',
        './memos/a.md',
        'memos/a.txt',
        'memos.md',
        'memos/.x/a.md',
        'other/memos/a.md',
        'memos/.md',
      ].map(noteKindAt),
      ['memo', 'analysis', 'memo', undefined, undefined, undefined, undefined, undefined],
    );
  });

  it('should have what their front matter says', () => {
    const { title, memoKind, date, author, about } = note(
      '---\ntitle: Om pris\nkind: finding\ndate: 2024-03-12\nauthor: [KN, OL]\nabout: [[kostnad]]\n---\n# Annet\n',
    );
    assert.deepEqual(
      { title, memoKind, date, author },
      { title: 'Om pris', memoKind: 'finding', date: '2024-03-12', author: 'KN, OL' },
    );
    assert.deepEqual(
      about.map(({ text }) => text),
      ['kostnad'],
    );
  });

  it('should say where an entry of about stands', () => {
    const text = '---\nabout:\n  - kostnad\n  - transcripts/a1.md\n---\n';
    assert.deepEqual(
      note(text).about.map(({ extent }) => text.slice(extent.start, extent.end)),
      ['kostnad', 'transcripts/a1.md'],
    );
  });

  it('should have the title of their first heading, else their name', () => {
    assert.equal(note('\n# Om *pris*\n\nJa.\n').title, 'Om pris');
    assert.equal(note('Ja.\n\n# Om pris\n').title, 'første');
    assert.equal(note('## Om pris\n').title, 'første');
    assert.equal(note('').title, 'første');
  });

  it('should have the prose below title and front matter', () => {
    assert.equal(note('---\nkind: x\n---\n\n# T\n\nEn [to]{.x} tre.\n\nFire.\n').prose, 'En to tre.\n\nFire.');
    assert.equal(note('En.\n\n# T\n').prose, 'En.\n\n# T');
  });

  it('should read what stands before broken front matter’s first error', () => {
    const broken = note('---\nkind: finding\nabout: [\n---\n# T\n');
    assert.equal(broken.memoKind, 'finding');
    assert.equal(broken.frontMatter.problems.length, 1);
  });

  describe('links', () => {
    const study = studyOf(files);
    it('should lead to codes by id, else by a name that only one has', () => {
      assert.equal(target(study, '[[kostnad]]'), 'code kostnad');
      assert.equal(target(study, '[[høy KOSTNAD]]'), 'code kostnad');
      assert.equal(target(study, '[[Annet]]'), 'missing-code');
      assert.equal(target(study, '[x](../codebook.md#kostnad)'), 'code kostnad');
      assert.equal(target(study, '[x](../codebook.md#høy-kostnad)'), 'code kostnad');
      assert.equal(target(study, '[x](../codebook.md#kostand)'), 'missing-code');
    });
    it('should lead to passages, documents and headings', () => {
      assert.equal(target(study, '[x](../transcripts/a1.md#k7f3q)'), 'passage transcripts/a1.md Ja');
      assert.equal(target(study, '[x](../transcripts/a1.md)'), 'document transcripts/a1.md 0');
      assert.equal(target(study, '[x](../transcripts/a1.md#start)'), 'document transcripts/a1.md 12');
      assert.equal(target(study, '[x](../transcripts/a1.md#starten)'), 'document transcripts/a1.md 12');
      assert.equal(target(study, '[x](<../transcripts/under/b 1.md>)'), 'document transcripts/under/b 1.md 0');
      assert.equal(target(study, '[x](m.md#hva-som-helst)'), 'document memos/m.md 0');
      assert.equal(target(study, '[x](#her)'), 'document memos/m.md 0');
    });
    it('should miss what is not there', () => {
      assert.equal(target(study, '[x](../transcripts/a1.md#borte)'), 'missing-passage');
      assert.equal(target(study, '[x](../transcripts/a9.md)'), 'missing-document');
      assert.equal(target(study, '[x](n.md)'), 'missing-document');
    });
    it('should leave other files alone', () => {
      assert.equal(target(study, '[x](../bilde.png)'), 'nothing');
      assert.equal(target(study, '[x](../../annet.md)'), 'nothing');
      assert.equal(target(study, '[x](../code-index.json)'), 'nothing');
    });
    it('should be understood in about, from the study’s folder or the note’s', () => {
      const kind = (about: string): string | undefined => aboutTarget(about, 'memos/m.md', study)?.kind;
      assert.equal(kind('Høy kostnad'), 'code');
      assert.equal(kind('[[kostnad|x]]'), 'code');
      assert.equal(kind('transcripts/a1.md'), 'document');
      assert.equal(kind('../transcripts/a1.md#k7f3q'), 'passage');
      assert.equal(kind('klyngen'), undefined);
    });
  });

  describe('in a study', () => {
    const study = studyOf(files);
    it('should come in the order of their paths', () => {
      const more = study.withNote('memos/Å.md', CodedText.parse('')).withNote('analysis/z.md', CodedText.parse(''));
      assert.deepEqual(
        more.notes.map(({ path }) => path),
        ['analysis/z.md', 'memos/m.md', 'memos/Å.md'],
      );
      assert.equal(more.note('memos/A\u030a.md')?.path, 'memos/Å.md');
    });
    it('should be no transcripts, and change no count', () => {
      const coded = study.withNote('memos/m.md', CodedText.parse('[x]{.kostnad}\n'));
      assert.equal(coded.passages.length, 1);
      assert.equal(coded.count('kostnad').passages, 1);
      assert.deepEqual(coded.transcripts, study.transcripts);
    });
    it('should be the same study where nothing changes', () => {
      assert.equal(study.withNote('memos/m.md', study.note('memos/m.md')?.text), study);
      assert.equal(study.withNote('memos/none.md', undefined), study);
    });
    it('should be reported where they cannot be read, and be back when they can', () => {
      const broken = study.withUnreadable('memos/m.md', 'not-utf-8');
      assert.equal(broken.note('memos/m.md'), undefined);
      assert.deepEqual(
        broken.problems('memos/m.md').map(({ rule }) => rule),
        ['not-utf-8'],
      );
      assert.deepEqual(broken.withNote('memos/m.md', CodedText.parse('')).problems('memos/m.md'), []);
    });
    it('should be transcripts where the study says so', () => {
      const all = study.withCodebook('---\ntranscripts: "**/*.md"\n---\n');
      assert.ok(!all.isNotePath('memos/m.md'));
      assert.ok(study.isNotePath('memos/m.md'));
    });
    it('should have problems at the part of the link that is wrong', () => {
      const text = '[[kostand]] [x](../transcripts/a1.md#borte) [y](a9.md#z) `[[kode]]`\n\n<<<<<<< HEAD\n';
      const problems = study.withNote('memos/m.md', CodedText.parse(text)).problems('memos/m.md');
      assert.deepEqual(
        problems.map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`),
        [
          'link-to-unknown-code kostand',
          'link-to-unknown-passage borte',
          'link-to-unknown-document a9.md',
          'conflict-markers <<<<<<< HEAD',
        ],
      );
    });
    it('should lose a problem when what they link to is there', () => {
      const linking = study.withNote('memos/m.md', CodedText.parse('[x](../transcripts/a1.md#ny) [[pris]]\n'));
      assert.equal(linking.problems('memos/m.md').length, 2);
      const there = linking
        .withDocument('transcripts/a1.md', CodedText.parse('[x]{#ny .a1}\n'))
        .withCodebook('## Pris\n');
      assert.deepEqual(there.problems('memos/m.md'), []);
    });
  });

  it('should have problems in the codebook’s prose and in the memos of passages, and not in what was said', () => {
    const transcript =
      '**A1:** [Ja]{#k7 .kostnad}[^memo-k7] [[borte]] [x](b.md).\n\n[^memo-k7]: Se [[pris]] og [x](../memos/n.md).\n';
    const of = studyOf({
      ...files,
      'codebook.md': '## Kostnad\n\nSe [[tillit]] og [ja](transcripts/a1.md#k9).\n',
      'transcripts/a1.md': transcript,
    });
    const found = (path: string): string[] => of.problems(path).map(({ rule }) => rule);
    assert.deepEqual(found('codebook.md'), ['link-to-unknown-code', 'link-to-unknown-passage']);
    assert.deepEqual(found('transcripts/a1.md'), ['link-to-unknown-code', 'link-to-unknown-document']);
    assert.deepEqual(studyOf({ 'transcripts/a1.md': transcript }).problems('transcripts/a1.md').length, 1);
  });

  it('should change their problems only with what they link to', () => {
    const link = fc.constantFrom(
      '[x](../transcripts/a.md#k1)',
      '[x](<../transcripts/b 1.md>)',
      '[x](n.md)',
      '[x](../memos/n.md)',
      '[x](../codebook.md#kostnad)',
      '[x](transcripts/a.md#k1)',
      '[x](#k1)',
      '[[kostnad]]',
    );
    const places: Readonly<Record<string, (links: string) => string>> = {
      'codebook.md': (links) => `## Kostnad\n\n${links}\n`,
      'transcripts/a.md': (links) => `[Ja]{#k1 .kostnad}[^memo-k1].\n\n[^memo-k1]: Se ${links}\n`,
      'transcripts/b 1.md': (links) => `[Ja]{#k2 .kostnad}[^memo-k2].\n\n[^memo-k2]: Se ${links}\n`,
      'memos/m.md': (links) => `Se ${links}\n`,
      'memos/n.md': (links) => `Se ${links}\n`,
      'analysis/o.md': (links) => `Se ${links}\n`,
    };
    const source = fc.record(
      Object.fromEntries(
        Object.entries(places).map(([path, text]) => [
          path,
          fc.array(link, { maxLength: 3 }).map((links) => text(links.join(' og '))),
        ]),
      ),
    );
    const change = fc.tuple(
      fc.constantFrom(...Object.keys(places).filter((path) => path !== 'codebook.md')),
      fc.option(fc.constantFrom('', 'Ja [x](m.md)\n', '[Nei]{#k2 .kostnad}\n')),
    );
    let changed = 0;
    fc.assert(
      fc.property(source, change, (from, [path, text]) => {
        const before = studyOf(from);
        const parsed = text === null ? undefined : CodedText.parse(text);
        const after = path.startsWith('transcripts')
          ? before.withDocument(path, parsed)
          : before.withNote(path, parsed);
        const concerned = after.documentsLinkingTo(new Set([path]));
        for (const file of after.files) {
          if (file === path || concerned.includes(file)) continue;
          assert.deepEqual(after.problems(file), before.problems(file), file);
        }
        if (concerned.length > 0) changed++;
      }),
    );
    assert.ok(changed > 0);
  });

  it('should be the same after changes one by one as read anew', () => {
    const texts = ['[[kostnad]]', '# T\n\n[x](m.md)', '---\nkind: a\n---\n', ''];
    const change = fc.tuple(
      fc.constantFrom('memos/m.md', 'memos/n.md', 'analysis/o.md'),
      fc.option(fc.constantFrom(...texts)),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const now: Record<string, string> = { ...files };
        let study = studyOf(files);
        for (const [path, text] of changes) {
          if (text === null) Reflect.deleteProperty(now, path);
          else now[path] = text;
          study = study.withNote(path, text === null ? undefined : CodedText.parse(text));
        }
        const anew = studyOf(now);
        const seen = (of: Study): unknown => [
          of.notes.map((each) => [each.path, each.title, each.memoKind, each.links]),
          of.allProblems,
          of.files,
        ];
        assert.deepEqual(seen(study), seen(anew));
      }),
    );
  });
});
