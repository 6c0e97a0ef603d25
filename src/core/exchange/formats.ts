/** Formats that a study is made of, but for REFI-QDA. */
export const exchangeFormats = [
  'taguette',
  'taguette-codebook',
  'qualcoder',
  'rqda',
  'qc',
  'quadro',
  'anselm',
  'qcoder',
  'csv',
  'annotations',
] as const;

export type ExchangeFormat = (typeof exchangeFormats)[number];
