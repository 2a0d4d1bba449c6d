import type { EditTicket } from '@redress/contract/commands.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { agentsQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Avatar } from '../ui/parts.js';
import type { Option } from './property-menu.js';
import { Bars } from './queue-rows.js';

export const SETTABLE = [
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
  'spam',
] as const;
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export const NO_OWNER = 'nobody';

/** Status by hand, then resolve and close, which are steps with rules of their own. */
export function useStatusOptions(status: QueueRow['status'] | null): readonly Option[] {
  const { say } = useText();
  return useMemo(
    () => [
      ...SETTABLE.map((value): Option => ({
        value,
        label: say(`words.status.${value}`),
        chosen: value === status,
        apart: value === 'spam',
      })),
      { value: 'resolve', label: say('ticket.verbs.resolve'), apart: true, chosen: status === 'resolved' },
      { value: 'close', label: say('ticket.verbs.close'), chosen: status === 'closed' },
    ],
    [say, status],
  );
}

export function settable(value: string): NonNullable<EditTicket['status']> | undefined {
  return SETTABLE.find((status) => status === value);
}

export function usePriorityOptions(priority: QueueRow['priority'] | null): readonly Option[] {
  const { say } = useText();
  return useMemo(
    () =>
      PRIORITIES.map((value): Option => ({
        value,
        label: say(`words.priority.${value}`),
        icon: <Bars priority={value} always />,
        chosen: value === priority,
      })),
    [say, priority],
  );
}

export function priorityOf(value: string): QueueRow['priority'] | undefined {
  return PRIORITIES.find((priority) => priority === value);
}

/** Me first, then everyone else by name, then nobody. */
export function useOwnerOptions(ownerId: string | null | undefined, wanted: boolean): readonly Option[] {
  const { say } = useText();
  const { agent } = useSession();
  const { data } = useQuery({ ...agentsQuery, enabled: wanted });
  return useMemo(() => {
    const others = (data ?? []).filter((one) => one.id !== agent.id && !one.disabled);
    const people = [...others].sort((a, b) => a.name.localeCompare(b.name));
    return [
      {
        value: agent.id,
        label: `${agent.name} (${say('words.me').toLocaleLowerCase()})`,
        icon: <Avatar name={agent.name} small />,
        chosen: agent.id === ownerId,
      },
      ...people.map((one): Option => ({
        value: one.id,
        label: one.name,
        icon: <Avatar name={one.name} small />,
        chosen: one.id === ownerId,
      })),
      {
        value: NO_OWNER,
        label: say('ticket.giveBack'),
        icon: <Avatar name={null} small />,
        apart: true,
        chosen: ownerId === null,
      },
    ];
  }, [data, agent, ownerId, say]);
}
