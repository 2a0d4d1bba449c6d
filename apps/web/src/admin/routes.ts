import type { RoleName } from '@redress/contract/words.js';
import type { ReactNode } from 'react';
import type { TextKey } from '../i18n/text.js';

export interface AdminRoute {
  /** The part of the address after `/admin/`; the first one a role may see is where `/admin` leads. */
  readonly path: string;
  readonly label: TextKey;
  readonly group: 'system' | 'mail' | 'replies' | 'rules' | 'people' | 'access';
  /** Who finds it in the navigation; what may be read or changed the server decides for itself. */
  readonly roles: readonly RoleName[];
  readonly load: () => Promise<{ readonly Screen: () => ReactNode }>;
}

const ADMIN: readonly RoleName[] = ['admin'];

/** One line each; a screen is fetched when it is opened. */
export const adminRoutes: readonly AdminRoute[] = [
  {
    path: 'health',
    label: 'admin.health.title',
    group: 'system',
    roles: ADMIN,
    load: () => import('./health/screen.js'),
  },
  {
    path: 'channels',
    label: 'admin.nav.accounts',
    group: 'mail',
    roles: ADMIN,
    load: () => import('./channels/screen.js'),
  },
  { path: 'forms', label: 'admin.forms.title', group: 'mail', roles: ADMIN, load: () => import('./forms.js') },
  { path: 'phones', label: 'admin.phones.title', group: 'mail', roles: ADMIN, load: () => import('./phones.js') },
  {
    path: 'mail-settings',
    label: 'admin.nav.settings',
    group: 'mail',
    roles: ADMIN,
    load: () => import('./mail-settings.js'),
  },
  {
    path: 'quarantine',
    label: 'admin.nav.quarantine',
    group: 'mail',
    roles: ['admin', 'teamLead'],
    load: () => import('./quarantine.js'),
  },
  {
    path: 'outgoing',
    label: 'admin.nav.outgoing',
    group: 'mail',
    roles: ['admin', 'teamLead', 'agent', 'quality'],
    load: () => import('./outgoing.js'),
  },
  {
    path: 'snippets',
    label: 'admin.snippets.title',
    group: 'replies',
    roles: ['admin', 'teamLead', 'agent', 'quality'],
    load: () => import('./snippets.js'),
  },
  {
    path: 'macros',
    label: 'admin.macros.title',
    group: 'replies',
    roles: ['admin', 'teamLead', 'agent'],
    load: () => import('./macros.js'),
  },
  {
    path: 'templates',
    label: 'admin.templates.title',
    group: 'replies',
    roles: ADMIN,
    load: () => import('./templates.js'),
  },
  {
    path: 'sla-policies',
    label: 'admin.nav.policies',
    group: 'rules',
    roles: ADMIN,
    load: () => import('./sla-policies.js'),
  },
  {
    path: 'time-limits',
    label: 'admin.timeLimits.title',
    group: 'rules',
    roles: ADMIN,
    load: () => import('./regulatory-templates.js'),
  },
  {
    path: 'calendars',
    label: 'admin.nav.calendars',
    group: 'rules',
    roles: ADMIN,
    load: () => import('./calendars.js'),
  },
  {
    path: 'routing',
    label: 'admin.nav.routing',
    group: 'rules',
    roles: ADMIN,
    load: () => import('./routing.js'),
  },
  { path: 'plans', label: 'admin.plans.title', group: 'rules', roles: ADMIN, load: () => import('./plans.js') },
  {
    path: 'triggers',
    label: 'admin.triggers.title',
    group: 'rules',
    roles: ADMIN,
    load: () => import('./triggers.js'),
  },
  {
    path: 'webhooks',
    label: 'admin.webhooks.title',
    group: 'access',
    roles: ADMIN,
    load: () => import('./webhooks.js'),
  },
  { path: 'people', label: 'admin.nav.people', group: 'people', roles: ADMIN, load: () => import('./people.js') },
  { path: 'roles', label: 'admin.roles.title', group: 'people', roles: ADMIN, load: () => import('./roles.js') },
  { path: 'teams', label: 'admin.nav.teams', group: 'people', roles: ADMIN, load: () => import('./teams.js') },
  {
    path: 'work',
    label: 'admin.nav.work',
    group: 'people',
    roles: ['admin', 'teamLead'],
    load: () => import('./work.js'),
  },
  { path: 'tokens', label: 'admin.nav.tokens', group: 'access', roles: ADMIN, load: () => import('./tokens.js') },
];
