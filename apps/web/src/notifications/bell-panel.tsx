import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure, failed } from '../ui/failure.js';
import { Empty, Skeleton, TextButton } from '../ui/parts.js';
import { NoticeLine } from './notice-line.js';
import { latestQuery, markRead } from './queries.js';

/** The newest notifications, and the ways to all of them. */
export function Panel({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery(latestQuery);
  return (
    <>
      <header className="bell-head">
        <h2 className="spread">{say('inbox.title')}</h2>
        {(data?.unread ?? 0) > 0 && (
          <TextButton look="link" onClick={() => markRead(null).catch(failed)}>
            {say('inbox.readAll')}
          </TextButton>
        )}
      </header>
      {data === undefined && (error === null ? <Skeleton /> : <Failure error={error} retry={() => void refetch()} />)}
      {data?.data.length === 0 && <Empty title={say('inbox.none')} />}
      <ul className="notice-list">
        {data?.data.map((notice) => (
          <li key={notice.id}>
            <NoticeLine notice={notice} followed={close} />
          </li>
        ))}
      </ul>
      <footer className="bell-foot">
        <Link to="/inbox" onClick={close}>
          {say('inbox.openAll')}
        </Link>
        <Link to="/tasks" onClick={close}>
          {say('shell.myTasks')}
        </Link>
        <Link to="/notifications/settings" onClick={close}>
          {say('inbox.settingsShort')}
        </Link>
      </footer>
    </>
  );
}
