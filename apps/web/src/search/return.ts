let opened: { readonly q: string; readonly ticketId: string } | null = null;

export function keepOpened(q: string, ticketId: string): void {
  opened = { q, ticketId };
}

/** The ticket that was opened out of this search last, once. */
export function broughtBack(q: string): string | null {
  const known = opened;
  opened = null;
  return known?.q === q ? known.ticketId : null;
}
