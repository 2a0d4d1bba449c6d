/** What a fact is made of: it decides which operators make sense, and which values. */
export type FactType = 'code' | 'text' | 'number' | 'flag' | 'list';

export const FACTS = {
  kind: 'code',
  channel: 'code',
  queue: 'code',
  queueAddress: 'code',
  priority: 'code',
  severity: 'number',
  risk: 'number',
  tier: 'code',
  tags: 'list',
  language: 'code',
  subject: 'text',
  text: 'text',
  sender: 'code',
  senderDomain: 'code',
  isClaim: 'flag',
  status: 'code',
  stage: 'code',
  product: 'code',
  region: 'code',
  team: 'code',
  owner: 'code',
  organisation: 'code',
  customerValue: 'number',
  relationshipRisk: 'number',
  weekday: 'code',
  hour: 'number',
  open: 'flag',
} as const satisfies Readonly<Record<string, FactType>>;
export type FactName = keyof typeof FACTS;

export const FACT_NAMES: readonly FactName[] = Object.keys(FACTS).flatMap((name) => factOf(name) ?? []);

export function factOf(name: string): FactName | undefined {
  return name in FACTS ? (name as FactName) : undefined;
}

export const OPERATORS = [
  'is',
  'isNot',
  'anyOf',
  'noneOf',
  'contains',
  'startsWith',
  'atLeast',
  'atMost',
  'known',
  'unknown',
] as const;
export type Operator = (typeof OPERATORS)[number];

export const OPERATORS_FOR: Readonly<Record<FactType, readonly Operator[]>> = {
  code: ['is', 'isNot', 'anyOf', 'noneOf', 'startsWith', 'contains', 'known', 'unknown'],
  text: ['contains', 'startsWith', 'is', 'isNot', 'anyOf', 'noneOf', 'known', 'unknown'],
  number: ['is', 'isNot', 'atLeast', 'atMost', 'known', 'unknown'],
  flag: ['is', 'isNot', 'known', 'unknown'],
  list: ['contains', 'anyOf', 'noneOf', 'known', 'unknown'],
};

/** Whose words of the closed set stand in the texts under `words`. */
export const CLOSED = {
  kind: ['complaint', 'enquiry', 'suggestion', 'compliment'],
  channel: ['email', 'webForm', 'phone', 'social', 'letter', 'visit', 'chat', 'api'],
  status: [
    'new',
    'open',
    'waitingCustomer',
    'waitingThirdParty',
    'waitingInternal',
    'scheduled',
    'resolved',
    'closed',
    'merged',
    'spam',
  ],
  stage: ['received', 'acknowledged', 'assessed', 'investigating', 'responding', 'decided', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent'],
  language: ['en', 'de', 'it', 'fr', 'es', 'nl', 'pl'],
} as const;

export const takesNoValue = (operator: Operator): boolean => operator === 'known' || operator === 'unknown';
export const takesList = (operator: Operator): boolean => operator === 'anyOf' || operator === 'noneOf';
