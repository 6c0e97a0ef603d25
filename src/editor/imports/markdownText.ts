/** Text from elsewhere as one line of Markdown that says no more than the text. */
export function plainLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<>&]/g, '\\$&');
}
