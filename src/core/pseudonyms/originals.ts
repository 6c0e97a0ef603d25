/** Where an import keeps what it read, inside the study. */
export const originalsFolder = 'originals/';

/** What the folder beside the key is called that has a study's originals. */
export function outsidePath(study: string): string {
  return `${study}-originals`;
}
