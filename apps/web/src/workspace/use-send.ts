import type { Named } from '@redress/contract/answers.js';
import type { ReplyWay } from '@redress/contract/channels.js';
import type { WriteMessage } from '@redress/contract/commands.js';
import type { Message } from '@redress/contract/messages.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { useRef, useState } from 'react';
import { ApiError, isAway, post, Unreachable } from '../api/client.js';
import { keys, queryClient, refreshTimeline } from '../api/queries.js';
import { readOutbox, wait } from '../api/outbox.js';
import { sayNow } from '../i18n/text.js';
import { DEFAULTS, usePreferences, useSession } from '../session/preferences.js';
import { took } from '../start/first-steps.js';
import { failed } from '../ui/failure.js';
import { secondsWords } from '../ui/times.js';
import { toast, type ToastWish } from '../ui/toasts.js';
import { takeBack } from './delivery.js';
import type { DraftKeeper } from './draft-keeper.js';
import { beyond, type Content } from './drafts.js';
import { choiceOf, isClosing } from './ways.js';

export interface Addressed {
  /** By mail only. */
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly way: ReplyWay;
}

/** What the writer has seen: a customer's message beyond it stops the sending once. */
export interface Seen {
  readonly version: number;
  readonly newest: string | null;
}

/** Messages of others; one's own last reply is no news. */
export function seenOf(read: Timeline, me: string): Seen {
  const theirs = read.entries.flatMap((entry) =>
    entry.kind === 'message' && isNews(entry.message, me) ? [entry.message] : [],
  );
  return { version: read.ticket.version, newest: theirs.at(-1)?.id ?? null };
}

const shownOf = (number: string): Timeline | undefined => queryClient.getQueryData<Timeline>(keys.timeline(number));

/** One's own last message is no reason to look again: it is seen with what was there before it. */
function seenWithOwn(number: string, seen: Seen, me: string): Seen {
  const read = shownOf(number);
  const now = read === undefined ? seen : seenOf(read, me);
  return now.newest === seen.newest ? now : seen;
}

function isNews(message: Message, me: string): boolean {
  return message.visibility === 'public' && message.automatic === null && message.author?.id !== me;
}

/** `kept`: on this device, until there is a server again. */
export type Outcome = 'sent' | 'kept' | 'refused';

export interface Sending {
  readonly busy: boolean;
  /** The server refused because a newer message is there. */
  readonly moved: boolean;
  readonly send: (content: Content, addressed: Addressed, after: (outcome: Outcome) => void) => void;
  readonly seen: Seen;
  readonly acknowledge: () => void;
  /** What is being read just now, too. @param before done in the same breath */
  readonly acknowledgeAll: (before: () => void) => void;
}

export function useSend(read: Timeline, keeper: DraftKeeper): Sending {
  const { preferences } = usePreferences();
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState(false);
  const me = useSession().agent.id;
  const [seen, setSeen] = useState(() => seenOf(read, me));
  // one key for one text: a repeated press or a lost answer must not send it twice
  const key = useRef(crypto.randomUUID());
  const shown = useRef(Promise.resolve());
  const { ticket } = read;
  const keep = async (body: WriteMessage, content: Content): Promise<Outcome> => {
    const { id, number, subject } = ticket;
    const change = { kind: 'message', body, newest: seen.newest, files: content.attachments } as const;
    await wait({ key: key.current, ticket: { id, number, subject }, change });
    toast({ text: sayNow('composer.waits') });
    done(content, false);
    return 'kept';
  };
  const send = async (content: Content, addressed: Addressed): Promise<Outcome> => {
    await Promise.all([keeper.rest(), shown.current]);
    const known = seenWithOwn(ticket.number, seen, me);
    const body = bodyFor(content, addressed, known, preferences.undoSendSeconds ?? DEFAULTS.undoSendSeconds);
    try {
      // behind what waits already: messages leave in the order in which they were written
      if (readOutbox().some((one) => one.ticket.id === ticket.id && one.halt === null)) throw new Unreachable();
      const message = await post<Message>(`/tickets/${ticket.id}/messages`, { body, idempotencyKey: key.current });
      announceSent(message);
      if (message.visibility === 'public') took('reply');
      done(content, true);
      return 'sent';
    } catch (reason) {
      if (isAway(reason)) return await keep(body, content);
      if (!(reason instanceof ApiError) || reason.code !== 'moved-on') throw reason;
      setMoved(true);
      shown.current = refreshTimeline(ticket.id);
      return 'refused';
    }
  };
  const tell = async (sent: Promise<Outcome>, after: (outcome: Outcome) => void): Promise<void> => {
    setBusy(true);
    const outcome = await sent.catch((reason: unknown): Outcome => {
      failed(reason);
      return 'refused';
    });
    if (outcome === 'refused') keeper.goOn();
    setBusy(false);
    after(outcome);
  };
  const done = (content: Content, sent: boolean): void => {
    key.current = crypto.randomUUID();
    setMoved(false);
    void keeper.clear(sent, beyond(keeper.read().content, content));
    shown.current = refreshTimeline(ticket.id);
    void queryClient.invalidateQueries({ queryKey: keys.counts });
  };
  const acknowledge = (): void => {
    setSeen(seenOf(shownOf(ticket.number) ?? read, me));
    setMoved(false);
    // the same text to a ticket that moved on is a new wish
    key.current = crypto.randomUUID();
  };
  return {
    busy,
    moved,
    seen,
    send: (content, addressed, after) => void tell(send(content, addressed), after),
    acknowledge,
    acknowledgeAll: (before) =>
      void shown.current.then(() => {
        before();
        acknowledge();
      }),
  };
}

function bodyFor(content: Content, { to, cc, way }: Addressed, seen: Seen, undoSeconds: number): WriteMessage {
  const attachments = content.attachments.map((one) => one.id);
  if (content.kind === 'note') return { visibility: 'internal', text: content.text, attachments };
  return {
    visibility: 'public',
    text: content.text,
    // what was seen is what is sent, whatever the customer writes meanwhile
    way: { ...choiceOf(way), ...(isClosing(content, way) ? { closing: true } : {}) },
    ...(way.account === null ? { to, cc } : {}),
    attachments,
    sendAfterSeconds: undoSeconds,
    seenVersion: seen.version,
  };
}

function notedWords({ mentions }: Message): ToastWish {
  if (mentions === null) return { text: sayNow('composer.noted') };
  const names = (of: readonly Named[]): string => of.map(({ name }) => name).join(', ');
  if (mentions.untold.length > 0)
    return { tone: 'failed', text: sayNow('composer.notedUntold', { names: names(mentions.untold) }) };
  return { text: sayNow('composer.notedFor', { names: names([...mentions.people, ...mentions.teams]) }) };
}

function announceSent(message: Message): void {
  if (message.visibility === 'internal') {
    toast(notedWords(message));
    return;
  }
  const left = message.undoUntil === null ? 0 : Date.parse(message.undoUntil) - Date.now();
  if (left <= 500) {
    toast({ text: sayNow('composer.sentNow') });
    return;
  }
  const undo = { label: sayNow('ticket.undo'), run: () => void takeBack(message) };
  toast({ text: sayNow('composer.sent', { span: secondsWords(sayNow, left) }), undo, forMs: left });
}
