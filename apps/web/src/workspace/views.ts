/** What a queue shows when nobody asked for anything else. */
export const DEFAULT_QUERY = 'is:open';

/** The ready-made views and the filter text each stands for; their names are also the keys of the counts. */
export const VIEWS = [
  { name: 'open', q: 'is:open' },
  { name: 'mine', q: 'is:open is:mine' },
  { name: 'unassigned', q: 'is:open is:unassigned' },
  { name: 'waiting', q: 'status:waitingCustomer' },
  { name: 'held', q: 'is:held' },
  { name: 'resolved', q: 'status:resolved' },
  { name: 'spam', q: 'status:spam' },
] as const;

export type ViewName = (typeof VIEWS)[number]['name'];

export function viewOf(q: string): ViewName | null {
  const wanted = [...q.trim().split(/\s+/)].sort().join(' ');
  return VIEWS.find((view) => view.q.split(' ').sort().join(' ') === wanted)?.name ?? null;
}
