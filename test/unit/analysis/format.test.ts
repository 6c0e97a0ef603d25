import assert from 'node:assert/strict';
import { Formatter } from '../../../src/core/analysis/render/format.js';

describe('numbers in analyses', () => {
  it('should be written as the language does', () => {
    assert.equal(new Formatter('nb').number(0.456, 2), '0,46');
    assert.equal(new Formatter('en').number(-0.456, 2), '-0.46');
  });

  it('should have no sign where they round to nothing', () => {
    assert.equal(new Formatter('nb').number(-0.004, 2), '0,00');
    assert.equal(new Formatter('en').number(-0.4, 0), '0');
    assert.equal(new Formatter('en').number(-0.006, 2), '-0.01');
  });
});
