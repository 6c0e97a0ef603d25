/** A section's id or text without what does not tell sections apart: its white space and its case. */
export function sectionName(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
