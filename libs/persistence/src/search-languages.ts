export interface SearchLanguage {
  /** As PostgreSQL calls its stems. */
  readonly name: string;
  /** ISO 639-1 of the texts that are kept by them; none are every other text, names, addresses and files. */
  readonly codes: readonly string[];
  /**
   * What this language passes over ("the", "und") need not be asked for. Of languages that are rarer here it is asked for all the same: "care" means
   * nothing much in Romanian, and everything in "customer care".
   */
  readonly passesOver: boolean;
}

/** Languages by whose stems texts are kept and looked for. The database has the same list, as `search_language`: a test holds both together. */
export const SEARCH_LANGUAGES: readonly SearchLanguage[] = [
  { name: 'simple', codes: [], passesOver: true },
  { name: 'english', codes: ['en'], passesOver: true },
  { name: 'german', codes: ['de'], passesOver: true },
  { name: 'french', codes: ['fr'], passesOver: true },
  { name: 'italian', codes: ['it'], passesOver: true },
  { name: 'spanish', codes: ['es'], passesOver: true },
  { name: 'dutch', codes: ['nl'], passesOver: true },
  { name: 'portuguese', codes: ['pt'], passesOver: false },
  { name: 'danish', codes: ['da'], passesOver: false },
  { name: 'swedish', codes: ['sv'], passesOver: false },
  { name: 'norwegian', codes: ['no', 'nb'], passesOver: false },
  { name: 'finnish', codes: ['fi'], passesOver: false },
  { name: 'hungarian', codes: ['hu'], passesOver: false },
  { name: 'romanian', codes: ['ro'], passesOver: false },
  { name: 'russian', codes: ['ru'], passesOver: false },
  { name: 'turkish', codes: ['tr'], passesOver: false },
];
