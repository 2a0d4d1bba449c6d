import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readsFigures, usePreferences, useSession, type Wish } from '../session/preferences.js';
import { sayNow } from '../i18n/text.js';
import { type Act, runCommand, useCommands } from './commands.js';
import { takeNextTicket } from './next-ticket.js';
import { toast, undoNewest } from './toasts.js';

type Theme = Wish['theme'];
export type Overlay = 'palette' | 'keys' | null;

const PLACES = [
  { id: 'go-queue', to: '/queue' },
  { id: 'go-customers', to: '/customers' },
  { id: 'go-search', to: '/search' },
  { id: 'go-inbox', to: '/inbox' },
  { id: 'go-tasks', to: '/tasks' },
  { id: 'new-ticket', to: '/new' },
  { id: 'log-call', to: '/phone' },
  { id: 'go-quality', to: '/quality' },
  { id: 'go-wallboard', to: '/wallboard' },
  { id: 'go-admin', to: '/admin' },
] as const;

/** Whoever needs the contrast and meets the key by chance gets it back by the next one. */
function switchTheme(from: Theme, to: 'light' | 'dark', change: (wish: Wish) => void): void {
  change({ theme: to });
  if (from !== 'contrast') return;
  const text = `${sayNow('shell.theme.title')}: ${sayNow(`shell.theme.${to}`)}`;
  toast({ text, undo: { label: sayNow('ticket.undo'), run: () => change({ theme: from }) } });
}

/** What can be done anywhere, by key and from the palette. */
export function useShellCommands(show: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  const { agent } = useSession();
  const { preferences, change } = usePreferences();
  const { theme } = preferences;
  const isAdmin = agent.role !== 'light';
  const works = isAdmin && agent.role !== 'quality';
  const logs = agent.role !== 'quality';
  const hasFigures = readsFigures(agent.role);
  const commands = useMemo<readonly Act[]>(() => {
    const dark = (): boolean => document.documentElement.dataset.mantineColorScheme === 'dark';
    const list: Act[] = [
      { id: 'palette', run: () => show('palette') },
      { id: 'keys', run: () => show('keys') },
      { id: 'undo', run: () => runCommand('undo-bulk') || undoNewest() || runCommand('undo-ticket') },
      {
        id: 'theme',
        run: () => switchTheme(theme, dark() ? 'light' : 'dark', change),
      },
    ];
    if (works)
      list.push({
        id: 'next-ticket',
        run: () =>
          void takeNextTicket().then((ticket) => {
            if (ticket !== null) void navigate({ to: '/tickets/$number', params: { number: ticket.number } });
          }),
      });
    const places = PLACES.filter(
      ({ to }) => (to !== '/quality' || hasFigures) && (to !== '/admin' || isAdmin) && (to !== '/phone' || logs),
    );
    if (hasFigures)
      list.push({
        id: 'go-reports',
        run: () => void navigate({ to: '/quality/$picture', params: { picture: 'sla' } }),
      });
    const go = places.map(({ id, to }): Act => ({ id, run: () => void navigate({ to }) }));
    return [...list, ...go];
  }, [navigate, change, theme, isAdmin, hasFigures, works, logs, show]);
  useCommands(commands);
}
