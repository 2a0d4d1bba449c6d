import { Link, Navigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Guard } from '../ui/failure.js';
import { NotFound } from '../ui/not-found.js';
import { Skeleton } from '../ui/parts.js';
import './admin.css';
import { useAlarms } from './alarms.js';
import { Denied } from './denied.js';
import { FoundScreens } from './found-screens.js';
import { type AdminRoute, adminRoutes } from './routes.js';

const screens = new Map(
  adminRoutes.map((route) => [route.path, lazy(async () => ({ default: (await route.load()).Screen }))]),
);
const GROUPS = ['system', 'mail', 'replies', 'rules', 'people', 'access'] as const;

/** Navigation of 224 px beside the screen; `/admin` itself leads to the first screen that the role may see. */
export function AdminFrame(): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const { screen } = useParams({ strict: false });
  const nav = useRef<HTMLElement>(null);
  // on a phone the navigation is one line that scrolls sideways
  useEffect(() => {
    nav.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [screen]);
  const seen = adminRoutes.filter((route) => route.roles.includes(agent.role));
  const first = seen[0];
  if (screen === undefined && first !== undefined)
    return <Navigate to="/admin/$screen" params={{ screen: first.path }} replace />;
  return (
    <div className="admin">
      <nav className="admin-nav" ref={nav} aria-label={say('admin.title')}>
        <h1 className="strong">{say('admin.title')}</h1>
        {GROUPS.map((group) => (
          <NavGroup key={group} group={group} routes={seen.filter((route) => route.group === group)} />
        ))}
      </nav>
      <section className="admin-pane">
        <Guard key={screen}>
          <FoundScreens value={adminRoutes}>
            <Suspense fallback={<Skeleton />}>
              <Wanted screen={screen} seen={seen} />
            </Suspense>
          </FoundScreens>
        </Guard>
      </section>
    </div>
  );
}

interface WantedProps {
  readonly screen: string | undefined;
  readonly seen: readonly AdminRoute[];
}

function Wanted({ screen, seen }: WantedProps): ReactNode {
  const route = adminRoutes.find(({ path }) => path === screen);
  if (screen === undefined) return <Denied route={null} />;
  if (route === undefined) return <NotFound />;
  if (!seen.includes(route)) return <Denied route={route} />;
  const Screen = screens.get(route.path);
  return Screen === undefined ? <NotFound /> : <Screen />;
}

interface GroupProps {
  readonly group: (typeof GROUPS)[number];
  readonly routes: readonly AdminRoute[];
}

function NavGroup({ group, routes }: GroupProps): ReactNode {
  const { say } = useText();
  if (routes.length === 0) return null;
  return (
    <>
      <h2 className="admin-nav-group">{say(`admin.group.${group}`)}</h2>
      <ul>
        {routes.map((route) => (
          <li key={route.path}>
            <Link
              to="/admin/$screen"
              params={{ screen: route.path }}
              className="nav-line"
              activeOptions={{ includeSearch: false }}
              activeProps={{ className: 'active', 'aria-current': 'page' }}
            >
              {say(route.label)}
              <NavAlarm path={route.path} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function NavAlarm({ path }: { readonly path: string }): ReactNode {
  const { say } = useText();
  const { quarantine, accounts } = useAlarms();
  const count = path === 'quarantine' ? quarantine : path === 'channels' ? accounts : 0;
  if (count === 0) return null;
  const words = say(path === 'quarantine' ? 'admin.alarm.quarantine' : 'admin.alarm.accounts', { count });
  return (
    <span className="admin-alarm tabular" title={words}>
      <span aria-hidden="true">{count}</span>
      <span className="unseen">, {words}</span>
    </span>
  );
}
