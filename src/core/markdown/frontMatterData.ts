/** Plain data. Dates, and numbers that are not written as JSON writes them (`007`, `1.0`), are text as they stand. */
export type FrontMatterValue =
  string | number | boolean | null | readonly FrontMatterValue[] | { readonly [key: string]: FrontMatterValue };

export type FrontMatterData = Readonly<Record<string, FrontMatterValue>>;
