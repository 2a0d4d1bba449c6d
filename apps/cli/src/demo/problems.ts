import type { ProductKey, TeamKey } from './cast.js';

export type ProblemKey =
  | 'flicker'
  | 'dimming'
  | 'wobble'
  | 'water'
  | 'heat'
  | 'sparePart'
  | 'late'
  | 'damaged'
  | 'wrongItem'
  | 'missingPart'
  | 'returnLabel'
  | 'invoice'
  | 'refund'
  | 'noReply';

export interface Problem {
  readonly key: ProblemKey;
  readonly team: TeamKey;
  readonly products: readonly ProductKey[];
  /** Complaints a week when nothing special happens. */
  readonly weekly: number;
  /** Severities to draw from, 1 (slight) to 4 (grave). */
  readonly severities: readonly (1 | 2 | 3 | 4)[];
  /** Root causes to draw from, by code. */
  readonly causes: readonly (readonly [string, number])[];
  /** A legal right is asserted (Reklamation). */
  readonly claim: boolean;
  readonly photo: boolean;
  readonly tag: string;
}

const LAMPS: readonly ProductKey[] = ['lumo-2', 'lumo-mini', 'lumo-desk', 'lumo-arc'];

export const PROBLEMS: readonly Problem[] = [
  {
    key: 'flicker',
    team: 'care',
    products: LAMPS,
    weekly: 6,
    severities: [2, 2, 3],
    causes: [
      ['product.driver', 7],
      ['product.socket', 2],
      ['customer.dimmer-not-compatible', 1],
    ],
    claim: true,
    photo: false,
    tag: 'flicker',
  },
  {
    key: 'dimming',
    team: 'care',
    products: ['lumo-dim'],
    weekly: 5,
    severities: [1, 2, 2],
    causes: [
      ['product.dimmer-firmware', 6],
      ['customer.dimmer-not-compatible', 3],
    ],
    claim: false,
    photo: false,
    tag: 'dimmer',
  },
  {
    key: 'wobble',
    team: 'care',
    products: ['lumo-desk', 'lumo-arc'],
    weekly: 6,
    severities: [2, 2, 3],
    causes: [
      ['product.joint-screw', 6],
      ['information.assembly-guide', 3],
    ],
    claim: true,
    photo: true,
    tag: 'joint',
  },
  {
    key: 'water',
    team: 'care',
    products: ['lumo-outdoor'],
    weekly: 4,
    severities: [2, 3, 3],
    causes: [['product.seal', 1]],
    claim: true,
    photo: true,
    tag: 'water',
  },
  {
    key: 'heat',
    team: 'care',
    products: LAMPS,
    weekly: 1.2,
    severities: [4, 4, 3],
    causes: [
      ['product.power-supply', 4],
      ['product.driver', 1],
    ],
    claim: true,
    photo: false,
    tag: 'safety',
  },
  {
    key: 'sparePart',
    team: 'care',
    products: ['spare-part'],
    weekly: 5,
    severities: [1, 2],
    causes: [
      ['supply.spare-part-stock', 5],
      ['information.shop-page', 2],
    ],
    claim: false,
    photo: false,
    tag: 'spare-part',
  },
  {
    key: 'late',
    team: 'delivery',
    products: [...LAMPS, 'lumo-outdoor'],
    weekly: 9,
    severities: [1, 2, 2],
    causes: [
      ['partner.courier', 7],
      ['supply.stock-shown-wrong', 3],
    ],
    claim: false,
    photo: false,
    tag: 'late',
  },
  {
    key: 'damaged',
    team: 'delivery',
    products: LAMPS,
    weekly: 10,
    severities: [2, 2, 3],
    causes: [
      ['partner.courier', 4],
      ['warehouse.packing', 5],
    ],
    claim: true,
    photo: true,
    tag: 'transport-damage',
  },
  {
    key: 'wrongItem',
    team: 'delivery',
    products: [...LAMPS, 'lumo-outdoor'],
    weekly: 7,
    severities: [1, 2],
    causes: [
      ['warehouse.picking', 7],
      ['customer.ordered-wrong', 1],
    ],
    claim: true,
    photo: true,
    tag: 'wrong-item',
  },
  {
    key: 'missingPart',
    team: 'delivery',
    products: LAMPS,
    weekly: 7,
    severities: [1, 2],
    causes: [['warehouse.packing', 1]],
    claim: true,
    photo: false,
    tag: 'missing-part',
  },
  {
    key: 'returnLabel',
    team: 'delivery',
    products: [...LAMPS, 'lumo-outdoor'],
    weekly: 5,
    severities: [1, 1, 2],
    causes: [
      ['process.return-portal', 6],
      ['information.shop-page', 2],
    ],
    claim: false,
    photo: false,
    tag: 'return',
  },
  {
    key: 'invoice',
    team: 'billing',
    products: [...LAMPS, 'lumo-outdoor'],
    weekly: 7,
    severities: [1, 2],
    causes: [
      ['accounting.invoice-address', 4],
      ['accounting.double-booking', 4],
    ],
    claim: false,
    photo: false,
    tag: 'invoice',
  },
  {
    key: 'refund',
    team: 'billing',
    products: [...LAMPS, 'lumo-outdoor'],
    weekly: 8,
    severities: [2, 2, 3],
    causes: [
      ['accounting.refund-run', 6],
      ['process.return-portal', 2],
    ],
    claim: true,
    photo: false,
    tag: 'refund',
  },
  {
    key: 'noReply',
    team: 'care',
    products: LAMPS,
    weekly: 4,
    severities: [2, 2, 3],
    causes: [
      ['process.backlog', 5],
      ['process.phone-line', 3],
    ],
    claim: false,
    photo: false,
    tag: 'service',
  },
];

export function problemOf(key: ProblemKey): Problem {
  const problem = PROBLEMS.find((candidate) => candidate.key === key);
  if (problem === undefined) throw new RangeError(`no problem is called ${key}`);
  return problem;
}
