import {
  IconChartHistogram,
  IconInbox,
  IconPhone,
  IconPlus,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { BulkWatch } from '../bulk/bulk-watch.js';
import { type LanguageName, loadTexts, speak, useText } from '../i18n/text.js';
import { readsFigures, useAppliedPreferences, useSession } from '../session/preferences.js';
import { Bell, loadPanel } from '../notifications/bell.js';
import { Incoming } from '../phone/incoming.js';
import { useWaitingCallBacks } from '../phone/phone-calls.js';
import { AccountMenu } from './account-menu.js';
import { useSignsOfLife } from './availability.js';
import { useLiveConnection } from './connection.js';
import { Guard } from './failure.js';
import { readAhead } from './first-screen.js';
import type { CommandId } from './key-map.js';
import { LinkBar } from './link-bar.js';
import { Opening } from './opening.js';
import { useTip } from './parts.js';
import { type Overlay, useShellCommands } from './shell-commands.js';
import { Toaster } from './toaster.js';

const loadPalette = async () => (await Promise.all([import('./palette.js'), loadTexts('palette', 'savedViews')]))[0];
const loadKeySheet = () => import('./key-sheet.js');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const DemoBar = lazy(async () => ({ default: (await import('../start/demo-bar.js')).DemoBar }));
const KeySheet = lazy(async () => ({ default: (await loadKeySheet()).KeySheet }));

/** The frame around every screen of the desk: rail (a bar at the foot on a phone), connection bar, toasts, palette and keys. */
export function Shell(): ReactNode {
  const { say } = useText();
  const [overlay, setOverlay] = useState<Overlay>(null);
  useAppliedPreferences();
  useOwnLanguage();
  useSignsOfLife();
  useShellCommands(setOverlay);
  const { agent, installation } = useSession();
  useLiveConnection(agent.id);
  useEffect(() => void readAhead(loadPalette, loadKeySheet, loadPanel), []);
  const logsCalls = agent.role !== 'quality';
  const keepsDemo = installation.demo && agent.role === 'admin';
  const close = (): void => setOverlay(null);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('shell.skip')}
      </a>
      <Rail />
      <div className="shell-body">
        <LinkBar />
        {keepsDemo && (
          <Suspense fallback={null}>
            <DemoBar />
          </Suspense>
        )}
        {logsCalls && <Incoming />}
        <main id="content" className="shell-content" tabIndex={-1}>
          <Guard>
            <Outlet />
          </Guard>
        </main>
        <BulkWatch />
      </div>
      <Toaster />
      <Suspense fallback={<Opening close={close} />}>
        {overlay === 'palette' && <Palette close={close} showKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeySheet close={close} />}
      </Suspense>
    </div>
  );
}

function Rail(): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  return (
    <nav className="rail" aria-label={say('shell.nav')}>
      <Link to="/queue" className="rail-logo" aria-label={say('shell.name')} tabIndex={-1}>
        <Logo />
      </Link>
      <RailLink to="/queue" label={say('shell.queue')} command="go-queue" icon={<IconInbox size={20} stroke={1.5} />} />
      <RailLink
        to="/search"
        label={say('shell.search')}
        command="go-search"
        icon={<IconSearch size={20} stroke={1.5} />}
      />
      <RailLink
        to="/customers"
        label={say('shell.customers')}
        command="go-customers"
        wide
        icon={<IconUsers size={20} stroke={1.5} />}
      />
      {agent.role !== 'quality' && <PhoneLink />}
      <RailLink
        to="/new"
        command="new-ticket"
        label={say('shell.newTicket')}
        word={say('shell.newShort')}
        wide
        icon={<IconPlus size={20} stroke={1.5} />}
      />
      {readsFigures(agent.role) && (
        <RailLink
          to="/quality"
          label={say('shell.quality')}
          command="go-quality"
          wide
          icon={<IconChartHistogram size={20} stroke={1.5} />}
        />
      )}
      <span className="rail-gap" />
      <Bell />
      {agent.role !== 'light' && (
        <RailLink
          to="/admin"
          label={say('shell.admin')}
          word={say('shell.adminShort')}
          command="go-admin"
          wide
          icon={<IconSettings size={20} stroke={1.5} />}
        />
      )}
      <AccountMenu />
    </nav>
  );
}

/** With the number of callers who wait for a call-back. */
function PhoneLink(): ReactNode {
  const { say } = useText();
  const waiting = useWaitingCallBacks();
  const label = waiting === 0 ? say('shell.phone') : say('shell.callBacks', { count: waiting });
  return (
    <RailLink
      to="/phone"
      label={label}
      word={say('shell.phone')}
      command="log-call"
      wide
      count={waiting}
      icon={<IconPhone size={20} stroke={1.5} />}
    />
  );
}

interface RailLinkProps {
  readonly to: '/queue' | '/search' | '/phone' | '/customers' | '/quality' | '/new' | '/admin';
  readonly label: string;
  /** Where there is little room. */
  readonly word?: string;
  readonly command: CommandId;
  /** On a phone it stands in the menu instead. */
  readonly wide?: boolean;
  /** Drawn at its corner; the label says what is counted. */
  readonly count?: number;
  readonly icon: ReactNode;
}

function RailLink(props: RailLinkProps): ReactNode {
  const { to, label, word = props.label, command, wide = false, count = 0, icon } = props;
  const title = useTip(label, command);
  return (
    <Link
      to={to}
      className={wide ? 'rail-item rail-wide' : 'rail-item'}
      title={title}
      aria-label={word === label ? label : `${word}, ${label}`}
      activeProps={{ className: 'active', 'aria-current': 'page' }}
    >
      {icon}
      {count > 0 && (
        <span className="bell-count tabular" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
      <span className="rail-word" aria-hidden="true">
        {word}
      </span>
    </Link>
  );
}

export function Logo(): ReactNode {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-4l-3 3-3-3H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
      <path d="m8.5 10.5 2.5 2.5 4.5-4.5" />
    </svg>
  );
}

/** The language kept with the person wins over the one of this browser. */
function useOwnLanguage(): void {
  const own: LanguageName | null = useSession().agent.language;
  useEffect(() => {
    if (own !== null) void speak(own);
  }, [own]);
}
