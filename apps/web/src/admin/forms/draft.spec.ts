import { describe, expect, test } from '@jest/globals';
import {
  addable,
  bodyOf,
  draftOf,
  faultsIn,
  type FormDraft,
  moved,
  newField,
  optionLines,
  readOptions,
  slugOf,
  withWords,
} from './draft.js';

const draft = (wishes: Partial<FormDraft> = {}): FormDraft => ({
  ...draftOf(null, 'queue'),
  ...{ name: 'Spare parts', slug: 'spare-parts' },
  ...wishes,
});

describe('a form that is being written', () => {
  test('begins with what no form can do without', () => {
    expect(bodyOf(draft()).fields.map(({ kind }) => kind)).toEqual(['description', 'email']);
    expect(faultsIn(draft())).toEqual([]);
    expect(faultsIn(draft({ name: ' ', slug: 'Spare parts', languages: [] }))).toEqual(['name', 'slug', 'languages']);
  });

  test('has each field once, and as many of its own as wanted', () => {
    const { fields } = draft();
    expect(addable(fields)).not.toContain('email');
    const first = newField('text', fields);
    expect([first.key, newField('text', [...fields, first]).key]).toEqual(['field1', 'field2']);
    expect(faultsIn(draft({ fields: [...fields, first] }))).toEqual(['fields']);
    expect(faultsIn(draft({ fields: [...fields, { ...first, label: { de: 'Nummer' } }] }))).toEqual([]);
  });

  test('keeps its order at both ends', () => {
    const kinds = (at: number, by: 1 | -1) => moved(draft().fields, at, by).map(({ kind }) => kind);
    expect(kinds(0, 1)).toEqual(['email', 'description']);
    expect(kinds(0, -1)).toEqual(['description', 'email']);
    expect(kinds(1, 1)).toEqual(['description', 'email']);
  });

  test('keeps the words of a product in every language', () => {
    const options = readOptions('lamp: Desk lamp\n\n shade ', 'en', []);
    expect(options).toEqual([
      { value: 'lamp', label: { en: 'Desk lamp' } },
      { value: 'shade', label: {} },
    ]);
    const both = readOptions('shade\nlamp: Lampe: groß', 'de', options);
    expect(both[1]).toEqual({ value: 'lamp', label: { en: 'Desk lamp', de: 'Lampe: groß' } });
    expect(optionLines(both, 'de')).toBe('shade\nlamp: Lampe: groß');
    expect(withWords({ en: 'Lamp', de: 'Lampe' }, 'de', '')).toEqual({ en: 'Lamp' });
  });

  test('proposes an address by its name', () => {
    expect(slugOf('Größe & Zubehör – Caffè!')).toBe('groesse-zubehoer-caffe');
  });
});
