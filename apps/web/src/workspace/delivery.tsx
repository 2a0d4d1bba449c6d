import type { Message } from '@redress/contract/messages.js';
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconInbox,
  IconRotate,
  IconSend,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError, post } from '../api/client.js';
import { keys, refreshTimeline } from '../api/queries.js';
import { sayNow, useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { secondsWords } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { restoreDraft } from './drafts.js';
import { returnForward } from './forward-draft.js';
import { Otherwise } from './otherwise.js';

const ICONS = {
  queued: IconClock,
  sending: IconSend,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  captured: IconInbox,
  unknown: IconAlertTriangle,
  failed: IconAlertTriangle,
  bounced: IconAlertTriangle,
  cancelled: IconRotate,
} as const;

/** Beside the name: how it fared, in a word. */
export function DeliveryWord({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const { deliveryStatus: status } = message;
  if (status === null) return null;
  const Icon = ICONS[status];
  const bad = status === 'failed' || status === 'bounced' || status === 'unknown';
  const words = say(`ticket.delivery.${status}`);
  return (
    <span className={bad ? 'delivery bad' : 'delivery'} title={words}>
      <Icon size={14} stroke={1.5} aria-hidden="true" />
      {status === 'queued' && message.undoUntil !== null ? (
        <Countdown until={message.undoUntil} />
      ) : (
        <span className="truncate">{words}</span>
      )}
    </span>
  );
}

function Countdown({ until }: { readonly until: string }): ReactNode {
  const { say } = useText();
  const left = Date.parse(until) - useNow('second');
  if (left <= 0) return say('ticket.delivery.queued');
  return <span className="tabular">{say('ticket.delivery.queuedIn', { span: secondsWords(say, left) })}</span>;
}

/** Below the text: what can be done about it. The message stays in its place whatever happened to it. */
export function DeliveryBar({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const { deliveryStatus: status } = message;
  if (status === 'queued' && message.undoUntil === null && message.deliveryDetail !== null)
    return <StillTried message={message} />;
  if (status === 'queued') return <UndoSend message={message} />;
  if (status === 'cancelled' && message.mayHaveArrived) return <CalledOff />;
  if (status !== 'failed' && status !== 'bounced' && status !== 'unknown') return null;
  return (
    <div className={status === 'unknown' ? 'delivery-bar doubt' : 'delivery-bar'} role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">{say(`ticket.delivery.${status}Bar`, { reason: message.deliveryDetail ?? '' })}</span>
      {status !== 'unknown' && (
        <TextButton onClick={() => void retry(message)}>{say('ticket.delivery.retry')}</TextButton>
      )}
      <Otherwise message={message} />
    </div>
  );
}

/** The platform or its account does not take it now: why, and that nothing is lost. */
function StillTried({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  return (
    <div className="delivery-bar doubt" role="status">
      <IconClock size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        {say(message.mayHaveArrived ? 'ways.waitingDoubt' : 'ways.waiting', { reason: message.deliveryDetail ?? '' })}
      </span>
      <Otherwise message={message} />
    </div>
  );
}

function CalledOff(): ReactNode {
  const { say } = useText();
  return (
    <div className="delivery-bar doubt" role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">{say('ways.calledOffLate')}</span>
    </div>
  );
}

function UndoSend({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const now = useNow('second');
  const cache = useQueryClient();
  if (message.undoUntil === null || Date.parse(message.undoUntil) <= now) return null;
  return (
    <TextButton
      look="link"
      onClick={() => void takeBack(message).then(() => cache.invalidateQueries({ queryKey: keys.timelines }))}
    >
      {say('ticket.delivery.undo')}
    </TextButton>
  );
}

async function retry(message: Message): Promise<void> {
  try {
    await post<Message>(`/messages/${message.id}/retry`);
    await refreshTimeline(message.ticketId);
  } catch (reason) {
    failed(reason);
  }
}

/** Where it was written: the composer, or what hands a message on. */
async function writeOn(message: Message): Promise<void> {
  if (message.forwards === null) return restoreDraft(message);
  const { newText: text, subject } = message;
  const addresses = { to: message.to.map(({ address }) => address), cc: message.cc.map(({ address }) => address) };
  returnForward(message.forwards, { ...addresses, subject, text, left: [] });
}

/** Takes a message back inside its window and puts its words into the composer again. */
export async function takeBack(message: Message): Promise<void> {
  try {
    await post<Message>(`/messages/${message.id}/cancel`);
    await writeOn(message);
    await refreshTimeline(message.ticketId);
    toast({ text: sayNow('composer.takenBack') });
  } catch (reason) {
    if (reason instanceof ApiError && (reason.code === 'too-late' || reason.code === 'may-have-arrived'))
      toast({ text: sayNow('composer.tooLate'), tone: 'failed' });
    else failed(reason);
  }
}
