/** The sample's files: where the extension comes from the web, its folders cannot be listed. */
export const sampleFiles = [
  'codebook.md',
  'participants.csv',
  'analysis/trust.md',
  'memos/coding-together.md',
  'memos/invisible-work.md',
  'memos/lent-trust.md',
  'transcripts/A1-fjordnes.md',
  'transcripts/A2-A3-fjordnes.md',
  'transcripts/A4-fjordnes.md',
  'transcripts/B1-harrowdale.md',
  'transcripts/B2-harrowdale.md',
  'transcripts/fieldnote-quay.md',
] as const;
