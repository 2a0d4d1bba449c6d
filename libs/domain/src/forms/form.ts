import type { Fault } from '../refusal.js';

/** Languages in which pages for customers are there. */
export const FORM_LANGUAGES = ['en', 'de', 'it'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];

export type FormTexts = Readonly<Partial<Record<FormLanguage, string>>>;

/** What a form can ask for; `text` is a short field of one's own. */
export const FORM_FIELD_KINDS = [
  ...['description', 'subject', 'email', 'name', 'phone', 'customerNumber', 'orderNumber', 'product'],
  ...['desiredRemedy', 'files', 'consent', 'text'],
] as const;
export type FormFieldKind =
  | 'description'
  | 'subject'
  | 'email'
  | 'name'
  | 'phone'
  | 'customerNumber'
  | 'orderNumber'
  | 'product'
  | 'desiredRemedy'
  | 'files'
  | 'consent'
  | 'text';

export interface FormField {
  /** Names it in what is sent. Of a `text` field one's own; of all others its kind. */
  readonly key: string;
  readonly kind: FormFieldKind;
  readonly required: boolean;
  /** In languages that are left out the words of the house stand; a `text` or `consent` field has none. */
  readonly label: FormTexts;
  readonly hint: FormTexts;
  /** Of a `product` field: what can be chosen. The value is the code of the register where it has one. */
  readonly options: readonly FormOption[];
}

export interface FormOption {
  readonly value: string;
  readonly label: FormTexts;
}

/** What an administrator says about a form. */
export interface FormPlan {
  /** In the address of the form. */
  readonly slug: string;
  /** Shown inside the house only. */
  readonly name: string;
  readonly queueId: string;
  readonly enabled: boolean;
  /** The first one speaks where the browser asks for none of them. */
  readonly languages: readonly FormLanguage[];
  readonly title: FormTexts;
  readonly intro: FormTexts;
  /** In the order in which they are asked. */
  readonly fields: readonly FormField[];
  /** Origins of pages that may show the form in a frame, like `https://shop.example`. */
  readonly origins: readonly string[];
}

/** What the customer may wish for, as the trade knows it. */
export const REMEDIES = ['apology', 'explanation', 'repair', 'replacement', 'refund', 'compensation'] as const;
export type Remedy = (typeof REMEDIES)[number];

export const MOST_FIELDS = 30;
const MOST_OPTIONS = 200;
const MOST_ORIGINS = 50;
const MOST_LABEL = 200;
const MOST_WORDS = 2_000;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;
const OWN_KEY = /^[a-z][a-zA-Z0-9]{0,39}$/;

/** Names that mean something else in what is sent. */
const TAKEN: readonly string[] = [
  ...FORM_FIELD_KINDS,
  ...['text', 'message', 'language', 'website', 'token', 'proof', 'fields', 'constructor', 'prototype'],
];

export const formField = (kind: FormFieldKind, required: boolean): FormField => ({
  ...{ key: kind, kind, required, label: {}, hint: {}, options: [] },
});

/** What a new installation begins with, at `/f/complaint`. */
export const firstForm = (queueId: string): FormPlan => ({
  slug: 'complaint',
  name: 'Complaint',
  queueId,
  enabled: true,
  languages: FORM_LANGUAGES,
  title: { en: 'Tell us what went wrong', de: 'Sagen Sie uns, was schiefging', it: 'Ci dica che cosa non è andato' },
  intro: {
    en: 'Two minutes, no account needed.',
    de: 'Zwei Minuten, ohne Anmeldung.',
    it: 'Due minuti, senza registrazione.',
  },
  fields: [
    ...[formField('description', true), formField('orderNumber', false), formField('desiredRemedy', false)],
    ...[formField('files', false), formField('email', true), formField('name', false), formField('phone', false)],
  ],
  origins: [],
});

/** Everything that keeps a plan from being used; pointers lead into the plan. */
export function formFaults(plan: FormPlan): Fault[] {
  return [
    ...(SLUG.test(plan.slug)
      ? []
      : [fault('/slug', 'slug', 'Write 1 to 60 small letters, digits and hyphens, like spare-parts')]),
    ...languageFaults(plan),
    ...wordFaults(plan.title, '/title', MOST_LABEL),
    ...wordFaults(plan.intro, '/intro', MOST_WORDS),
    ...fieldsFaults(plan.fields),
    ...originFaults(plan.origins),
  ];
}

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });

function languageFaults({ languages }: FormPlan): Fault[] {
  if (languages.length === 0) return [fault('/languages', 'missing', 'Choose one language at least')];
  return new Set(languages).size < languages.length ? [fault('/languages', 'twice', 'Name each language once')] : [];
}

const wordFaults = (texts: FormTexts, pointer: string, most: number): Fault[] =>
  FORM_LANGUAGES.filter((language) => (texts[language] ?? '').length > most).map((language) =>
    fault(`${pointer}/${language}`, 'long', `Write ${most} characters at most`),
  );

function fieldsFaults(fields: readonly FormField[]): Fault[] {
  if (fields.length > MOST_FIELDS) return [fault('/fields', 'many', `A form has ${MOST_FIELDS} fields at most`)];
  const missing = (['description', 'email'] as const).filter((kind) => !fields.some((field) => field.kind === kind));
  const keys = fields.map(({ key }) => key);
  return [
    ...missing.map((kind) => fault('/fields', 'missing', MISSING[kind])),
    ...fields.flatMap((field, index) => [
      ...(keys.indexOf(field.key) < index
        ? [fault(`/fields/${index}/key`, 'taken', `There is a field ${field.key} already`)]
        : []),
      ...fieldFaults(field, `/fields/${index}`),
    ]),
  ];
}

const MISSING = {
  description: 'The form must ask what happened: add the field for the description',
  email: 'The form must ask for a mail address: without it nobody can answer',
};

function fieldFaults(field: FormField, pointer: string): Fault[] {
  const faults = [
    ...wordFaults(field.label, `${pointer}/label`, field.kind === 'consent' ? MOST_WORDS : MOST_LABEL),
    ...wordFaults(field.hint, `${pointer}/hint`, MOST_WORDS),
  ];
  if (field.kind === 'text' ? !OWN_KEY.test(field.key) || TAKEN.includes(field.key) : field.key !== field.kind)
    faults.push(fault(`${pointer}/key`, 'key', 'Write a name of your own, in letters and digits, like serialNumber'));
  if (field.kind === 'description' && !field.required)
    faults.push(fault(`${pointer}/required`, 'needed', 'Without a description there is nothing to work on'));
  if ((field.kind === 'text' || field.kind === 'consent') && Object.values(field.label).every((text) => text === ''))
    faults.push(fault(`${pointer}/label`, 'missing', 'Write what it asks for'));
  return [...faults, ...optionFaults(field, pointer)];
}

function optionFaults({ kind, options }: FormField, pointer: string): Fault[] {
  if (kind !== 'product')
    return options.length === 0 ? [] : [fault(`${pointer}/options`, 'unknown', 'Only products can be chosen from')];
  if (options.length === 0) return [fault(`${pointer}/options`, 'missing', 'Name the products that can be chosen')];
  if (options.length > MOST_OPTIONS)
    return [fault(`${pointer}/options`, 'many', `A list has ${MOST_OPTIONS} products at most`)];
  const values = options.map(({ value }) => value);
  return options.flatMap(({ value, label }, index) => [
    ...(value.trim() === '' || value.length > 100
      ? [fault(`${pointer}/options/${index}/value`, 'length', 'Write 1 to 100 characters')]
      : []),
    ...(values.indexOf(value) < index
      ? [fault(`${pointer}/options/${index}/value`, 'taken', 'It is in the list already')]
      : []),
    ...wordFaults(label, `${pointer}/options/${index}/label`, MOST_LABEL),
  ]);
}

const ORIGIN =
  /^https?:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?::\d{1,5})?$/;

/** They go into a header as they are: nothing but a scheme, a host and a port may stand there. */
function originFaults(origins: readonly string[]): Fault[] {
  if (origins.length > MOST_ORIGINS) return [fault('/origins', 'many', `Name ${MOST_ORIGINS} origins at most`)];
  return origins.flatMap((origin, index) =>
    origin.length < 260 && ORIGIN.test(origin)
      ? []
      : [fault(`/origins/${index}`, 'origin', 'Write scheme and host in small letters, like https://shop.example')],
  );
}

/** In this language, else in the first that has words. */
export function textIn(texts: FormTexts, language: FormLanguage, order: readonly FormLanguage[]): string {
  const found = [language, ...order, ...FORM_LANGUAGES].map((one) => texts[one] ?? '').find((text) => text !== '');
  return found ?? '';
}
