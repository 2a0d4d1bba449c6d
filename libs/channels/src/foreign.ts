/** What foreign servers say is read field by field: anything may be missing, or be something else than it should. */
export type Foreign = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Foreign =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectIn = (value: unknown): Foreign => (isObject(value) ? value : {});

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Empty for whatever is no text. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Nothing in it for what is no JSON. */
export function parsed(source: string): Foreign {
  try {
    const value: unknown = JSON.parse(source);
    return objectIn(value);
  } catch {
    return {};
  }
}
