import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { loadTexts, useText } from '../i18n/text.js';
import { Failure, failed } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import { NoticeLine } from './notice-line.js';
import { inboxQuery, markRead } from './queries.js';
import './notifications.css';

await loadTexts('notices');

/** Everything that this person was told, the newest first; the address keeps whether only the unread are shown. */
export function Inbox(): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const { unread = false } = useSearch({ from: '/shell/inbox' });
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery(inboxQuery(unread));
  const notices = data?.pages.flatMap((page) => page.data) ?? [];
  const some = notices.some(({ read }) => !read);
  const show = (wanted: boolean): void =>
    void navigate({ to: '/inbox', search: wanted ? { unread: true } : {}, replace: true });
  return (
    <div className="page inbox-page">
      <div className="page-head">
        <h1 className="page-title">{say('inbox.title')}</h1>
        <span className="spread" />
        <div className="inbox-filter" role="group" aria-label={say('inbox.filter')}>
          <TextButton aria-pressed={!unread} className={unread ? '' : 'pressed'} onClick={() => show(false)}>
            {say('inbox.all')}
          </TextButton>
          <TextButton aria-pressed={unread} className={unread ? 'pressed' : ''} onClick={() => show(true)}>
            {say('inbox.unread')}
          </TextButton>
        </div>
        <TextButton disabled={!some} onClick={() => markRead(null).catch(failed)}>
          {say('inbox.readAll')}
        </TextButton>
        <Link to="/notifications/settings">{say('inbox.settings')}</Link>
      </div>
      {error !== null && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && notices.length === 0 && (
        <Empty title={say(unread ? 'inbox.noneUnread' : 'inbox.none')}>
          <p className="muted">{say('inbox.noneMore')}</p>
        </Empty>
      )}
      <ul className="notice-list">
        {notices.map((notice) => (
          <li key={notice.id}>
            <NoticeLine notice={notice} />
          </li>
        ))}
      </ul>
      {hasNextPage && <TextButton onClick={() => void fetchNextPage()}>{say('inbox.more')}</TextButton>}
    </div>
  );
}
