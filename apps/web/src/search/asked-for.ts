/** What the address asks for. The router reads a query that is written as a number or `true` as such, not as a text. */
export function askedFor(search: Readonly<Record<string, unknown>>): { q?: string } {
  const { q } = search;
  return typeof q === 'string' || typeof q === 'number' || typeof q === 'boolean' ? { q: String(q) } : {};
}
