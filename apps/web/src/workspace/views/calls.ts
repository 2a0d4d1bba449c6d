import type { QueueCounts, ViewCount } from '@redress/contract/queue.js';
import type { SavedView, SavedViews, ViewAudience } from '@redress/contract/saved-views.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { get, post, put, remove } from '../../api/client.js';
import { countsQuery, keys, queryClient, viewsQuery } from '../../api/queries.js';
import { type Say, useText } from '../../i18n/text.js';
import { failed } from '../../ui/failure.js';
import { VIEWS } from '../views.js';

/** One line wherever views are listed: a ready-made one, or one that somebody saved. */
export interface ViewLine {
  readonly slug: string;
  readonly name: string;
  /** What a ready-made view stands for; null for a saved one, which has an address of its own. */
  readonly q: string | null;
  readonly saved: SavedView | null;
}

export interface Views {
  readonly readyMade: readonly ViewLine[];
  readonly saved: readonly ViewLine[];
  /** In the order of whoever looks. */
  readonly pinned: readonly ViewLine[];
}

export function linesOf(say: Say, known: SavedViews | undefined): Views {
  const readyMade = VIEWS.map(({ name, q }): ViewLine => ({
    slug: name,
    name: say(`queue.views.${name}`),
    q,
    saved: null,
  }));
  const saved = (known?.data ?? []).map((view): ViewLine => ({
    slug: view.slug,
    name: view.name,
    q: null,
    saved: view,
  }));
  const all = new Map([...readyMade, ...saved].map((line) => [line.slug, line]));
  const pinned = (known?.pins ?? []).flatMap((slug) => all.get(slug) ?? []);
  return { readyMade, saved, pinned };
}

export function useViews(): Views {
  const { say } = useText();
  return linesOf(say, useQuery(viewsQuery).data);
}

/** Of every view in the menu; read while it is open. */
const allCountsQuery = queryOptions({
  queryKey: [...keys.counts, 'all'],
  queryFn: ({ signal }) => get<QueueCounts>('/tickets/counts?saved=all', { signal }),
  staleTime: 10_000,
});

/** The number of a view in words; empty as long as it is not known. @param all also of views that are not pinned */
export function useCountWords(all: boolean): (line: ViewLine) => string {
  const { say } = useText();
  const { data: first } = useQuery(countsQuery);
  const { data = first } = useQuery({ ...allCountsQuery, enabled: all });
  return ({ slug, saved }) => {
    const counted: ViewCount | undefined = saved === null ? data?.views[slug] : data?.saved[slug];
    if (counted === undefined) return '';
    return counted.capped ? say('queue.views.capped', { count: counted.count }) : String(counted.count);
  };
}

/** Shows at once on this screen, then on the server. */
export function pin(slugs: readonly string[]): void {
  queryClient.setQueryData(viewsQuery.queryKey, (known) => known && { ...known, pins: slugs });
  put<SavedViews>('/saved-views/pins', { body: { views: slugs } })
    .then((views) => queryClient.setQueryData(viewsQuery.queryKey, views))
    .catch((reason: unknown) => {
      failed(reason);
      void queryClient.invalidateQueries({ queryKey: keys.views });
    })
    .finally(() => void queryClient.invalidateQueries({ queryKey: keys.counts }));
}

export const pinsOf = ({ pinned }: Views): readonly string[] => pinned.map(({ slug }) => slug);

export function togglePin(views: Views, slug: string): void {
  const pins = pinsOf(views);
  pin(pins.includes(slug) ? pins.filter((one) => one !== slug) : [...pins, slug]);
}

/** One place up or down among what is pinned. */
export function movePin(views: Views, slug: string, by: 1 | -1): void {
  const pins = [...pinsOf(views)];
  const at = pins.indexOf(slug);
  const other = pins[at + by];
  if (at < 0 || other === undefined) return;
  pins.splice(at, 1);
  pins.splice(at + by, 0, slug);
  pin(pins);
}

export interface ViewWish {
  readonly name: string;
  readonly q: string;
  readonly sort: string;
  readonly audience: ViewAudience;
  readonly teamId: string | null;
}

export async function saveView(view: SavedView | null, wish: ViewWish, key: string): Promise<SavedView> {
  const saved =
    view === null
      ? await post<SavedView>('/saved-views', { body: wish, idempotencyKey: key })
      : await put<SavedView>(`/saved-views/${view.id}`, { body: wish, ifMatch: view.version });
  queryClient.setQueryData(viewsQuery.queryKey, (known) => {
    if (known === undefined) return known;
    const others = known.data.filter(({ id }) => id !== saved.id);
    return { ...known, data: [...others, saved].sort((a, b) => a.name.localeCompare(b.name)) };
  });
  void queryClient.invalidateQueries({ queryKey: keys.counts });
  return saved;
}

export async function deleteView(view: SavedView): Promise<void> {
  await remove(`/saved-views/${view.id}`, { ifMatch: view.version });
  await queryClient.invalidateQueries({ queryKey: keys.views });
}

export const refreshViews = (): Promise<void> => queryClient.invalidateQueries({ queryKey: keys.views });
