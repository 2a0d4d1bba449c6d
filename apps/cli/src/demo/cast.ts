/** Who and what the story is about: Lumo, a lamp maker in Leipzig. All addresses are in reserved domains. */
export type DemoLanguage = 'de' | 'en' | 'it' | 'fr';
export type TeamKey = 'care' | 'delivery' | 'billing';
export type AgentKey = 'mara' | 'jon' | 'elif' | 'tobias' | 'giulia' | 'claire';
export type ProductKey =
  'lumo-2' | 'lumo-mini' | 'lumo-desk' | 'lumo-arc' | 'lumo-outdoor' | 'lumo-dim' | 'shade' | 'spare-part';

export interface DemoTeam {
  readonly key: TeamKey;
  readonly name: string;
  readonly address: string;
  /** How the team signs, by language. */
  readonly signs: Readonly<Record<DemoLanguage, string>>;
}

export const TEAMS: readonly DemoTeam[] = [
  {
    key: 'care',
    name: 'Product care',
    address: 'care@lumo.example',
    signs: {
      de: 'Lumo Produktservice',
      en: 'Lumo Product Care',
      it: 'Lumo Assistenza prodotti',
      fr: 'Lumo Service produits',
    },
  },
  {
    key: 'delivery',
    name: 'Delivery & returns',
    address: 'delivery@lumo.example',
    signs: {
      de: 'Lumo Versand',
      en: 'Lumo Delivery & Returns',
      it: 'Lumo Spedizioni',
      fr: 'Lumo Livraison et retours',
    },
  },
  {
    key: 'billing',
    name: 'Accounting',
    address: 'billing@lumo.example',
    signs: { de: 'Lumo Buchhaltung', en: 'Lumo Accounting', it: 'Lumo Contabilità', fr: 'Lumo Comptabilité' },
  },
];

export interface DemoAgent {
  readonly key: AgentKey;
  readonly name: string;
  readonly email: string;
  readonly role: 'teamLead' | 'agent' | 'quality';
  readonly teams: readonly TeamKey[];
  /** Languages he answers in. */
  readonly languages: readonly DemoLanguage[];
  /** Share of his team's tickets, against the others of the team. */
  readonly weight: number;
}

export const AGENTS: readonly DemoAgent[] = [
  {
    key: 'mara',
    name: 'Mara Keller',
    email: 'mara.keller@lumo.example',
    role: 'teamLead',
    teams: ['care'],
    languages: ['de', 'en', 'it', 'fr'],
    weight: 3,
  },
  {
    key: 'jon',
    name: 'Jon Pauls',
    email: 'jon.pauls@lumo.example',
    role: 'agent',
    teams: ['care', 'delivery'],
    languages: ['de', 'en'],
    weight: 4,
  },
  {
    key: 'elif',
    name: 'Elif Voss',
    email: 'elif.voss@lumo.example',
    role: 'teamLead',
    teams: ['delivery'],
    languages: ['de', 'en', 'it', 'fr'],
    weight: 3,
  },
  {
    key: 'tobias',
    name: 'Tobias Brandt',
    email: 'tobias.brandt@lumo.example',
    role: 'agent',
    teams: ['billing'],
    languages: ['de', 'en'],
    weight: 3,
  },
  {
    key: 'giulia',
    name: 'Giulia Moretti',
    email: 'giulia.moretti@lumo.example',
    role: 'agent',
    teams: ['care', 'delivery', 'billing'],
    languages: ['it', 'fr', 'en'],
    weight: 3,
  },
  {
    key: 'claire',
    name: 'Claire Nowak',
    email: 'claire.nowak@lumo.example',
    role: 'quality',
    teams: ['care', 'delivery', 'billing'],
    languages: ['de', 'en', 'fr'],
    weight: 0,
  },
];

export interface DemoProduct {
  readonly key: ProductKey;
  readonly name: string;
  /** Whole euros. */
  readonly price: number;
  /** Share of what is sold. */
  readonly sold: number;
}

export const PRODUCTS: readonly DemoProduct[] = [
  { key: 'lumo-2', name: 'Lumo 2', price: 249, sold: 34 },
  { key: 'lumo-mini', name: 'Lumo Mini', price: 89, sold: 24 },
  { key: 'lumo-desk', name: 'Lumo Desk', price: 149, sold: 18 },
  { key: 'lumo-arc', name: 'Lumo Arc', price: 399, sold: 10 },
  { key: 'lumo-outdoor', name: 'Lumo Outdoor', price: 179, sold: 8 },
  { key: 'lumo-dim', name: 'Lumo Dim', price: 49, sold: 3 },
  { key: 'shade', name: 'Lumo Shade', price: 39, sold: 2 },
  { key: 'spare-part', name: 'Spare parts', price: 19, sold: 1 },
];

export const agentOf = (key: AgentKey): DemoAgent => found(AGENTS, key);
export const teamOf = (key: TeamKey): DemoTeam => found(TEAMS, key);
export const productOf = (key: ProductKey): DemoProduct => found(PRODUCTS, key);

function found<Item extends { readonly key: string }>(items: readonly Item[], key: Item['key']): Item {
  const item = items.find((candidate) => candidate.key === key);
  if (item === undefined) throw new RangeError(`nobody in the story is called ${key}`);
  return item;
}
