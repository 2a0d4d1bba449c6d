import type { OccasionName, SaveTrigger, Trigger, TriggerActionView } from '@redress/contract/automation.js';

export const OCCASIONS: readonly OccasionName[] = [
  'created',
  'customerReplied',
  'agentReplied',
  'statusChanged',
  'priorityChanged',
  'queueChanged',
  'assigned',
  'tagged',
  'clockWarned',
  'clockMissed',
  'escalated',
  'taskAsked',
  'taskAnswered',
];

export const STATUSES = ['open', 'waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'] as const;
/** Those that a ticket can stay in too long. */
export const STAYS = ['new', ...STATUSES, 'resolved'] as const;

export const DOINGS = [
  'setStatus',
  'setPriority',
  'setQueue',
  'tag',
  'assign',
  'notify',
  'sendTemplate',
  'webhook',
] as const;
export type Doing = (typeof DOINGS)[number];

/** A new action of this kind with what can be said beforehand. */
export function actionOf(doing: Doing): TriggerActionView {
  if (doing === 'setStatus') return { do: doing, status: 'open' };
  if (doing === 'setPriority') return { do: doing, priority: 'high' };
  if (doing === 'tag') return { do: doing, add: [], remove: [] };
  if (doing === 'assign') return { do: doing, agentId: null };
  if (doing === 'notify') return { do: doing, to: { role: 'teamLead' } };
  if (doing === 'sendTemplate') return { do: doing, en: '', de: '' };
  return { do: doing };
}

export function isComplete(action: TriggerActionView): boolean {
  if (action.do === 'setQueue') return (action.queueId ?? '') !== '';
  if (action.do === 'webhook') return (action.webhookId ?? '') !== '';
  if (action.do === 'tag') return (action.add ?? []).length + (action.remove ?? []).length > 0;
  if (action.do === 'sendTemplate') return (action.en ?? '').trim() !== '' && (action.de ?? '').trim() !== '';
  return true;
}

export const draftOf = (trigger: Trigger | null, position: number): SaveTrigger => ({
  name: trigger?.name ?? '',
  position: trigger?.position ?? position,
  enabled: trigger?.enabled ?? true,
  fires: trigger?.fires ?? { on: 'created' },
  condition: trigger?.condition ?? null,
  actions: trigger?.actions ?? [actionOf('setPriority')],
});
