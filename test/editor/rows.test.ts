import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { CodeIcons } from '../../src/editor/icons.js';
import { documentItem, placeItem } from '../../src/editor/placeRows.js';
import { Documents } from '../../src/editor/documents.js';
import { Studies } from '../../src/editor/studies/studies.js';
import type { OpenStudy } from '../../src/editor/studies/openStudy.js';
import { closeAll, codebook, makeFolder, openEditor } from './study.js';

describe('the rows of the views', () => {
  let documents: Documents;
  let studies: Studies;
  let study: OpenStudy;

  beforeEach(async () => {
    const folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/a.md': '---\ntitle: Kari\n---\n**A1** [00:02:24]: [Det koster mye]{.kostnad .tid} [å]{.tid}.\n',
    });
    documents = new Documents();
    studies = new Studies(documents);
    const { document } = await openEditor(folder, 'transcripts/a.md');
    const found = await studies.findFor(document);
    assert.ok(found);
    study = found;
    await study.readAll();
  });
  afterEach(async () => {
    studies.dispose();
    documents.dispose();
    await closeAll();
  });

  const spoken = (item: vscode.TreeItem): string | undefined => item.accessibilityInformation?.label;

  it('should say a document’s number of passages in words', () => {
    assert.equal(spoken(documentItem(study, 'transcripts/a.md', 2, false, 'x')), 'Kari, 2 passages');
    assert.equal(spoken(documentItem(study, 'transcripts/a.md', 1, false, 'x')), 'Kari, 1 passage');
  });

  it('should say who speaks, the words, and the codes that are not those of the list', () => {
    const [passage] = study.latest?.transcript('transcripts/a.md')?.passages ?? [];
    assert.ok(passage);
    const row = { study, passage, id: 'x' };
    const icons = new CodeIcons();
    assert.equal(
      spoken(placeItem(icons, row, 'kostnad', [passage.time ?? ''])),
      'A1: Det koster mye, 00:02:24, also coded with Tid',
    );
    assert.equal(spoken(placeItem(icons, row, undefined, [])), 'A1: Det koster mye, coded with Kostnad, Tid');
  });
});
