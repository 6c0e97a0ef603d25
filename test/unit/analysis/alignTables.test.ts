import assert from 'node:assert/strict';
import { alignTables } from '../../../src/core/analysis/render/alignTables.js';

describe('tables that are read as text', () => {
  it('should have their columns below each other, and be the same tables', () => {
    assert.equal(
      alignTables('Text | with\n\n| Kode | Enighet |\n|---|---:|\n| Å | 0.5 |\n| a \\| b | **-0.25** |\n\nMer.\n'),
      'Text | with\n\n| Kode   |   Enighet |\n| ------ | --------: |\n| Å      |       0.5 |\n| a \\| b | **-0.25** |\n\nMer.\n',
    );
  });
});
