import { describe, expect, it } from '@jest/globals';
import { senderOf } from './quarantine-words.js';

describe('the sender of a mail in quarantine', () => {
  it.each([
    ['the envelope', 'bo@customer.test', 'From: Karla <karla@customer.test>', 'bo@customer.test'],
    [
      'its own From line where the envelope is silent',
      null,
      'To: x\r\nfrom: Karla <k@customer.test>\r\n',
      'Karla <k@customer.test>',
    ],
    ['unknown where nothing names one', null, '··garbage', ''],
  ])('is %s', (_, envelopeFrom, head, sender) => {
    expect(senderOf({ envelopeFrom, head })).toBe(sender);
  });
});
