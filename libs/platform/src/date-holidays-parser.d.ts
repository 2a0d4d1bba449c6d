/** The package ships its types where its own exports do not find them; these are the parts in use. */
declare module 'date-holidays-parser' {
  export interface FoundHoliday {
    /** Local, "YYYY-MM-DD HH:MM:SS", with an offset behind it where the rules have a zone. */
    readonly date: string;
    readonly start: Date;
    readonly end: Date;
    readonly name: string;
    readonly type: string;
  }

  // eslint-disable-next-line no-restricted-syntax -- it is how the package exports it
  export default class Holidays {
    constructor(
      data: object,
      country?: { readonly country: string; readonly state?: string; readonly region?: string },
      options?: { readonly types?: readonly string[]; readonly languages?: readonly string[] },
    );
    getHolidays(year: number): FoundHoliday[];
    getCountries(language?: string): Record<string, string>;
    getStates(country: string, language?: string): Record<string, string> | undefined;
    getRegions(country: string, state: string, language?: string): Record<string, string> | undefined;
  }
}
