import type { Notification } from '@redress/contract/notifications.js';
import { type Say, sayCode } from '../i18n/text.js';
import { milestoneWords } from '../ui/due.js';

/** What happened, in one sentence. */
export function noticeWords(say: Say, notice: Notification): string {
  const { kind, by } = notice;
  const milestone = notice.milestone === null ? '' : milestoneWords(say, notice.milestone);
  if (kind === 'clockWarned' || kind === 'clockMissed') return say(`inbox.said.${kind}`, { milestone });
  if (kind === 'escalated' && by === null) return say('inbox.said.escalatedByPlan', { level: notice.level ?? 1 });
  if (kind === 'alarm' || kind === 'automation' || kind === 'unassigned')
    return sayCode(say, 'inbox.because', notice.because ?? kind, {});
  if (kind === 'thirdPartyAnswered') return say('inbox.said.thirdPartyAnswered');
  if (kind === 'snoozeOver') return say('inbox.said.snoozeOver');
  if (kind === 'statusChanged') {
    const status = sayCode(say, 'words.status', notice.because ?? '', {});
    return by === null
      ? say('inbox.said.statusChangedByItself', { status })
      : say('inbox.said.statusChanged', { name: by.name, status });
  }
  if (kind === 'callBackDue' && notice.callBack !== null)
    return say('inbox.said.callBackDue', { number: notice.callBack.number });
  if (kind === 'assigned' && by !== null && notice.count !== null)
    return say('inbox.said.assignedMany', { name: by.name, count: notice.count });
  if (by === null || kind === 'callBackDue') return say(`inbox.kind.${kind}`);
  return say(`inbox.said.${kind}`, { name: by.name });
}
