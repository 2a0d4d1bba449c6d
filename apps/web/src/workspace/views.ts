import type { SavedView } from '@redress/contract/saved-views.js';

/** What a queue shows when nobody asked for anything else. */
export const DEFAULT_QUERY = 'is:open';

export const WAITING_QUERY = 'status:waitingCustomer';

/** The ready-made views and the filter text each stands for; their names are also the keys of the counts, and slugs as saved views have them. */
export const VIEWS = [
  { name: 'open', q: 'is:open' },
  { name: 'mine', q: 'is:open is:mine' },
  { name: 'mentioned', q: 'is:open mentioned:me' },
  { name: 'watched', q: 'is:open watcher:me' },
  { name: 'unassigned', q: 'is:open is:unassigned' },
  { name: 'snoozed', q: 'is:snoozed' },
  { name: 'waiting', q: WAITING_QUERY },
  { name: 'held', q: 'is:held' },
  { name: 'resolved', q: 'status:resolved' },
  { name: 'spam', q: 'status:spam' },
] as const;

export type ViewName = (typeof VIEWS)[number]['name'];

/** A view that somebody saved, as far as the queue goes by it. */
export type OpenView = Pick<SavedView, 'slug' | 'name' | 'q' | 'sort'>;

export function viewOf(q: string): ViewName | null {
  const wanted = [...q.trim().split(/\s+/)].sort().join(' ');
  return VIEWS.find((view) => view.q.split(' ').sort().join(' ') === wanted)?.name ?? null;
}

export function queueFilter(name: string): string {
  return `is:open queue:${/\s/.test(name) ? `"${name}"` : name}`;
}

const LAST = 'redress.last-view';

/** The slug of the view that was open last in this browser; saying one keeps it, an empty one forgets. */
export function lastView(slug?: string): string {
  try {
    if (slug !== undefined) localStorage.setItem(LAST, slug);
    return localStorage.getItem(LAST) ?? '';
  } catch {
    return '';
  }
}
