import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/core/markdown/frontMatter.js';
import { formatMessage } from '../../../src/core/text/message.js';

function yaml(text: string): ReturnType<typeof readFrontMatter> {
  return readFrontMatter(`---\n${text}\n---\n`);
}

function problems(source: string): string[] {
  return readFrontMatter(source).problems.map(({ kind, start, end }) => `${kind}: ${source.slice(start, end)}`);
}

describe('front matter', () => {
  it('should become plain data', () => {
    const { data, problems: found } = yaml(
      'title: Åses "hus"\nyear: 2024\nok: true\nnone: ~\nlist: [a, 2]\nmap: {b: c}',
    );
    assert.deepEqual(data, { title: 'Åses "hus"', year: 2024, ok: true, none: null, list: ['a', 2], map: { b: 'c' } });
    assert.deepEqual(found, []);
  });

  it('should keep dates and numbers as they are written', () => {
    const { data } = yaml(
      'date: 2025-03-12\ntime: 12:03\nid: 007\nversion: 1.0\nbig: 12345678901234567890\nhex: 0x1f\nyes: yes',
    );
    assert.deepEqual(data, {
      date: '2025-03-12',
      time: '12:03',
      id: '007',
      version: '1.0',
      big: '12345678901234567890',
      hex: '0x1f',
      yes: 'yes',
    });
  });

  it('should be read with CR LF, spaces after the fences and empty lines after it', () => {
    assert.deepEqual(readFrontMatter('--- \r\ntitle: A\r\n---\t\r\n\r\n').data, { title: 'A' });
    assert.deepEqual(readFrontMatter('---\n---').data, {});
    assert.deepEqual(readFrontMatter('---\n# bare\n---\n').problems, []);
  });

  it('should say where it is broken and read what stands before', () => {
    const source = '---\ntitle: A\nparticipants: [A1, A2\nother: 1\n---\n';
    assert.deepEqual(readFrontMatter(source).data, { title: 'A' });
    assert.equal(readFrontMatter(source).problems[0]?.kind, 'broken');
    assert.deepEqual(problems('---\ntitle: A: B\n---\n'), ['broken: A: B']);
    // One error makes more, below it; it is said once, with a way out.
    const [only, ...others] = readFrontMatter('---\ninterviewers: [I\n transcripts: : x\n---\n').problems;
    assert.ok(only);
    assert.match(formatMessage(only.message), /nothing between the lines --- is read .* into quotes/);
    assert.deepEqual(others, []);
    assert.deepEqual(problems('---\n- a\n---\n'), ['no-map: - a']);
    assert.deepEqual(problems('---\ntext\n---\n'), ['no-map: text']);
  });

  it('should let the first of two equal keys hold', () => {
    const source = '---\na: 1\nb: {c: 1, c: 2}\na: 2\n---\n';
    assert.deepEqual(readFrontMatter(source).data, { a: 1, b: { c: 1 } });
    assert.deepEqual(problems(source), ['duplicate-key: c: 2}', 'duplicate-key: a: 2']);
  });

  it('should not run what a tag asks for', () => {
    const { data, problems: found } = yaml('a: !!js/function "function () {}"\nb: !mine c');
    assert.deepEqual(data, { a: 'function () {}', b: 'c' });
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['unknown-tag', 'unknown-tag'],
    );
  });

  it('should not reach into what every object has', () => {
    const { data } = yaml('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.deepEqual(Object.keys(data), ['__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(data), Object.prototype);
  });

  it('should read aliases, but not a billion', () => {
    assert.deepEqual(yaml('a: &x [1]\nb: *x').data, { a: [1], b: [1] });
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 10; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`);
    const { data, problems: found } = yaml(bomb.join('\n'));
    assert.deepEqual(data, {});
    assert.equal(found.length, 1);
    assert.equal(yaml('a: &x [*x]').problems.length, 1);
    assert.deepEqual(yaml('a: *x').data, { a: null });
  });

  it('should come back from nesting without end', () => {
    const { data, problems: found } = yaml(`a: ${'['.repeat(100_000)}`);
    assert.deepEqual(data, {});
    assert.ok(found.length > 0);
  });

  it('should tell where a value stands', () => {
    const source = '---\nparticipants: [A1, A2]\nspeakers:\n  Kari: A1\n---\n';
    const { placeOf } = readFrontMatter(source);
    const at = (path: (string | number)[]): string => {
      const { start, end } = placeOf(path);
      return source.slice(start, end);
    };
    assert.equal(at(['participants', 1]), 'A2');
    assert.equal(at(['speakers', 'Kari']), 'A1');
    assert.equal(at(['participants', 7]), '[A1, A2]');
    assert.equal(at(['none']).trim(), source.slice(4, -4).trim());
  });
});
