import { describe, expect, test } from '@jest/globals';
import { firstForm, formField, type FormPlan } from './form.js';
import { judgeSubmission, messageOf, type Sent } from './submission.js';
import { processorMs } from '../../../../test/support/processor-time.js';

const PLAN: FormPlan = {
  ...firstForm('a queue'),
  fields: [
    ...[formField('description', true), formField('subject', false), formField('email', true)],
    ...[formField('name', false), formField('phone', false), formField('orderNumber', false)],
    { ...formField('product', false), options: [{ value: 'lamp', label: { en: 'Desk lamp', de: 'Lampe' } }] },
    ...[formField('desiredRemedy', false), formField('files', false)],
    { ...formField('text', false), key: 'serialNumber', label: { en: 'Serial number' } },
    { ...formField('consent', true), label: { en: 'You may keep this.' } },
  ],
};
const GOOD = { description: 'It broke.', email: 'ann@customer.test', consent: 'yes' };
const reading = {
  address: (text: string) => (/^[^@\s]+@[^@\s]+$/.test(text) ? text : null),
  phone: (text: string) => (/^\+\d+$/.test(text) ? text : null),
};
const judge = (sent: Sent, files = 0) => judgeSubmission(sent, { plan: PLAN, language: 'en', reading, files });
const faultsOf = (sent: Sent): string[] => judge(sent).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('what somebody fills in', () => {
  test('is told all its faults at once', () => {
    expect(faultsOf({})).toEqual(['/description missing', '/email missing', '/consent consent']);
    const wrong = { ...GOOD, email: 'ann', product: 'rocket', desiredRemedy: 'revenge', orderNumber: 'x'.repeat(201) };
    expect(faultsOf(wrong)).toEqual([
      ...['/email email', '/orderNumber long', '/product choice', '/desiredRemedy choice'],
    ]);
  });

  test.each<[string, Sent]>([
    ['/weight unknown', { ...GOOD, weight: '3 kg' }],
    ['/a~1b~0c unknown', { ...GOOD, 'a/b~c': 'x' }],
    ['/description form', { ...GOOD, description: ['It', 'broke'] }],
    ['/name form', { ...GOOD, name: { first: 'Ann' } }],
    ['/description missing', { ...GOOD, description: ' \n\u0000 ' }],
    ['/description long', { ...GOOD, description: 'x'.repeat(20_001) }],
    ['/consent consent', { ...GOOD, consent: 'no' }],
  ])('is refused with %s', (fault, sent) => {
    expect(faultsOf(sent)).toEqual([fault]);
  });

  test('needs files only where the form says so', () => {
    const plan = { ...PLAN, fields: [...PLAN.fields.filter(({ kind }) => kind !== 'files'), formField('files', true)] };
    const on = (files: number) => judgeSubmission(GOOD, { plan, language: 'en', reading, files }).faults.length;
    expect([on(0), on(1)]).toEqual([1, 0]);
  });

  test('cannot end a header, turn the direction of writing or bring half a character', () => {
    const { submission } = judge({ ...GOOD, name: 'Ann\r\nBcc: eve@evil.test\u2028\u202e', subject: 'Lamp\ud800' });
    expect(submission.name).toBe('Ann Bcc: eve@evil.test');
    expect(submission.subject).toBe('Lamp\ufffd');
  });

  test('is one message for whoever reads it, by the words of the form', () => {
    const sent = { ...GOOD, orderNumber: '4711', product: 'lamp', desiredRemedy: 'refund', serialNumber: 'A 1' };
    expect(messageOf(judge({ ...sent, description: 'It broke.\r\nTwice.' }).submission)).toBe(
      [
        ...['It broke.', 'Twice.', '', 'Order number: 4711', 'Which product is it about: Desk lamp'],
        ...['What would put it right: Money back', 'Serial number: A 1', 'You may keep this.: Agreed'],
      ].join('\n'),
    );
    expect(messageOf({ ...judge(sent).submission, lines: [] })).toBe('It broke.');
  });

  test('keeps a telephone number that no machine can read for people', () => {
    const { submission, faults } = judge({ ...GOOD, phone: 'ask for Ann, 030 / 12' });
    expect(faults).toEqual([]);
    expect(submission.phone).toBeNull();
    expect(messageOf(submission)).toContain('Your telephone number: ask for Ann, 030 / 12');
    expect(judge({ ...GOOD, phone: '+4930123456' }).submission.phone).toBe('+4930123456');
  });

  test('takes time in proportion to its length, whatever is in it', () => {
    const hostile = [' '.repeat(400_000), '\u0000'.repeat(400_000), '\r'.repeat(400_000), ':?'.repeat(200_000)];
    const judging = (): void => {
      for (const text of hostile) judge({ ...GOOD, description: `${text}x`, name: `${text}x`, serialNumber: text });
    };
    expect(processorMs(judging)).toBeLessThan(2_000);
  });
});
