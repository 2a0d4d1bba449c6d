import type { Named, Page } from './answers.js';

export type ViewAudience = 'me' | 'team' | 'everybody';

/** A filter of the queue with its order, under a name. */
export interface SavedView {
  readonly id: string;
  /** The last part of its address, `/queue/SLUG`; it stays when the name changes. */
  readonly slug: string;
  readonly name: string;
  /** As the `q` of `GET /tickets`; `is:mine` means whoever looks. */
  readonly q: string;
  /** As the `sort` of `GET /tickets`. */
  readonly sort: string;
  /** Who sees it besides its maker. */
  readonly audience: ViewAudience;
  /** With the audience `team` only. */
  readonly team: Named | null;
  readonly owner: Named;
  /** Whether the asker may change and delete it. */
  readonly mayEdit: boolean;
  readonly version: number;
}

/** All that the asker sees, by name. */
export type SavedViews = Page<SavedView> & {
  /** What he pinned, in his order: slugs of these views, and names of ready-made ones as `GET /tickets/counts` has them. */
  readonly pins: readonly string[];
};
