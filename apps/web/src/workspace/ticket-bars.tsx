import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import {
  IconAlarmSnooze,
  IconCloudOff,
  IconCopy,
  IconGitMerge,
  IconHandStop,
  IconMoodSmile,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keptAt } from '../api/kept.js';
import { timelinePath } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { runCommand } from '../ui/commands.js';
import { useLive } from '../ui/connection.js';
import { KeyCaps, TextButton } from '../ui/parts.js';
import { comingTime, diaryTime } from '../ui/times.js';
import { merge, release, tell } from './actions.js';
import { OvertakenBar } from './overtaken-bar.js';
import { unsnooze } from './snooze-calls.js';

/** What has to be known about the whole ticket before anything on it is read. */
export function TicketBars({ read }: { readonly read: Timeline }): ReactNode {
  const { say, language } = useText();
  const { ticket } = read;
  const now = useNow();
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;
  // the timeline was read anew when this one is drawn anew
  const staleSince = keptAt(timelinePath(ticket.number));
  return (
    <>
      {staleSince !== null && (
        <div className="ticket-bar" role="note">
          <IconCloudOff {...icon} />
          <span className="spread">
            {say('shell.offline.asOf', { time: diaryTime(say, language, new Date(staleSince).toISOString(), now) })}
          </span>
        </div>
      )}
      {ticket.held !== null && (
        <div className="ticket-bar held" role="note">
          <IconHandStop {...icon} />
          <span className="spread">
            <b>{say('ticket.held.title', { cause: say(`words.held.${ticket.held}`) })}</b> {say('ticket.held.explain')}
          </span>
          {ticket.may.includes('release') && (
            <TextButton onClick={() => void tell(say('ticket.did.released'), release(ticket, false))}>
              {say('ticket.held.release')}
            </TextButton>
          )}
          {ticket.may.includes('reject') && (
            <TextButton look="danger" onClick={() => void tell(say('ticket.did.rejected'), release(ticket, true))}>
              {say('ticket.held.reject')}
            </TextButton>
          )}
        </div>
      )}
      <OvertakenBar ticketId={ticket.id} />
      <SnoozedBar read={read} />
      {ticket.mergedInto !== null && (
        <div className="ticket-bar" role="note">
          <IconGitMerge {...icon} />
          <span className="spread">{say('ticket.mergedBar', { number: ticket.mergedInto.number })}</span>
          <Link to="/tickets/$number" params={{ number: ticket.mergedInto.number }} className="button">
            {say('ticket.compare')}
          </Link>
        </div>
      )}
      {ticket.suggestedKind === 'compliment' && ticket.may.includes('edit') && <ReadsLikePraise />}
      {ticket.mergedInto === null && ticket.possibleDuplicates.length > 0 && <Duplicates ticket={ticket} />}
    </>
  );
}

function SnoozedBar({ read }: { readonly read: Timeline }): ReactNode {
  const { say, language } = useText();
  const until = useLive().snoozed?.get(read.ticket.id) ?? null;
  if (until === null) return null;
  return (
    <div className="ticket-bar" role="note">
      <IconAlarmSnooze size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        <b>{say('ticket.snooze.bar', { time: comingTime(language, Date.parse(until)) })}</b>{' '}
        {say('ticket.snooze.barExplain')}
      </span>
      <TextButton onClick={() => void unsnooze(read.ticket.id)}>{say('ticket.snooze.back')}</TextButton>
    </div>
  );
}

function ReadsLikePraise(): ReactNode {
  const { say } = useText();
  return (
    <div className="ticket-bar" role="note">
      <IconMoodSmile size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        <b>{say('ticket.praise.title')}</b> <span className="muted">{say('ticket.praise.explain')}</span>
      </span>
      <TextButton onClick={() => runCommand('praise')}>
        {say('commands.praise')} <KeyCaps of="praise" />
      </TextButton>
    </div>
  );
}

function Duplicates({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [first] = ticket.possibleDuplicates;
  if (first === undefined) return null;
  const numbers = ticket.possibleDuplicates.map((one) => one.number).join(', ');
  return (
    <div className="ticket-bar" role="note">
      <IconCopy size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread truncate">
        {say('ticket.duplicates', { count: ticket.possibleDuplicates.length, numbers })}{' '}
        <span className="muted">{first.subject}</span>
      </span>
      <Link to="/tickets/$number" params={{ number: first.number }} className="button">
        {say('ticket.compare')}
      </Link>
      {ticket.may.includes('merge') && (
        <TextButton
          onClick={() => void tell(say('ticket.did.merged', { number: first.number }), merge(ticket, first.number))}
        >
          {say('ticket.mergeThis')}
        </TextButton>
      )}
    </div>
  );
}
