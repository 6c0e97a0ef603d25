import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { hideHeadingAttributes } from '../../../src/editor/preview/headings.js';

describe('headings in the preview', () => {
  const render = (text: string, isWanted = true): string =>
    hideHeadingAttributes(new MarkdownIt(), () => isWanted).render(text);

  it('should stand without the attributes that end them', () => {
    assert.equal(render('## Cost {#cost .theme key=c}\n'), '<h2>Cost</h2>\n');
    assert.equal(render('# *All* of it {#all}\n'), '<h1><em>All</em> of it</h1>\n');
  });

  it('should keep braces that are no attributes, and those of other documents', () => {
    assert.equal(render('## Cost {of living}\n'), '<h2>Cost {of living}</h2>\n');
    assert.equal(render('## `a` {#x} b\n'), '<h2><code>a</code> {#x} b</h2>\n');
    assert.equal(render('Text {#cost}\n'), '<p>Text {#cost}</p>\n');
    assert.equal(render('## Cost {#cost}\n', false), '<h2>Cost {#cost}</h2>\n');
  });

  it('should be the same when they are rendered again from the same tokens', () => {
    const md = hideHeadingAttributes(new MarkdownIt(), () => true);
    const tokens = md.parse('## Cost {#cost}\n', {});
    const first = md.renderer.render(tokens, md.options, {});
    assert.equal(md.renderer.render(tokens, md.options, {}), first);
    assert.equal(first, '<h2>Cost</h2>\n');
  });
});
