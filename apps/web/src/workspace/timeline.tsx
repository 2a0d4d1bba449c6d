import type { Ticket, TicketEventView, Timeline as TimelineRead, TimelineEntry } from '@redress/contract/ticket.js';
import {
  IconArrowsSplit2,
  IconChevronRight,
  IconCircleCheck,
  IconClock,
  IconFlag,
  IconGitMerge,
  IconHandStop,
  IconLink,
  IconPlayerPause,
  IconPoint,
  IconRoute,
  IconTag,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { When } from '../ui/parts.js';
import { dayOf } from '../ui/times.js';
import { useNow } from '../ui/clock.js';
import { useNodeNames } from './cause-trees.js';
import { eventWords, isLine, type MilestoneOf, milestonesIn, type NodeOf } from './event-words.js';
import { isForwardable } from './forwarding.js';
import { MessageEntry } from './message-entry.js';

const SHOWN = 10;
const WHOLE = 3;

interface TimelineProps {
  readonly read: TimelineRead;
  readonly reply: () => void;
  readonly forward: (messageId: string) => void;
  readonly split: (messageId: string) => void;
}

/** Mails, notes and events in one list, oldest first; the older part is folded away, the newest is in sight. */
export function Timeline({ read, reply, forward, split }: TimelineProps): ReactNode {
  const { say } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { ticket } = read;
  // a message that was taken back lives on in the composer; its line in the log stays
  const entries = read.entries.filter((entry) =>
    entry.kind === 'message'
      ? entry.message.deliveryStatus !== 'cancelled' || entry.message.mayHaveArrived
      : isLine(entry.event),
  );
  const milestoneOf = milestonesIn(read.entries);
  const nodeOf = useNodesOf(entries);
  const target = window.location.hash.slice(1);
  const wanted = entries.findIndex((entry) => entry.kind === 'message' && `m-${entry.message.id}` === target);
  const [unfolded, setUnfolded] = useState(false);
  const hidden = unfolded || (wanted >= 0 && wanted < entries.length - SHOWN) ? 0 : Math.max(0, entries.length - SHOWN);
  const folded = hidden < 2 ? 0 : hidden;
  const messages = entries.filter((entry) => entry.kind === 'message');
  const whole = new Set(messages.slice(-WHOLE).map((entry) => entry.message.id));
  useNewestInSight(scroller, ticket.id, target);
  useReadingCommands(scroller);
  return (
    <div className="timeline" ref={scroller} role="region" aria-label={say('ticket.timeline')} tabIndex={0}>
      <div className="timeline-inner">
        {folded > 0 && <Earlier entries={entries.slice(0, folded)} unfold={() => setUnfolded(true)} />}
        <div className="timeline-feed" role="feed" aria-label={say('ticket.timeline')}>
          {entries
            .slice(folded)
            .map((entry) =>
              entry.kind === 'event' ? (
                <EventLine key={entry.event.id} event={entry.event} milestoneOf={milestoneOf} nodeOf={nodeOf} />
              ) : (
                <MessageEntry
                  key={entry.message.id}
                  message={entry.message}
                  brief={!whole.has(entry.message.id) && `m-${entry.message.id}` !== target}
                  number={ticket.number}
                  reply={may(ticket, 'reply') ? reply : null}
                  forward={
                    may(ticket, 'reply') && isForwardable(entry.message) ? () => forward(entry.message.id) : null
                  }
                  split={may(ticket, 'split') && messages.length > 1 ? () => split(entry.message.id) : null}
                />
              ),
            )}
        </div>
      </div>
    </div>
  );
}

function may(ticket: Ticket, verb: Ticket['may'][number]): boolean {
  return ticket.may.includes(verb);
}

function Earlier({
  entries,
  unfold,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly unfold: () => void;
}): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return null;
  const [from, to] = [dayOf(language, first.at, now), dayOf(language, last.at, now)];
  return (
    <button type="button" className="entry line earlier" onClick={unfold} aria-expanded="false">
      <span className="gutter" aria-hidden="true">
        <IconChevronRight size={16} stroke={1.5} />
      </span>
      <span className="earlier-count">{say('ticket.earlier', { count: entries.length })}</span>
      <span className="muted tabular">{from === to ? from : `${from} – ${to}`}</span>
    </button>
  );
}

const LINE_ICONS: readonly [RegExp, typeof IconPoint][] = [
  [/Assigned|Queue|Routed|LeftWaiting/, IconRoute],
  [/Merged|Absor|Unmerged/, IconGitMerge],
  [/Split/, IconArrowsSplit2],
  [/Linked/, IconLink],
  [/Unlinked/, IconLink],
  [/Tags/, IconTag],
  [/Priority|Graded|Claim/, IconFlag],
  [/Held|Released|Stopped/, IconHandStop],
  [/Status|ClockPaused|ClockResumed/, IconPlayerPause],
  [/Clock|Verdict/, IconClock],
  [/Stage|Judged|Reopened/, IconCircleCheck],
];

/** Names of problems and causes for the lines that tell of them. */
function useNodesOf(entries: readonly TimelineEntry[]): NodeOf {
  const { language } = useText();
  const wanted = entries.some((entry) => entry.kind === 'event' && /^(Issue|Cause)/.test(entry.event.type));
  const problemOf = useNodeNames('problem-types', language, wanted);
  const causeOf = useNodeNames('root-causes', language, wanted);
  return (type, code) => (type === 'IssueTyped' ? problemOf(code) : causeOf(code));
}

function EventLine({
  event,
  milestoneOf,
  nodeOf,
}: {
  readonly event: TicketEventView;
  readonly milestoneOf: MilestoneOf;
  readonly nodeOf: NodeOf;
}): ReactNode {
  const { say } = useText();
  const words = eventWords(say, event, milestoneOf, nodeOf);
  const Icon = LINE_ICONS.find(([type]) => type.test(event.type))?.[1] ?? IconPoint;
  return (
    <div className="entry line" role="article" aria-label={words}>
      <span className="gutter" aria-hidden="true">
        <Icon size={16} stroke={1.5} />
      </span>
      <span className="muted line-words">{words}</span>
      <span className="muted line-time">
        <When at={event.at} />
      </span>
    </div>
  );
}

/** Opens at the newest entry, or at the one the address names, and stays at the foot while it was there. */
function useNewestInSight(scroller: React.RefObject<HTMLDivElement | null>, ticketId: string, target: string): void {
  const following = useRef(true);
  useLayoutEffect(() => {
    const named = target === '' ? null : document.getElementById(target);
    if (named !== null) {
      following.current = false;
      named.scrollIntoView({ block: 'start' });
      named.focus({ preventScroll: true });
    } else if (scroller.current !== null) {
      following.current = true;
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [ticketId, target, scroller]);
  useEffect(() => {
    const element = scroller.current;
    const inner = element?.firstElementChild;
    if (element === null || inner === null || inner === undefined) return;
    const note = (): void => {
      following.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    };
    // frames of mails grow after they are drawn
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, [ticketId, scroller]);
}

function useReadingCommands(scroller: React.RefObject<HTMLDivElement | null>): void {
  const move = (by: 1 | -1): void => {
    const messages = [...(scroller.current?.querySelectorAll<HTMLElement>('article.entry') ?? [])];
    const focused = messages.findIndex((message) => message.contains(document.activeElement));
    const at = focused < 0 ? (by === 1 ? messages.length - 1 : messages.length - 1) : focused + by;
    const message = messages[Math.max(0, Math.min(messages.length - 1, at))];
    message?.focus({ preventScroll: true });
    message?.scrollIntoView({ block: 'nearest' });
  };
  useCommands([
    { id: 'next-message', run: () => move(1) },
    { id: 'previous-message', run: () => move(-1) },
  ]);
}
