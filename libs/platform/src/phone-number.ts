import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import numbering from 'libphonenumber-js/metadata.min';

/** Longer than any number that people write, with spaces, brackets and an extension. */
export const LONGEST_PHONE_NUMBER = 60;

/**
 * A number as `+493012345678` (E.164), however it was written. Without a country code it is one of `country`.
 * Null for what nobody can dial from outside: an extension, `anonymous`, too few digits.
 */
export function phoneNumber(written: string, country: string): string | null {
  if (written.length > LONGEST_PHONE_NUMBER) return null;
  const text = written.trim();
  // Telephone systems leave out the plus: `49…` and `0049…` both mean Germany.
  return e164(text, country) ?? (/^[1-9]\d{9,14}$/.test(text) ? e164(`+${text}`, country) : null);
}

function e164(text: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(text, isPhoneCountry(country) ? country : 'DE', numbering);
  return parsed?.isPossible() === true ? parsed.number : null;
}

/** Whether this is the code of a country with telephones, like `DE`. */
export const isPhoneCountry = (code: string): code is CountryCode => Object.hasOwn(numbering.countries, code);
