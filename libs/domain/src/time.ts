/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. Nothing in the domain reads a clock; `now` is always an argument. */
export type Instant = number & { readonly __brand: 'Instant' };

export const instant = (milliseconds: number): Instant => Math.trunc(milliseconds) as Instant;

/** RFC 3339 in UTC with milliseconds, the form that crosses the wire. */
export const toRfc3339 = (at: Instant): string => new Date(at).toISOString();

/** @throws RangeError when the text is no RFC 3339 instant. */
export function fromRfc3339(text: string): Instant {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new RangeError(`"${text}" is no RFC 3339 time`);
  return instant(milliseconds);
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const later = (at: Instant, milliseconds: number): Instant => instant(at + milliseconds);
