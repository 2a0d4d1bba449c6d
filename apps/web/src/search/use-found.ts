import type { SearchHit } from '@redress/contract/search.js';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { searchQuery } from './calls.js';

export interface Found {
  readonly hits: readonly SearchHit[];
  /** They answer an earlier query and stay until the answer to this one comes. */
  readonly earlier: boolean;
  /** Nothing was answered yet. */
  readonly waiting: boolean;
  readonly reading: boolean;
  /** What the server does not understand of the query. */
  readonly fault: ApiError | null;
  /** Why nothing could be read. */
  readonly error: unknown;
  readonly more: boolean;
  /** Why the next page could not be read. */
  readonly moreError: unknown;
  readonly readMore: () => void;
  readonly retry: () => void;
}

/** What is found by a query. Each answer belongs to the query that asked for it, so that a late one never covers a newer one. */
export function useFound(q: string): Found {
  const read = useInfiniteQuery({ ...searchQuery(q), enabled: q !== '', refetchOnReconnect: true });
  const answered = useMemo(() => read.data && onceEach(read.data.pages.flatMap((page) => page.data)), [read.data]);
  const [last, setLast] = useState<readonly SearchHit[] | null>(null);
  useEffect(() => {
    if (q === '') setLast(null);
    else if (answered !== undefined) setLast(answered);
  }, [q, answered]);
  const isFault = read.error instanceof ApiError && [400, 422].includes(read.error.status);
  const failedWhole = read.error !== null && answered === undefined;
  const hits = answered ?? last;
  // a page may hold nothing that this person may see, and the next one something
  const emptyPage = answered?.length === 0 && read.hasNextPage;
  useEffect(() => {
    if (emptyPage && !read.isFetchingNextPage && read.error === null) void read.fetchNextPage();
  }, [emptyPage, read]);
  useSaid(answered, read.hasNextPage);
  return {
    hits: hits ?? [],
    earlier: answered === undefined && hits !== null,
    waiting: (hits === null && read.isPending) || emptyPage,
    reading: read.isFetching,
    fault: failedWhole && isFault && read.error instanceof ApiError ? read.error : null,
    error: failedWhole && !isFault ? read.error : null,
    more: read.hasNextPage,
    moreError: read.isFetchNextPageError ? read.error : null,
    readMore: () => void (read.hasNextPage && !read.isFetchingNextPage && read.fetchNextPage()),
    retry: () => void (q !== '' && read.refetch()),
  };
}

/** A ticket that moved while pages were read stands on two of them. */
function onceEach(hits: readonly SearchHit[]): readonly SearchHit[] {
  return [...new Map(hits.map((hit) => [hit.ticket.id, hit])).values()];
}

function useSaid(answered: readonly SearchHit[] | undefined, more: boolean): void {
  const { say } = useText();
  const count = answered?.length;
  useEffect(() => {
    if (count !== undefined) announce(say(more ? 'search.foundMore' : 'search.found', { count }));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another language is no other answer
  }, [answered, count, more]);
}
