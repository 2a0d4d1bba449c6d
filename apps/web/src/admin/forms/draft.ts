import type {
  FormFieldKindName,
  FormFieldView,
  FormLanguageName,
  FormWords,
  WebForm,
} from '@redress/contract/forms.js';

export const LANGUAGES: readonly FormLanguageName[] = ['en', 'de', 'it'];

/** Kinds that a form has once; `text` as often as wanted. */
export const KINDS: readonly FormFieldKindName[] = [
  ...(['description', 'subject', 'product', 'orderNumber', 'desiredRemedy', 'files', 'email', 'name'] as const),
  ...(['phone', 'customerNumber', 'consent', 'text'] as const),
];

/** Without these nobody could work on it or answer. */
export const FIXED: readonly FormFieldKindName[] = ['description', 'email'];

export interface FieldDraft extends FormFieldView {
  /** Of the row on the screen. */
  readonly id: number;
}

export interface FormDraft {
  readonly name: string;
  readonly slug: string;
  readonly queueId: string;
  readonly enabled: boolean;
  readonly languages: readonly FormLanguageName[];
  readonly title: FormWords;
  readonly intro: FormWords;
  readonly fields: readonly FieldDraft[];
  /** One a line. */
  readonly origins: string;
}

let rows = 0;

export const fieldDraft = (field: FormFieldView): FieldDraft => ({ ...field, id: (rows += 1) });

const plainField = (kind: FormFieldKindName, required: boolean): FormFieldView => ({
  ...{ key: kind, kind, required, label: {}, hint: {}, options: [] },
});

export function draftOf(form: WebForm | null, queueId: string): FormDraft {
  if (form === null)
    return {
      ...{ name: '', slug: '', queueId, enabled: true, languages: ['en', 'de'], title: {}, intro: {}, origins: '' },
      fields: FIXED.map((kind) => fieldDraft(plainField(kind, true))),
    };
  const { name, slug, queue, enabled, languages, title, intro, fields, origins } = form;
  return {
    ...{ name, slug, queueId: queue.id, enabled, languages, title, intro },
    ...{ fields: fields.map(fieldDraft), origins: origins.join('\n') },
  };
}

/** As it is sent; also for the preview, of which it need not be complete. */
export function bodyOf({ fields, origins, name, slug, ...draft }: FormDraft) {
  return {
    ...draft,
    name: name.trim(),
    slug: slug.trim(),
    fields: fields.map(({ id: _row, ...field }) => field),
    origins: origins.split(/\s+/).filter((origin) => origin !== ''),
  };
}

export const isSame = (one: FormDraft, other: FormDraft): boolean =>
  JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));

/** What can still be added. */
export const addable = (fields: readonly FieldDraft[]): readonly FormFieldKindName[] =>
  KINDS.filter((kind) => kind === 'text' || fields.every((field) => field.kind !== kind));

export function newField(kind: FormFieldKindName, fields: readonly FieldDraft[]): FieldDraft {
  if (kind !== 'text') return fieldDraft(plainField(kind, kind === 'consent'));
  const keys = fields.map(({ key }) => key);
  const free = Array.from({ length: fields.length + 1 }, (_, n) => `field${n + 1}`).find((key) => !keys.includes(key));
  return fieldDraft({ ...plainField('text', false), key: free ?? 'field' });
}

/** Moves one by one place; the list as it was when there is none. */
export function moved(fields: readonly FieldDraft[], at: number, by: 1 | -1): readonly FieldDraft[] {
  const order = [...fields];
  const [taken] = order.splice(at, 1);
  if (taken === undefined || at + by < 0 || at + by > order.length) return fields;
  order.splice(at + by, 0, taken);
  return order;
}

/** The words of one language; what is emptied goes, so that the words of the house stand there. */
export function withWords(words: FormWords, language: FormLanguageName, text: string): FormWords {
  const { [language]: _before, ...rest } = words;
  return text === '' ? rest : { ...rest, [language]: text };
}

/** `lamp: Desk lamp` on each line, in one language; without words the value stands for itself. */
export const optionLines = (options: FormFieldView['options'], language: FormLanguageName): string =>
  options
    .map(({ value, label }) => (label[language] === undefined ? value : `${value}: ${label[language]}`))
    .join('\n');

/** Words in other languages stay with their value. */
export function readOptions(
  text: string,
  language: FormLanguageName,
  before: FormFieldView['options'],
): FormFieldView['options'] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([value = '', ...words]) => ({ value: value.trim(), words: words.join(':').trim() }))
    .filter(({ value }) => value !== '')
    .map(({ value, words }) => {
      const known = before.find((option) => option.value === value)?.label ?? {};
      return { value, label: withWords(known, language, words) };
    });
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;

/** A proposal for the address: what is left of a name in small letters. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');

export type FormFault = 'name' | 'slug' | 'languages' | 'fields';

/** Only what is surely wrong; the server looks again. */
export function faultsIn(draft: FormDraft): readonly FormFault[] {
  const wordless = draft.fields.some(
    ({ kind, label, options }) =>
      ((kind === 'text' || kind === 'consent') && Object.keys(label).length === 0) ||
      (kind === 'product' && options.length === 0),
  );
  return [
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(SLUG.test(draft.slug.trim()) ? [] : (['slug'] as const)),
    ...(draft.languages.length === 0 ? (['languages'] as const) : []),
    ...(wordless ? (['fields'] as const) : []),
  ];
}

export const scriptTag = (url: string): string => `<script src="${url}/embed.js"></script>`;

export const frameTag = (url: string, title: string): string =>
  `<iframe src="${url}?embed=1" title="${title.replace(/[&"<>]/g, '')}" style="width:100%;height:900px;border:0"></iframe>`;
