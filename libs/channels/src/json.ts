/** What a platform sent, before anybody believes its shape. */
export type Json = Readonly<Record<string, unknown>>;

export function parsed(bytes: Buffer | string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectAt = (from: Json | null, key: string): Json | null => {
  const value = from?.[key];
  return isJson(value) ? value : null;
};

/** Null for what is empty, too. Ids are sometimes numbers. */
export const textAt = (from: Json | null, key: string): string | null => {
  const value = from?.[key];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Times are sometimes text. */
export const numberAt = (from: Json | null, key: string): number | null => {
  const value = from?.[key];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

export const listAt = (from: Json | null, key: string): readonly Json[] => {
  const value = from?.[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
};
