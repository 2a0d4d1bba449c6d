import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readsFigures, usePreferences, useSession } from '../session/preferences.js';
import { type Command, runCommand, useCommands } from './commands.js';
import { takeNextTicket } from './next-ticket.js';
import { undoNewest } from './toasts.js';

export type Overlay = 'palette' | 'keys' | null;

const PLACES = [
  { id: 'go-queue', label: 'commands.goQueue', keys: ['g q'], to: '/queue' },
  { id: 'go-customers', label: 'commands.goCustomers', keys: ['g c'], to: '/customers' },
  { id: 'go-search', label: 'commands.goSearch', keys: ['g s'], to: '/search' },
  { id: 'go-inbox', label: 'commands.goInbox', keys: ['g i'], to: '/inbox' },
  { id: 'go-tasks', label: 'commands.goTasks', keys: ['g t'], to: '/tasks' },
  { id: 'new-ticket', label: 'commands.newTicket', keys: ['g n'], to: '/new' },
  { id: 'log-call', label: 'commands.logCall', keys: ['g p'], to: '/phone' },
  { id: 'go-quality', label: 'commands.goQuality', keys: ['g k'], to: '/quality' },
  { id: 'go-wallboard', label: 'commands.goWallboard', keys: ['g w'], to: '/wallboard' },
  { id: 'go-admin', label: 'commands.goAdmin', keys: ['g a'], to: '/admin' },
] as const;

/** What can be done anywhere, by key and from the palette. */
export function useShellCommands(show: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  const { agent } = useSession();
  const { change } = usePreferences();
  const isAdmin = agent.role !== 'light';
  const works = isAdmin && agent.role !== 'quality';
  const logs = agent.role !== 'quality';
  const hasFigures = readsFigures(agent.role);
  const commands = useMemo<readonly Command[]>(() => {
    const dark = (): boolean => document.documentElement.dataset.mantineColorScheme === 'dark';
    const list: Command[] = [
      {
        id: 'palette',
        label: 'commands.palette',
        group: 'app',
        keys: ['$mod+k'],
        inFields: true,
        quiet: true,
        run: () => show('palette'),
      },
      { id: 'keys', label: 'commands.keys', group: 'app', keys: ['[Shift]+?', '$mod+/'], run: () => show('keys') },
      {
        id: 'undo',
        label: 'commands.undo',
        group: 'app',
        keys: ['z'],
        run: () => runCommand('undo-bulk') || undoNewest() || runCommand('undo-ticket'),
      },
      {
        id: 'theme',
        label: 'commands.theme',
        group: 'app',
        keys: ['d'],
        run: () => change({ theme: dark() ? 'light' : 'dark' }),
      },
    ];
    if (works)
      list.push({
        id: 'next-ticket',
        label: 'commands.nextTicket',
        group: 'app',
        keys: ['Shift+n'],
        run: () =>
          void takeNextTicket().then((ticket) => {
            if (ticket !== null) void navigate({ to: '/tickets/$number', params: { number: ticket.number } });
          }),
      });
    const places = PLACES.filter(
      ({ to }) => (to !== '/quality' || hasFigures) && (to !== '/admin' || isAdmin) && (to !== '/phone' || logs),
    );
    const go = places.map(({ to, ...place }): Command => ({ ...place, group: 'go', run: () => void navigate({ to }) }));
    return [...list, ...go];
  }, [navigate, change, isAdmin, hasFigures, works, logs, show]);
  useCommands(commands);
}
