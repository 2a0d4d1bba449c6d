import type { Notification } from '@redress/contract/notifications.js';
import {
  IconAlarmSnooze,
  IconAlertTriangle,
  IconArrowUpRight,
  IconAt,
  IconBolt,
  IconClock,
  IconMailForward,
  IconMessage,
  IconMessageQuestion,
  IconPhoneCall,
  IconProgress,
  IconUser,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { When } from '../ui/parts.js';
import { failed } from '../ui/failure.js';
import { markRead } from './queries.js';
import { noticeWords } from './words.js';

const ICONS = {
  assigned: IconUser,
  customerAnswered: IconMessage,
  thirdPartyAnswered: IconMailForward,
  statusChanged: IconProgress,
  snoozeOver: IconAlarmSnooze,
  clockWarned: IconClock,
  clockMissed: IconClock,
  escalated: IconArrowUpRight,
  mentioned: IconAt,
  taskGiven: IconMessageQuestion,
  taskReminder: IconMessageQuestion,
  taskAnswered: IconMessageQuestion,
  taskLate: IconMessageQuestion,
  taskUndeliverable: IconMessageQuestion,
  automation: IconBolt,
  unassigned: IconAlertTriangle,
  callBackDue: IconPhoneCall,
  alarm: IconAlertTriangle,
} as const;

const LATE = ['clockMissed', 'taskLate', 'taskUndeliverable', 'callBackDue', 'alarm'];

interface LineProps {
  readonly notice: Notification;
  /** After it was followed: a panel closes. */
  readonly followed?: () => void;
}

/** One notification as a link to what it is about; following it marks it as read. */
export function NoticeLine({ notice, followed }: LineProps): ReactNode {
  const { say } = useText();
  const Icon = ICONS[notice.kind];
  const look = `notice-icon ${LATE.includes(notice.kind) ? 'late' : ''}`;
  const follow = (): void => {
    markRead([notice]).catch(failed);
    followed?.();
  };
  const content = (
    <>
      <span className={look} aria-hidden="true">
        <Icon size={16} stroke={1.5} />
      </span>
      <span className={notice.read ? 'notice-said' : 'notice-said strong'}>
        {!notice.read && <span className="unseen">{say('inbox.unreadMark')} </span>}
        {noticeWords(say, notice)}
      </span>
      {notice.ticket !== null && (
        <span className="muted truncate notice-about">
          <span className="mono">{notice.ticket.number}</span> {notice.ticket.subject}
        </span>
      )}
      <span className="muted notice-when">
        <When at={notice.at} />
      </span>
      <span className={notice.read ? 'notice-dot' : 'notice-dot unread'} aria-hidden="true" />
    </>
  );
  if (notice.taskId !== null && notice.kind !== 'taskAnswered')
    return (
      <Link to="/tasks" className="notice-line" onClick={follow}>
        {content}
      </Link>
    );
  if (notice.kind === 'callBackDue')
    return (
      <Link to="/phone" search={{ view: 'missed' }} className="notice-line" onClick={follow}>
        {content}
      </Link>
    );
  if (notice.count !== null)
    return (
      <Link to="/queue" search={{ q: 'is:open is:mine' }} className="notice-line" onClick={follow}>
        {content}
      </Link>
    );
  if (notice.ticket === null)
    return (
      <button type="button" className="notice-line" onClick={follow}>
        {content}
      </button>
    );
  return (
    <Link to="/tickets/$number" params={{ number: notice.ticket.number }} className="notice-line" onClick={follow}>
      {content}
    </Link>
  );
}
