import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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

  test.each([
    ['4915112345678', 'DE', '+4915112345678'],
    ['49531123456', 'DE', '+49531123456'],
    ['15112345678', 'DE', '+4915112345678'],
    ['3012345678', 'DE', '+493012345678'],
    ['17123456789', 'DE', '+4917123456789'],
    ['4366412345678', 'AT', '+4366412345678'],
    ['41791234567', 'CH', '+41791234567'],
    ['447911123456', 'GB', '+447911123456'],
    ['393331234567', 'IT', '+393331234567'],
    ['3331234567', 'IT', '+393331234567'],
    ['12025550123', 'US', '+12025550123'],
    ['2025550123', 'US', '+12025550123'],
    ['4915112345678', 'US', '+4915112345678'],
    ['4915112345678', 'FR', '+4915112345678'],
    ['33612345678', 'US', '+33612345678'],
  ])('written as %s in %s is %s', (written, country, number) => {
    expect(phoneNumber(written, country)).toBe(number);
  });

  test('is the same one with a plus, two zeros, one zero, or nothing before it', () => {
    const mobiles = fc.tuple(
      fc.constantFrom(
        ...([
          ['DE', '49', '151'],
          ['AT', '43', '664'],
          ['CH', '41', '79'],
          ['GB', '44', '7911'],
        ] as const),
      ),
      fc.integer({ min: 1_000_000, max: 9_999_999 }),
    );
    fc.assert(
      fc.property(mobiles, ([[country, code, prefix], rest]) => {
        const national = `${prefix}${country === 'DE' ? `${rest}0` : country === 'GB' ? String(rest).slice(0, 6) : rest}`;
        const written = [`+${code}${national}`, `00${code}${national}`, `0${national}`, `${code}${national}`];
        expect(written.map((one) => phoneNumber(one, country))).toEqual(written.map(() => `+${code}${national}`));
      }),
      { numRuns: 300 },
    );
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
