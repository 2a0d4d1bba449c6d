import { Popover } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { live } from '../api/live.js';
import { useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { Failure, failed } from '../ui/failure.js';
import { Empty, Skeleton, TextButton, useTip } from '../ui/parts.js';
import { latestQuery, markRead, refreshNotifications } from './queries.js';
import { NoticeLine } from './notice-line.js';
import './notifications.css';

const MOST_COUNTED = 99;

/** The bell of the rail with the number of unread notifications; it opens the newest ones. */
export function Bell(): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(latestQuery);
  useLiveBell(data?.unread);
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? say('inbox.title') : say('inbox.unreadCount', { count: unread });
  const tip = useTip(label, 'go-inbox');
  return (
    <Popover opened={open} onChange={setOpen} position="right-start" width={380} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className="rail-item bell"
          title={tip}
          aria-label={phone ? `${say('inbox.short')}, ${label}` : label}
          aria-expanded={open}
          aria-haspopup="dialog"
          onClick={() => (phone ? void navigate({ to: '/inbox' }) : setOpen(!open))}
        >
          <IconBell size={20} stroke={1.5} aria-hidden="true" />
          {unread > 0 && (
            // drawn by the style: the name of the button says it in words
            <span
              className="bell-count tabular"
              aria-hidden="true"
              data-count={unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}
            />
          )}
          <span className="rail-word" aria-hidden="true">
            {say('inbox.short')}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className="bell-panel" role="dialog" aria-label={say('inbox.title')}>
        <Panel close={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Asks again when the server says that something changed, and tells a reader that something came. */
function useLiveBell(known: number | undefined): void {
  const { say } = useText();
  useEffect(
    () =>
      live.onBell(({ unread }) => {
        if (known !== undefined && unread > known) announce(say('inbox.unreadCount', { count: unread }));
        void refreshNotifications();
      }),
    [known, say],
  );
}

function Panel({ close }: { readonly close: () => void }): ReactNode {
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
