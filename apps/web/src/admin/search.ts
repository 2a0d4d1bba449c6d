/** What the address of an administration screen remembers. */
export interface AdminSearch {
  /** `new`, or the id of what is open beside or over the list. */
  readonly open?: string;
  /** Filter of the outgoing mail. */
  readonly state?: string;
  readonly to?: string;
  /** Whose role it is, among the people. */
  readonly role?: string;
}

export function adminSearch(search: Record<string, unknown>): AdminSearch {
  return {
    ...(typeof search.open === 'string' ? { open: search.open } : {}),
    ...(typeof search.state === 'string' ? { state: search.state } : {}),
    ...(typeof search.role === 'string' ? { role: search.role } : {}),
    // an address of digits only is read as a number
    ...(typeof search.to === 'string' || typeof search.to === 'number' ? { to: String(search.to) } : {}),
  };
}
