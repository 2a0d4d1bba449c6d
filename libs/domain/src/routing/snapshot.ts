import type { Facts } from '../rules/condition.js';
import { WEEKDAYS } from '../rules/facts.js';
import type { BusinessCalendar } from '../sla/business-time.js';
import type { Description, Grade, Kind } from '../ticket/ticket.js';
import { DAY, HOUR, type Instant } from '../time.js';

/** What is known about the customer, from his own row or that of his organisation. */
export interface KnownCustomer {
  readonly organisation: string | null;
  readonly tier: string | null;
  readonly region: string | null;
  /** Minor units. */
  readonly customerValue: number | null;
  readonly relationshipRisk: number | null;
}

/** Everything that routing rules may ask, as it stood when the ticket came. */
export interface Snapshot extends KnownCustomer, Description {
  readonly kind: Kind;
  readonly isClaim: boolean;
  readonly channel: string;
  readonly queue: string;
  readonly team: string | null;
  readonly queueAddress: string | null;
  readonly severity: Grade | null;
  readonly risk: Grade | null;
  readonly tags: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Lower case. */
  readonly sender: string | null;
  readonly receivedAt: Instant;
}

/** Rules look at the beginning of a text: a mail may be as long as a book. */
const LONGEST_TEXT = 20_000;

/** @param calendar says weekday, hour and whether it was open; null counts in UTC and is always open. */
export function factsOf(snapshot: Snapshot, calendar: BusinessCalendar | null): Facts {
  const { receivedAt, subject, text, sender, ...rest } = snapshot;
  const local = calendar === null ? receivedAt : calendar.zone.toLocal(receivedAt);
  return {
    ...rest,
    subject: subject.slice(0, 1_000),
    text: text.slice(0, LONGEST_TEXT),
    sender,
    senderDomain: sender === null ? null : domainOf(sender),
    // 1970-01-01 was a Thursday.
    weekday: WEEKDAYS[(((Math.floor(local / DAY) + 3) % 7) + 7) % 7] ?? null,
    hour: Math.floor((((local % DAY) + DAY) % DAY) / HOUR),
    open: calendar === null || calendar.elapsed(receivedAt, receivedAt + 1) > 0,
  };
}

/** Lower case; null when the address has none. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at < 0 ? null : address.slice(at + 1).toLowerCase() || null;
}

/** The facts as they are kept with the trace: words and addresses stay with the messages, where they can be erased. */
export function keptFacts(facts: Facts): Facts {
  const { subject: _subject, text: _text, sender: _sender, ...kept } = facts;
  return kept;
}
