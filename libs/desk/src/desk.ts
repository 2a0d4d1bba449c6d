import type { Happening } from '@redress/domain/channel/message.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { CLOCK_FACTS } from '@redress/domain/sla/clock.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent, TicketFact } from '@redress/domain/ticket/events.js';
import { allows, type Verb } from '@redress/domain/ticket/permissions.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { append, changedSince } from '@redress/persistence/event-log.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, type Transaction, inTransaction } from '@redress/persistence/sql.js';
import {
  holdTicket,
  saveTicket,
  saveTickets,
  type Saving,
  type StoredTicket,
  type TicketWords,
} from '@redress/persistence/stores/tickets.store.js';
import { endSnoozes } from '@redress/persistence/stores/snoozes.store.js';
import type { ChannelAccountRow } from '@redress/persistence/stores/channels.store.js';
import type { BlobStore } from '@redress/platform/blobs.js';
import type { Clock } from '@redress/platform/clock.js';
import type { KeyRing } from '@redress/platform/seal.js';
import type { DataSource } from 'typeorm';
import { withClocks } from './clock-keeping.js';

/** What the desk works with; made once per process. */
export interface Desk {
  readonly database: DataSource;
  readonly clock: Clock;
  readonly blobs: BlobStore;
  readonly keys: KeyRing;
  /** No trailing slash. */
  readonly publicUrl: string;
  readonly installationName: string;
  /** Domain of `reply+TOKEN@…`; null puts the token into the Message-ID only. */
  readonly replyDomain: string | null;
  /** Names this installation in the mail it sends, so that it knows its own again. */
  readonly installationId: string;
  /** From the environment; the mail settings may name more. */
  readonly trustedAuthservIds: readonly string[];
  /** Where telephone numbers without a country code are dialled, like `DE`. */
  readonly phoneCountry: string;
  /** False: outgoing mail stays here, readable. */
  readonly sendsMail: boolean;
  /** Reads what a channel brought. @throws Error named `Unparseable` when it lies in the source. */
  readPost(account: ChannelAccountRow, source: Buffer): Promise<Happening>;
  /** Makes HTML of an agent safe to show and to send. */
  sanitise(html: string): Promise<string>;
}

export const actorOf = (asker: Asker): Actor =>
  asker.agentId === null ? { kind: 'token', id: asker.via.id } : { kind: 'agent', id: asker.agentId };

export const SYSTEM = (rule: string): Actor => ({ kind: 'system', id: rule });

/** What a use case says about one held ticket. */
export interface Said {
  readonly facts: readonly TicketFact[];
  readonly words?: Partial<TicketWords>;
  readonly undoes?: readonly (number | undefined)[];
}

export interface Done {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
}

/** Holds a ticket that must exist: its id came from the database in this very transaction, or from `see`. */
export async function hold(tx: Transaction, id: string): Promise<StoredTicket> {
  const stored = await holdTicket(tx, id);
  if (stored === null) throw new Refusal('not-found');
  return stored;
}

/** Folds the facts and what they mean for the clocks into the held ticket, saves it and appends the events: the only way a ticket changes. */
export async function commit(tx: Transaction, stored: StoredTicket, said: Said, by: Actor, at: Instant): Promise<Done> {
  if (said.facts.length === 0 && said.words === undefined) return { ticket: stored.ticket, events: [] };
  const { ticket, events } = record(stored.ticket, stored.ticket.id, said.facts, by, at);
  if (ticket === null) throw new Error('Folding facts into a ticket left none');
  const marked = events.map((event, index) => {
    const undoes = said.undoes?.[index];
    return undoes === undefined ? event : { ...event, undoes };
  });
  const change = { before: stored.ticket, after: ticket, events: marked, at, token: stored.rulesToken, known: null };
  const done = marked.length === 0 ? { ticket, events: marked } : await withClocks(tx, change);
  await saveTicket(tx, stored.ticket, done.ticket, said.words);
  if (marked.some((event) => event.type === 'MessageReceived' && event.automatic === null))
    await endSnoozes(tx, ticket.id, at);
  await append(tx, done.events);
  return done;
}

/** The same for many held tickets with two statements; tickets without facts are left as they are. */
export async function commitAll(
  tx: Transaction,
  changes: readonly { readonly stored: StoredTicket; readonly facts: readonly TicketFact[] }[],
  by: Actor,
  at: Instant,
): Promise<void> {
  const savings: Saving[] = [];
  const log: TicketEvent[] = [];
  for (const { stored, facts } of changes) {
    const { ticket, events } = record(stored.ticket, stored.ticket.id, facts, by, at);
    if (ticket === null || events.length === 0) continue;
    const token = stored.rulesToken;
    const done = await withClocks(tx, { before: stored.ticket, after: ticket, events, at, token, known: null });
    savings.push({ before: stored.ticket, after: done.ticket });
    log.push(...done.events);
  }
  if (savings.length === 0) return;
  await saveTickets(tx, savings);
  await append(tx, log);
}

/** The id of a ticket that the asker may see and do this to. What he may not see does not exist for him. */
export async function see(sql: Sql, asker: Asker, idOrNumber: string, verb: Verb): Promise<string> {
  const id = await findTicket(sql, asker, idOrNumber);
  if (id === null) throw new Refusal('not-found', 'There is no such ticket, or you may not see it.');
  if (!allows(asker, verb)) throw new Refusal('not-allowed');
  return id;
}

/** A request's wish to change one ticket. */
export interface Wish {
  readonly asker: Asker;
  readonly ticket: string;
  /** The version that the asker saw; null acts on whatever is there. */
  readonly version: number | null;
  /** What else must stand or fall with the change, like the record that it was made; without it the change is alone. */
  readonly within?: Transaction;
}

/** Works in the transaction that the wish brings along, else in one of its own. */
export const inWish = <Result>(desk: Desk, wish: Wish, work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
  wish.within === undefined ? inTransaction(desk.database, work) : work(wish.within);

/** That a clock rang meanwhile, or that nobody could take the ticket, changes nothing of what the asker saw. */
const UNSEEN = [...CLOCK_FACTS, 'TicketLeftWaiting'];

export async function refuseStale(tx: Transaction, ticket: Ticket, version: number | null): Promise<void> {
  if (version === null || ticket.version === version) return;
  if (version < ticket.version && !(await changedSince(tx, ticket.id, version, UNSEEN))) return;
  throw new Refusal(
    'moved-on',
    `Somebody changed this ticket meanwhile: it is at version ${ticket.version}, you saw ${version}. Read it again.`,
  );
}

/** Changes one ticket: holds it, lets `decide` speak, folds, saves, appends. */
export async function act(
  desk: Desk,
  wish: Wish,
  verb: Verb,
  decide: (stored: StoredTicket, tx: Transaction, at: Instant) => Promise<Said> | Said,
): Promise<Ticket> {
  return inWish(desk, wish, async (tx) => {
    const stored = await hold(tx, await see(tx, wish.asker, wish.ticket, verb));
    await refuseStale(tx, stored.ticket, wish.version);
    const at = desk.clock.now();
    const done = await commit(tx, stored, await decide(stored, tx, at), actorOf(wish.asker), at);
    return done.ticket;
  });
}

/** Holds two tickets in the order of their ids, so that two who hold the same pair never wait for each other. */
export async function holdBoth(tx: Transaction, one: string, other: string): Promise<[StoredTicket, StoredTicket]> {
  if (one === other) {
    const both = await hold(tx, one);
    return [both, both];
  }
  const first = await hold(tx, one < other ? one : other);
  const second = await hold(tx, one < other ? other : one);
  return one < other ? [first, second] : [second, first];
}
