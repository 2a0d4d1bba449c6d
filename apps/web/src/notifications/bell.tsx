import { Popover } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { live } from '../api/live.js';
import { loadTexts, useText } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { failed } from '../ui/failure.js';
import { useTip } from '../ui/parts.js';
import { latestQuery, refreshNotifications } from './queries.js';
import './notifications.css';

const MOST_COUNTED = 99;

export const loadPanel = async () => (await Promise.all([import('./bell-panel.js'), loadTexts('notices')]))[0].Panel;

/** The bell of the rail with the number of unread notifications; it opens the newest ones. */
export function Bell(): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(false);
  const [Panel, setPanel] = useState<ComponentType<{ close: () => void }> | null>(null);
  const { data } = useQuery(latestQuery);
  useLiveBell(data?.unread);
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? say('inbox.title') : say('inbox.unreadCount', { count: unread });
  const tip = useTip(label, 'go-inbox');
  // opened with what it shows, for whoever opens it stands in it at once
  const show = async (): Promise<void> => {
    const loaded = await loadPanel();
    setPanel(() => loaded);
    setOpen(true);
  };
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
          onClick={() => (phone ? void navigate({ to: '/inbox' }) : open ? setOpen(false) : void show().catch(failed))}
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
        {Panel !== null && <Panel close={() => setOpen(false)} />}
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
