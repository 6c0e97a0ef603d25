import assert from 'node:assert/strict';
import { writeZip } from '../../../src/core/archive/writeZip.js';
import { databaseOf, qualCoderProject, rqdaProject, taguetteProject } from './databases.js';
import { imported, passagesOf, type Files, type Imported } from './support.js';

async function made(files: Files): Promise<Imported> {
  const result = await imported(files);
  assert.ok(result, 'recognised');
  assert.deepEqual(
    result.study.allProblems.filter(({ severity }) => severity === 'error'),
    [],
  );
  for (const [path, content] of Object.entries(files)) {
    const kept = result.files.get(`originals/${path}`);
    if (kept !== undefined)
      assert.deepEqual(kept, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  return result;
}

describe('Taguette', () => {
  it('should be read with highlights in bytes of the text of its HTML', async () => {
    const result = await made({ 'p.sqlite3': await taguetteProject() });
    assert.deepEqual(passagesOf(result), ['det beste|verdi sted|', 'bygda 🏔️ & alle|sted|', '[dette]|a-b|']);
    const { study, said } = result;
    assert.equal(study.codebook.get('sted')?.parent, 'verdi');
    assert.match(said, /broken: A1\.docx: a passage lies outside of the text: borte/);
    assert.match(said, /left-out: The history/);
    assert.ok(result.files.has('originals/p.sqlite3'));
    assert.match(result.texts.get('transcripts/A1.md') ?? '', /source:/);
  });

  it('should have its codebook read from CSV', async () => {
    const { study } = await made({
      'codebook.csv': 'tag,description,parent\nbarrier,"In the way, mostly",\ncost,,barrier\nloop,,pool\npool,,loop\n',
    });
    assert.equal(study.codebook.get('cost')?.parent, 'barrier');
    assert.equal(study.codebook.get('barrier')?.definition, 'In the way, mostly');
    assert.ok(study.codebook.get('loop') && study.codebook.get('pool'));
  });
});

describe('QualCoder', () => {
  for (const unit of ['points', 'units'] as const)
    it(`should be read where positions are ${unit === 'points' ? 'code points' : 'UTF-16 code units'}`, async () => {
      const result = await made({ 'data.qda': await qualCoderProject(unit) });
      assert.deepEqual(passagesOf(result), ['dyrt 😀 her|kostnad|kari', '🙂 alle sammen|vilje|kari']);
      const { study, said, texts } = result;
      const [first] = study.passages;
      assert.ok(first);
      assert.deepEqual([first.memo, first.attributes.important], ['Sagt høyt', 'true']);
      assert.equal(study.codebook.get('kostnad')?.parent, 'penger');
      assert.equal(study.codebook.get('penger')?.parent, 'barrierer');
      assert.match(texts.get('participants.csv') ?? '', /Anna,leder/);
      assert.match(texts.get('transcripts/A1.md') ?? '', /sted: Bø/);
      assert.match([...texts.values()].join('\n'), /Hør tonen/);
      assert.match(said, /opptak\.mp3/);
      assert.match(said, /Codings of pictures are left out: 1/);
    });

  it('should be read from an archive', async () => {
    const zip = writeZip([['p.qda/data.qda', await qualCoderProject('points')]]);
    const result = await made({ 'p.zip': zip });
    assert.equal(result.study.passages.length, 2);
    assert.deepEqual(
      [...result.files.keys()].filter((path) => path.startsWith('originals/')),
      ['originals/p.zip', 'originals/import-report.md'],
    );
  });
});

describe('RQDA', () => {
  it('should be read, without what was deleted', async () => {
    const result = await made({ 'p.rqda': await rqdaProject() });
    assert.deepEqual(
      passagesOf(result)
        .map((each) => each.split('|').slice(0, 2).join('|'))
        .sort(),
      ['det går bra|frykt', 'det går bra|håp', 'redde 😀 for dette|frykt'],
    );
    const { study, said } = result;
    assert.equal(study.codebook.get('frykt')?.parent, 'følelser');
    assert.deepEqual(study.codebook.get('frykt')?.themes, ['annet']);
    assert.match(said, /deleted in the program.*: 2/);
    assert.equal(study.passages.find(({ attributes }) => attributes.round === '2')?.quote, 'det går bra');
  });
});

describe('databases from outside', () => {
  it('should not be run: views and computed columns are no tables', async () => {
    const bytes = await databaseOf({ documents: { columns: 'id, name, contents', rows: [] } }, [
      `CREATE VIEW highlights AS WITH RECURSIVE r(id, document_id, start_offset, end_offset) AS
       (SELECT 1, 1, 1, 1 UNION ALL SELECT id + 1, 1, 1, 1 FROM r) SELECT * FROM r`,
    ]);
    await assert.rejects(imported({ 'p.sqlite3': bytes }), /none of Taguette/);
  });

  it('should say what they are not', async () => {
    await assert.rejects(
      imported({ 'p.sqlite3': await databaseOf({ a: { columns: 'b', rows: [] } }) }),
      /none of Taguette/,
    );
    assert.equal(await imported({ 'p.sqlite3': 'SQLite format' }), undefined);
    await assert.rejects(imported({ 'p.sqlite3': 'no' }, 'taguette'), /no database/);
  });
});

describe('qualitative-coding', () => {
  const settings =
    'corpus_dir: corpus\ncodes_dir: codes\ncodebook: codebook.yaml\nmemos_dir: memos\ndatabase: qc.sqlite3\n';
  const corpus =
    'In social science, coding is an analytical process in which data\nare sorted.\n\n1. Second 😀 paragraph [x]{.y}\n';

  it('should be read from code files, a line for a line', async () => {
    const result = await made({
      'settings.yaml': settings,
      'codebook.yaml': '- analysis\n- process:\n    - sorting\n    - analysis\n',
      'corpus/a/one.txt': corpus,
      'codes/a/one.txt.cp.codes': 'analysis, new\nsorting\n\nsorting\n',
      'codes/gone.txt.cp.codes': 'analysis\n',
      'memos/m.md': '# Thoughts\n\nMany.\n',
    });
    assert.deepEqual(passagesOf(result), [
      'In social science, coding is an analytical process in which data|analysis new|cp',
      'are sorted.|sorting|cp',
      '1. Second 😀 paragraph [x]{.y}|sorting|cp',
    ]);
    assert.equal(result.study.codebook.get('sorting')?.parent, 'process');
    assert.match(
      result.texts.get('transcripts/one.md') ?? '',
      /data\]\{[^}]*\} \[are sorted/,
      'lines of a wrapped paragraph are one',
    );
    assert.match(result.said, /gone\.txt/);
  });

  it('should be read from its database', async () => {
    const database = await databaseOf({
      document: { columns: 'file_path, file_hash', rows: [['one.txt', '']] },
      document_index: { columns: 'id, name, time_series, document_id', rows: [[1, 'paragraphs', 0, 'one.txt']] },
      location: { columns: 'id, start_line, end_line, document_index_id', rows: [[1, 0, 2, 1]] },
      coded_line: { columns: 'id, line, coder_id, code_id', rows: [[1, 1, 'cp', 'sorting']] },
      coded_line_location_association: { columns: 'coded_line_id, location_id', rows: [[1, 1]] },
      code: { columns: 'name', rows: [['sorting']] },
    });
    const result = await made({
      'settings.yaml': settings,
      'codebook.yaml': '',
      'corpus/one.txt': corpus,
      'qc.sqlite3': database,
    });
    assert.deepEqual(passagesOf(result), ['are sorted.|sorting|cp']);
  });
});

describe('Quadro', () => {
  it('should be read from a vault of Obsidian', async () => {
    const result = await made({
      'Codes/group/MyCode.md': '---\ncode description: "What it means"\n---\n\n![[Data/Interview 1#^id42]]\n',
      'Codes/Other.md': '![[Data/Interview 1#^id43]]\n',
      'Data/Interview 1.md':
        '# Talk\n\nFirst words. [[MyCode]] ^id42\n\nSome ==chosen words== here. [[Other|O]] ^id43\n\nSee [[Elsewhere]]. [[group/MyCode]] [[Other]] [[Extraction 1]] ^id44\n',
      'Extractions/Extraction 1.md': '---\nprice: "high"\nsource: "[[Data/Interview 1#^id44]]"\n---\n\nNote.\n',
      'Notes.md': 'Nothing.\n',
    });
    assert.deepEqual(passagesOf(result), [
      'First words.|mycode|',
      'chosen words|other|',
      'See [[Elsewhere]].|mycode other|',
    ]);
    assert.equal(result.study.codebook.get('mycode')?.definition, 'What it means');
    assert.equal(result.study.codebook.get('mycode')?.parent, 'group');
    assert.match([...result.texts.values()].join('\n'), /price: high/);
    assert.match(result.said, /lead to no code are left out: 1/);
    assert.doesNotMatch(result.study.transcripts[0]?.text.text ?? '', /\^id4/);
  });
});

describe('marks in the text', () => {
  it('should be read as Anselm writes them', async () => {
    const result = await made({
      'notes.md':
        '# Day 1\n\nSome <mark class="tech heavy-use">heavy <mark class="x">machines</mark></mark> 😀 and <mark class="y">two\n\nparagraphs</mark>. <mark class="z"></mark> <mark class="open">never.\n',
    });
    assert.deepEqual(passagesOf(result), ['heavy machines|tech heavy-use|', 'machines|x|', 'two\n\nparagraphs|y|']);
    assert.equal(result.study.codebook.get('heavy-use')?.name, 'heavy use');
    assert.match(result.said, /names no code, is left out: z/);
    assert.match(result.said, /without a counterpart stays in the text: <mark class="open">/);
    assert.match(result.study.transcripts[0]?.text.clean ?? '', /<mark class="open">never/);
  });

  it('should be read as QCoder writes them', async () => {
    const result = await made({
      'documents/one.txt':
        'We (QCODE)ask (QCODE)Anna(/QCODE){#name,#person} or Per(/QCODE){#people} 😀. (QCODE)Lost(/QCODE) end.\n',
      'codes/codes.csv': 'code_id,code,code.description\n1,name,A name\n',
      'units/units.csv': 'unit_id,name\n1,Board\n',
      'units/unit_document_map.csv': 'doc_path,unit_id\none.txt,1\n',
    });
    assert.deepEqual(passagesOf(result), ['ask Anna or Per|people|', 'Anna|name person|']);
    assert.equal(result.study.codebook.get('name')?.definition, 'A name');
    assert.match(result.texts.get('participants.csv') ?? '', /Board/);
    assert.match(result.study.transcripts[0]?.text.clean ?? '', /\(QCODE\)Lost\(\/QCODE\)/);
  });
});

describe('transcripts that nobody coded', () => {
  it('should be no project', async () => {
    assert.equal(
      await imported({
        'a.md': '**A1:** Hei\n',
        'b.vtt': 'WEBVTT\n',
        'c.csv': 'id,age\nA1,40\n',
        'd.json': '{"segments":[]}',
      }),
      undefined,
    );
  });
});
