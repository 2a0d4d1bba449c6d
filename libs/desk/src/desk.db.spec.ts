import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asker } from '@redress/domain/people.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { KINDS, OUTCOMES, PRIORITIES } from '@redress/domain/ticket/ticket.js';
import { HOUR, later, MINUTE, SECOND } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import fc from 'fast-check';
import { asker, lasting, refusalOfLater } from '../../../test/support/given.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import type { Wish } from './desk.js';
import { merge, split, undo } from './merging.js';
import { cancel } from './calling-off.js';
import { retry, write } from './messages.js';
import { bookAutomaticMail } from './outgoing.js';
import { send } from './sending.js';
import type { SendingOutcome } from './sending-verdict.js';
import { editIssue } from './issues.js';
import * as tickets from './tickets.js';

let given: TestDesk;
let teamA: Crew;
let teamB: Crew;

beforeAll(async () => {
  given = await deskForTest();
  teamA = await givenCrew(given, 'Ada');
  teamB = await givenCrew(given, 'Bob');
});
afterAll(() => given.close());

const wish = (ticket: string, by: Asker = given.admin, version: number | null = null): Wish => ({
  asker: by,
  ticket,
  version,
});

const writing = (ticket: string, by: Asker = given.admin) => ({
  asker: by,
  ticket,
  messageId: newId(),
  visibility: 'public' as const,
  text: 'We are sorry.',
  html: null,
  to: null,
  cc: [],
  attachments: [],
  sendAfterSeconds: 10,
  seenVersion: null,
});

const rowOf = async (id: string) => {
  const stored = await readTicket(given.sql, id);
  if (stored === null) throw new Error(`No ticket ${id}`);
  return stored.ticket;
};

type Move = (one: string, other: string, made: string[]) => Promise<unknown>;
const STEP_NAMES = ['acknowledge', 'assess', 'investigate', 'respond', 'decide'] as const;

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(...STEP_NAMES).map(
    (name): Move =>
      (one) =>
        tickets.step(given.desk, wish(one), name, 'a reason'),
  ),
  fc.record({ priority: fc.constantFrom(...PRIORITIES), kind: fc.constantFrom(...KINDS), isClaim: fc.boolean() }).map(
    (edit): Move =>
      (one) =>
        tickets.edit(given.desk, wish(one), edit),
  ),
  fc.record({ severity: fc.constantFrom(1, 2, null), tags: fc.subarray(['lamp', 'late', 'dark']) }).map(
    ({ severity, tags }): Move =>
      (one) =>
        tickets.edit(given.desk, wish(one), { severity: severity, tags }),
  ),
  fc.constantFrom('waitingCustomer', 'scheduled', 'spam', 'open').map(
    (status): Move =>
      (one) =>
        tickets.edit(given.desk, wish(one), { status: status }),
  ),
  fc.constantFrom<Move>(
    (one, other) => merge(given.desk, wish(one), other),
    (one) => undo(given.desk, wish(one), undefined),
    (one) => tickets.close(given.desk, wish(one), 'withdrawn'),
    (one) => tickets.reopen(given.desk, wish(one), null),
    (one) => tickets.resolve(given.desk, wish(one), null),
    (one) => tickets.assign(given.desk, wish(one), given.admin.agentId),
    (one, other) => tickets.link(given.desk, { ...wish(one), kind: 'related', other, remove: false }),
    (one) => tickets.addIssue(given.desk, wish(one), 'Another one'),
    (one) => write(given.desk, writing(one)),
  ),
  fc
    .tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom('product.design', 'partner.courier', null, undefined))
    .map(([outcome, rootCause]): Move => async (one) => {
      const [issue] = (await rowOf(one)).issues;
      const said = { summary: 'Dark', problemType: 'product.defect', contributing: ['process.backlog'] };
      return issue && editIssue(given.desk, wish(one), { id: issue.id, outcome, rootCause, ...said });
    }),
  fc.constantFrom<Move>(
    async (one, _, made) => {
      const issues = (await rowOf(one)).issues.slice(1);
      const issueIds = issues.map((issue) => issue.id);
      const child = await split(given.desk, { ...wish(one), subject: 'Its own', issueIds, messageIds: [] });
      made.push(child.id);
    },
    async (one) => {
      const reply = (await rowOf(one)).answered.at(-1);
      return reply && cancel(given.desk, given.admin, reply.messageId);
    },
  ),
);

describe('a ticket', () => {
  test('is what its events say, whatever was done to it and its neighbours', async () => {
    const played = fc.asyncProperty(
      fc.array(fc.tuple(move, fc.nat(3), fc.nat(3)), { minLength: 8, maxLength: 16 }),
      async (moves) => {
        const made = [await givenTicket(given), await givenTicket(given)];
        for (const [act, one, other] of moves) {
          given.clock.moveBy(SECOND);
          await refusalOfLater(act(made[one % made.length] ?? '', made[other % made.length] ?? '', made));
        }
        for (const id of made) {
          const events = await eventsOf(given.sql, id);
          expect(await rowOf(id)).toEqual(replay(events));
          expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
        }
      },
    );
    await fc.assert(played, { numRuns: 30 });
  });

  test('and its target are as before when a merge is undone', async () => {
    const [source, target] = [await givenTicket(given), await givenTicket(given)];
    const before = [await rowOf(source), await rowOf(target)].map(lasting);
    given.clock.moveBy(SECOND);
    await merge(given.desk, wish(source), target);
    expect(await rowOf(source)).toMatchObject({ status: 'merged', mergedInto: target });
    given.clock.moveBy(SECOND);
    await undo(given.desk, wish(source), undefined);
    expect([await rowOf(source), await rowOf(target)].map(lasting)).toEqual(before);
  });

  test('that a colleague merged is given back by whoever may merge', async () => {
    const lead = await givenCrew(given, 'Cleo', 'teamLead');
    const [source, target] = [await givenTicket(given, lead.queueId), await givenTicket(given, lead.queueId)];
    await merge(given.desk, wish(source), target);
    const reader = { ...lead.agent, role: 'quality' as const };
    expect(await refusalOfLater(undo(given.desk, wish(source, reader), undefined))).toBe('not-allowed');
    expect(await undo(given.desk, wish(source, lead.agent), undefined)).toMatchObject({
      status: 'new',
      mergedInto: null,
    });
    expect(await refusalOfLater(undo(given.desk, wish(source, lead.agent), undefined))).toBe('already-done');
  });

  test('that two hands merge crosswise goes round in no circle', async () => {
    const [one, other] = [await givenTicket(given), await givenTicket(given)];
    const tries = await Promise.all([
      refusalOfLater(merge(given.desk, wish(one), other)),
      refusalOfLater(merge(given.desk, wish(other), one)),
    ]);
    expect(tries.filter((code) => code === null)).toHaveLength(1);
  });

  test('of fifty who take it at once goes to one, and the others are told', async () => {
    const id = await givenTicket(given, teamA.queueId);
    const { version } = await rowOf(id);
    const codes = await Promise.all(
      Array.from({ length: 50 }, () =>
        refusalOfLater(tickets.assign(given.desk, wish(id, teamA.agent, version), teamA.agent.agentId)),
      ),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'moved-on')).toHaveLength(49);
  });

  test('is changed at the version that was seen, or not at all', async () => {
    const id = await givenTicket(given);
    const { version } = await rowOf(id);
    expect(await refusalOfLater(tickets.edit(given.desk, wish(id, given.admin, 1), { priority: 'high' }))).toBe(
      'moved-on',
    );
    expect(await rowOf(id)).toMatchObject({ priority: 'normal', version });
  });

  test('is owned only by somebody who works on its queue', async () => {
    const id = await givenTicket(given, teamA.queueId);
    expect(await refusalOfLater(tickets.assign(given.desk, wish(id), teamB.agent.agentId))).toBe('invalid');
  });
});

describe('somebody of another team', () => {
  test('finds no ticket by any verb', async () => {
    const id = await givenTicket(given, teamA.queueId);
    const own = await givenTicket(given, teamB.queueId);
    const reply = await write(given.desk, writing(id));
    const before = await rowOf(id);
    const { desk } = given;
    const to = (ticket: string): Wish => wish(ticket, teamB.agent);
    const tries: readonly Promise<unknown>[] = [
      ...STEP_NAMES.map((name) => tickets.step(desk, to(id), name, 'a reason')),
      tickets.assign(desk, to(id), teamB.agent.agentId),
      tickets.edit(desk, to(id), { priority: 'high' }),
      tickets.close(desk, to(id), null),
      tickets.reopen(desk, to(id), null),
      tickets.resolve(desk, to(id), null),
      tickets.release(desk, to(id), true),
      tickets.addIssue(desk, to(id), 'Mine'),
      editIssue(desk, to(id), { id: before.issues[0]?.id ?? '', outcome: 'upheld' }),
      tickets.link(desk, { ...to(id), kind: 'related', other: own, remove: false }),
      tickets.link(desk, { ...to(own), kind: 'related', other: id, remove: false }),
      merge(desk, to(id), own),
      merge(desk, to(own), id),
      split(desk, { ...to(id), subject: 'Mine', issueIds: [], messageIds: [] }),
      undo(desk, to(id), undefined),
      write(desk, writing(id, teamB.agent)),
      write(desk, { ...writing(id, teamB.agent), visibility: 'internal' }),
      write(desk, writing(before.number, teamB.agent)),
      cancel(desk, teamB.agent, reply),
      retry(desk, teamB.agent, reply),
    ];
    expect(new Set(await Promise.all(tries.map(refusalOfLater)))).toEqual(new Set(['not-found']));
    expect(await rowOf(id)).toEqual(before);
  });

  test('who logs calls sees only what he logged', async () => {
    const id = await givenTicket(given, teamA.queueId);
    const light = asker({ agentId: teamB.agent.agentId, role: 'light', sight: { kind: 'own' } });
    expect(await refusalOfLater(write(given.desk, { ...writing(id, light), visibility: 'internal' }))).toBe(
      'not-found',
    );
    expect(
      await refusalOfLater(write(given.desk, { ...writing(id, asker({ role: 'light' })), visibility: 'public' })),
    ).toBe('not-allowed');
  });
});

describe('a reply', () => {
  test('that is repeated with its id is written once', async () => {
    const id = await givenTicket(given);
    const one = writing(id);
    const ids = await Promise.all([write(given.desk, one), write(given.desk, one), write(given.desk, one)]);
    expect(new Set(ids)).toEqual(new Set([one.messageId]));
    const [counts] = await given.sql.rows(
      `SELECT (SELECT count(*) FROM outbox WHERE ticket_id = $1) AS outbox, (SELECT count(*) FROM ticket_events WHERE ticket_id = $1 AND type = 'ReplyWritten') AS events`,
      [id],
    );
    expect(counts).toEqual({ outbox: 1, events: 1 });
  });

  test('is taken back inside its undo window, and what it answered waits again', async () => {
    const id = await givenTicket(given);
    const before = await rowOf(id);
    const messageId = await write(given.desk, writing(id));
    expect(await rowOf(id)).toMatchObject({
      unansweredSince: null,
      firstResponseAt: later(given.clock.now(), 10 * SECOND),
    });
    await cancel(given.desk, given.admin, messageId);
    expect(await rowOf(id)).toMatchObject({ unansweredSince: before.unansweredSince, firstResponseAt: null });
    expect(await refusalOfLater(cancel(given.desk, given.admin, messageId))).toBe('too-late');
  });

  test('that has gone is not taken back', async () => {
    const id = await givenTicket(given);
    const messageId = await write(given.desk, writing(id));
    given.clock.moveBy(11 * SECOND);
    await send(
      given.desk,
      { build: () => Promise.resolve(Buffer.from('x')), send: null },
      { ids: [await outboxOf(messageId)] },
    );
    expect(await refusalOfLater(cancel(given.desk, given.admin, messageId))).toBe('too-late');
    expect(await rowOf(id)).toMatchObject({ unansweredSince: null });
  });

  test('that was tried and not taken is called off: what it answered waits again, and no try follows', async () => {
    const id = await givenTicket(given);
    const { unansweredSince } = await rowOf(id);
    const messageId = await write(given.desk, writing(id));
    given.clock.moveBy(11 * SECOND);
    const busy: SendingOutcome = { kind: 'retry', detail: '450 busy' };
    const post = { build: () => Promise.resolve(Buffer.from('x')), send: () => Promise.resolve(busy) };
    await send(given.desk, post, { messageIds: [messageId] });
    await cancel(given.desk, given.admin, messageId);
    expect(await rowOf(id)).toMatchObject({ unansweredSince, firstResponseAt: null });
    given.clock.moveBy(HOUR);
    const tries: number[] = [];
    const counting = () => Promise.resolve(tries.push(1)).then(() => busy);
    await send(given.desk, { ...post, send: counting }, { messageIds: [messageId] });
    expect(tries).toEqual([]);
  });

  test('is not written by somebody who has not read the newest message', async () => {
    const id = await givenTicket(given);
    const { version } = await rowOf(id);
    await write(given.desk, writing(id));
    expect(await refusalOfLater(write(given.desk, { ...writing(id), seenVersion: version }))).toBe('moved-on');
  });

  test('that failed is sent again and counts from then', async () => {
    const { id, messageId } = await failed();
    expect(await rowOf(id)).toMatchObject({ firstResponseAt: null });
    given.clock.moveBy(MINUTE);
    await retry(given.desk, given.admin, messageId);
    expect(await rowOf(id)).toMatchObject({ firstResponseAt: given.clock.now(), unansweredSince: null });
    expect(await refusalOfLater(retry(given.desk, given.admin, messageId))).toBe('already-done');
  });

  test('that a template wrote answers nobody, also when it is sent again', async () => {
    const { id, messageId } = await failed(
      `UPDATE messages SET automatic = 'acknowledgement', author_id = NULL WHERE id = $1`,
    );
    await retry(given.desk, given.admin, messageId);
    expect(await rowOf(id)).toMatchObject({ firstResponseAt: null });
    expect((await rowOf(id)).unansweredSince).not.toBeNull();
  });
});

async function outboxOf(messageId: string): Promise<string> {
  const [row] = await given.sql.rows<{ id: string }>('SELECT id FROM outbox WHERE message_id = $1', [messageId]);
  return row?.id ?? '';
}

/** A reply that the other server refused for good. */
async function failed(marked?: string): Promise<{ id: string; messageId: string }> {
  const id = await givenTicket(given);
  const messageId = await write(given.desk, writing(id));
  if (marked !== undefined) await given.sql.rows(marked, [messageId]);
  given.clock.moveBy(11 * SECOND);
  const refusing = () => Promise.resolve({ kind: 'failed' as const, detail: '550 no' });
  await send(
    given.desk,
    { build: () => Promise.resolve(Buffer.from(messageId)), send: refusing },
    { ids: [await outboxOf(messageId)] },
  );
  return { id, messageId };
}

describe('automatic mail', () => {
  const book = (to: string, ticketId: string) =>
    inTransaction(given.desk.database, (tx) => bookAutomaticMail(tx, 'other', to, ticketId, given.clock.now()));
  const verified = async (to: string): Promise<void> => {
    const id = newId();
    await given.sql.rows('INSERT INTO customers (id, name) VALUES ($1, $2)', [id, to]);
    await given.sql.rows(
      `INSERT INTO identities (id, customer_id, first_customer_id, kind, value, verified_at) VALUES ($1, $2, $2, 'email', $3, now())`,
      [newId(), id, to],
    );
  };
  const allowed = (verdicts: readonly { allowed: boolean }[]): number =>
    verdicts.filter((verdict) => verdict.allowed).length;

  test('of one ticket to one recipient stays within ten in ten minutes, however many ask at once', async () => {
    await verified('robot@one.test');
    const ticket = newId();
    expect(allowed(await Promise.all(Array.from({ length: 40 }, () => book('Robot@one.test', ticket))))).toBe(10);
    given.clock.moveBy(10 * MINUTE);
    expect(allowed(await Promise.all(Array.from({ length: 40 }, () => book('robot@one.test', ticket))))).toBe(5);
  });

  test('to one recipient over all tickets stays within thirty in ten minutes', async () => {
    await verified('robot@many.test');
    expect(allowed(await Promise.all(Array.from({ length: 60 }, () => book('robot@many.test', newId()))))).toBe(30);
  });

  test('to an address that nobody has proven ends after three for good', async () => {
    expect(allowed(await Promise.all(Array.from({ length: 9 }, () => book('victim@x.test', newId()))))).toBe(3);
    given.clock.moveBy(48 * 60 * MINUTE);
    expect(allowed([await book('victim@x.test', newId())])).toBe(0);
  });
});
