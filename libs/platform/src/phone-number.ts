import {
  type CountryCode,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/core';
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
  const home = isPhoneCountry(country) ? country : 'DE';
  const national = possible(text, home);
  // Tables and telephone systems leave out the plus: `49…` and `0049…` both mean Germany.
  const whole = /^[1-9]\d{9,14}$/.test(text) ? possible(`+${text}`, home) : null;
  if (whole === null || national === null) return (national ?? whole)?.number ?? null;
  const meansWhole = whole.isValid() && (!national.isValid() || isOwnWithoutPlus(text, home, national));
  return (meansWhole ? whole : national).number;
}

function possible(text: string, home: CountryCode): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(text, home, numbering);
  return parsed?.isPossible() === true ? parsed : null;
}

/**
 * Where every national number begins with 0, one that begins with the country's own code is no national one: `4915112345678` is a mobile
 * number in Germany, although 04915 is a village in Frisia.
 */
function isOwnWithoutPlus(text: string, home: CountryCode, national: PhoneNumber): boolean {
  return text.startsWith(getCountryCallingCode(home, numbering)) && national.formatNational().startsWith('0');
}

/** Whether this is the code of a country with telephones, like `DE`. */
export const isPhoneCountry = (code: string): code is CountryCode => Object.hasOwn(numbering.countries, code);
