import { Link, Navigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Guard } from '../ui/failure.js';
import { NotFound } from '../ui/not-found.js';
import { Skeleton } from '../ui/parts.js';
import { adminRoutes } from './routes.js';

const screens = new Map(
  adminRoutes.map((route) => [route.path, lazy(async () => ({ default: (await route.load()).Screen }))]),
);

/** Navigation of 224 px beside the screen; `/admin` itself leads to the first screen that the role may see. */
export function AdminFrame(): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const { screen } = useParams({ strict: false });
  const seen = adminRoutes.filter((route) => route.roles.includes(agent.role));
  const first = seen[0];
  if (screen === undefined && first !== undefined)
    return <Navigate to="/admin/$screen" params={{ screen: first.path }} replace />;
  const Screen = screens.get(screen ?? '');
  return (
    <div className="admin">
      <nav className="admin-nav" aria-label={say('admin.title')}>
        <h1 className="strong">{say('admin.title')}</h1>
        <ul>
          {seen.map((route) => (
            <li key={route.path}>
              <Link
                to="/admin/$screen"
                params={{ screen: route.path }}
                className="nav-line"
                activeProps={{ className: 'active', 'aria-current': 'page' }}
              >
                {say(route.label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <section className="admin-screen">
        <Guard key={screen}>
          <Suspense fallback={<Skeleton />}>{Screen === undefined ? <NotFound /> : <Screen />}</Suspense>
        </Guard>
      </section>
    </div>
  );
}
