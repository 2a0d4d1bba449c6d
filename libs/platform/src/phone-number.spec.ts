import { describe, expect, test } from '@jest/globals';
import { isPhoneCountry, phoneNumber } from './phone-number.js';

describe('a telephone number', () => {
  test.each([
    '030 1234567',
    '030-12 34 56 7',
    '(030) 1234567',
    '+49 (0)30 1234567',
    '0049 30 1234567',
    '49301234567',
    'tel:+49-30-1234567',
  ])('written as %s is the same one', (written) => {
    expect(phoneNumber(written, 'DE')).toBe('+49301234567');
  });

  test('without a country code is one of the country of the desk', () => {
    expect(phoneNumber('06 1234 5678', 'IT')).toBe('+390612345678');
    expect(phoneNumber('0664 1234567', 'AT')).toBe('+436641234567');
  });

  test.each(['12', 'anonymous', '', '+', '0'.repeat(60), '1'.repeat(5_000), '\u0000\u0000', '☎☎☎☎'])(
    'is not what nobody can dial: %j',
    (written) => {
      expect(phoneNumber(written, 'DE')).toBeNull();
    },
  );

  test('needs a country that has telephones', () => {
    expect([isPhoneCountry('DE'), isPhoneCountry('XX'), isPhoneCountry('constructor')]).toEqual([true, false, false]);
  });
});
