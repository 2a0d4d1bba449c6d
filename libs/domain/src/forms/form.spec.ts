import { describe, expect, test } from '@jest/globals';
import { firstForm, formFaults, formField, type FormPlan, textIn } from './form.js';

const plan = (wishes: Partial<FormPlan> = {}): FormPlan => ({ ...firstForm('a queue'), ...wishes });
const own = (key: string) => ({ ...formField('text', false), key, label: { en: 'Serial number' } });
const product = (...values: string[]) => ({
  ...formField('product', false),
  options: values.map((value) => ({ value, label: {} })),
});
const withFields = (...fields: FormPlan['fields']): FormPlan => plan({ fields: [...plan().fields, ...fields] });

describe('a form', () => {
  test('of a new installation can be used as it is', () => {
    expect(formFaults(plan())).toEqual([]);
  });

  test.each<[string, FormPlan, string]>([
    ['a slug that is no part of an address', plan({ slug: 'Spare Parts' }), '/slug'],
    ['no language', plan({ languages: [] }), '/languages'],
    ['a language twice', plan({ languages: ['en', 'en'] }), '/languages'],
    ['no question what happened', plan({ fields: [formField('email', true)] }), '/fields'],
    ['nowhere to answer to', plan({ fields: [formField('description', true)] }), '/fields'],
    ['a field twice', withFields(formField('email', true)), '/fields/7/key'],
    ['an own field by the name of another', withFields(own('token')), '/fields/7/key'],
    ['an own field without words', withFields({ ...own('serial'), label: {} }), '/fields/7/label'],
    ['a consent without words', withFields(formField('consent', true)), '/fields/7/label'],
    ['products without a list', withFields(formField('product', true)), '/fields/7/options'],
    ['a product twice', withFields(product('lamp', 'lamp')), '/fields/7/options/1/value'],
    ['a title that is too long', plan({ title: { de: 'x'.repeat(201) } }), '/title/de'],
    ['a page as origin', plan({ origins: ['https://shop.example/cart'] }), '/origins/0'],
    ['a header in an origin', plan({ origins: ["https://shop.example; script-src 'unsafe-inline'"] }), '/origins/0'],
    ['any page as origin', plan({ origins: ['*'] }), '/origins/0'],
  ])('is refused with %s, and says where', (_, faulty, pointer) => {
    expect(formFaults(faulty).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  test('takes products, own fields and origins with a port', () => {
    const all = withFields(product('lamp', 'shade'), own('serialNumber'));
    expect(formFaults({ ...all, origins: ['https://shop.example', 'http://localhost:8080'] })).toEqual([]);
  });

  test('speaks another language where it has no words in this one', () => {
    expect(textIn({ de: 'Lampe' }, 'it', ['en', 'de'])).toBe('Lampe');
    expect(textIn({ de: 'Lampe', it: 'Lampada' }, 'it', ['de'])).toBe('Lampada');
    expect(textIn({}, 'it', [])).toBe('');
  });
});
