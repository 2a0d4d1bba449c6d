import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { countsQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Empty, KeyCaps, TextButton } from '../ui/parts.js';
import { parseQuery, withoutPart } from './query-text.js';
import { DEFAULT_QUERY, type OpenView, VIEWS, WAITING_QUERY } from './views.js';

export function NoRows({
  q,
  view,
  change,
}: {
  readonly q: string;
  readonly view: OpenView | null;
  readonly change: (wish: { readonly q: string }) => void;
}): ReactNode {
  const { say } = useText();
  const { data } = useQuery(countsQuery);
  const parts = parseQuery(q);
  const last = parts.at(-1);
  const waiting = data?.views.waiting?.count ?? 0;
  if (q === view?.q || VIEWS.some((one) => one.q === q.trim())) {
    return (
      <Empty title={say('queue.empty.good')}>
        {waiting > 0 && <span>{say('queue.empty.waiting', { count: waiting })}</span>}
        {waiting > 0 && (
          <Link to="/queue" search={{ q: WAITING_QUERY }}>
            {say('queue.empty.show')}
          </Link>
        )}
        {waiting === 0 && <Link to="/new">{say('queue.empty.create')}</Link>}
      </Empty>
    );
  }
  return (
    <Empty
      title={
        <>
          {say('queue.empty.filtered')} <code>{q}</code>.
        </>
      }
    >
      {parts.length > 1 && last !== undefined && (
        <TextButton onClick={() => change({ q: withoutPart(q, last.text) })}>
          {say('queue.empty.removePart', { part: last.text })}
        </TextButton>
      )}
      <TextButton onClick={() => change({ q: view?.q ?? DEFAULT_QUERY })}>{say('queue.empty.clear')}</TextButton>
    </Empty>
  );
}

export function PickOne({ rows }: { readonly rows: number }): ReactNode {
  const { say } = useText();
  if (rows === 0) return null;
  return (
    <Empty title={say('queue.pick.title')}>
      <span>
        <KeyCaps of="next" /> <KeyCaps of="previous" /> {say('queue.pick.explain')}
      </span>
    </Empty>
  );
}
