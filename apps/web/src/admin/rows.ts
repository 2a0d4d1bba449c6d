import type { Page } from '@redress/contract/answers.js';
import { useInfiniteQuery } from '@tanstack/react-query';
import { get, queryOf } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';

export const ADMIN = {
  accounts: '/mail-accounts',
  channels: '/channels',
  providers: '/channels/providers',
  settings: '/mail-settings',
  quarantine: '/quarantine',
  outbox: '/outbox',
  agents: '/agents',
  teams: '/teams',
  queues: '/queues',
  tokens: '/tokens',
  plans: '/escalation-plans',
  triggers: '/triggers',
  webhooks: '/webhooks',
  forms: '/web-forms',
  phones: '/phone-connections',
  snippets: '/snippets',
  macros: '/macros',
  templates: '/mail-templates',
  roles: '/roles',
} as const;

export type AdminPath = (typeof ADMIN)[keyof typeof ADMIN];

export interface Rows<Row> {
  /** undefined until the first answer. */
  readonly rows: readonly Row[] | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
  readonly hasMore: boolean;
  readonly more: () => void;
}

interface Wish {
  readonly filter?: Readonly<Record<string, string | undefined>>;
  readonly limit?: number;
  /** Milliseconds after which it is asked again while the page is looked at. */
  readonly every?: number;
  readonly enabled?: boolean;
}

const NONE = {};

/** A list within a thing of a list. */
type InnerPath = `${typeof ADMIN.triggers}/${string}/runs`;

/** All pages of a list that were asked for so far. */
export function useRows<Row>(path: AdminPath | InnerPath, wish: Wish = {}): Rows<Row> {
  const { filter = NONE, limit = 50, every, enabled = true } = wish;
  const query = useInfiniteQuery({
    queryKey: ['admin', path, filter, limit],
    queryFn: ({ signal, pageParam }) =>
      get<Page<Row>>(
        `${path}${queryOf({ ...filter, limit: wholeLists.has(path) ? undefined : limit, after: pageParam })}`,
        {
          signal,
        },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
    staleTime: 2_000,
    refetchInterval: every ?? false,
    enabled,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.data),
    error: query.error,
    refetch: () => void query.refetch(),
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
  };
}

/** These come whole and know no limit. */
const wholeLists: ReadonlySet<string> = new Set([
  ADMIN.accounts,
  ADMIN.channels,
  ADMIN.providers,
  ADMIN.teams,
  ADMIN.queues,
  ADMIN.tokens,
  ADMIN.plans,
  ADMIN.triggers,
  ADMIN.webhooks,
  ADMIN.forms,
  ADMIN.phones,
  ADMIN.macros,
  ADMIN.templates,
  ADMIN.roles,
]);

/** After a change: what hangs together is asked again; the session too, as it names teams and queues. */
export async function refreshRows(...paths: readonly AdminPath[]): Promise<void> {
  const wanted = paths.map((path) => queryClient.invalidateQueries({ queryKey: ['admin', path] }));
  if (paths.includes(ADMIN.agents))
    wanted.push(
      queryClient.invalidateQueries({ queryKey: ['admin', ADMIN.roles] }),
      queryClient.invalidateQueries({ queryKey: keys.agents }),
    );
  await Promise.all(wanted);
}
