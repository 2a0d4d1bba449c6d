import type { Agent } from '@redress/contract/people.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Empty } from '../ui/parts.js';
import type { AdminRoute } from './routes.js';
import { ADMIN, useRows } from './rows.js';

/** Names those who can, as far as the asker may know them. */
export function Denied({ route }: { readonly route: AdminRoute | null }): ReactNode {
  const { say } = useText();
  const { role } = useSession().agent;
  const { rows } = useRows<Agent>(ADMIN.agents, { limit: 200, enabled: role !== 'light' });
  const allowed = route?.roles ?? ['admin'];
  const names = (rows ?? []).filter((one) => one.role === 'admin' && !one.disabled).map((one) => one.name);
  return (
    <Empty title={route === null ? say('admin.denied.all') : say('admin.denied.title', { screen: say(route.label) })}>
      <p>
        {allowed.length > 1 || names.length === 0
          ? say('admin.denied.whoRoles', { roles: allowed.map((one) => say(`words.role.${one}`)).join(', ') })
          : say('admin.denied.who', { names: names.join(', ') })}
      </p>
      <Link to="/queue">{say('errors.toQueue')}</Link>
    </Empty>
  );
}
