import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay } from '@redress/domain/ticket/evolve.js';
import { later, MINUTE } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { candidates } from '@redress/persistence/stores/placing.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { complainedBefore } from '@redress/views/complained-before.view.js';
import { customerTimeline } from '@redress/views/customer-timeline.view.js';
import { customerCard } from '@redress/views/customer.view.js';
import { lookalikes } from '@redress/views/lookalikes.view.js';
import fc from 'fast-check';
import { deskForTest, givenCrew, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { verifyAudit } from './audit.js';
import { addIdentity, confirmIdentity, dropIdentity, tellApart } from './customer-keys.js';
import { MOST_AT_ONCE, workOnCustomerMoves } from './customer-moving.js';
import { joinProven, mergeCustomers, unmergeCustomers } from './customer-merging.js';
import { openByHand } from './opening-by-hand.js';
import { saveStanding } from './standing.js';
import { edit } from './tickets.js';
import { undertake } from './undertakings.js';
import { claimIdentity } from '@redress/persistence/stores/identities.store.js';
import { inTransaction } from '@redress/persistence/sql.js';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(async () => given.close());

const NO_STANDING = { organisationId: null, tier: null, region: null, value: null, relationshipRisk: null };
let people = 0;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly ticket: string;
}

async function open(customer: { name?: string; email?: string; id?: string }, queueId?: string): Promise<string> {
  given.clock.moveTo(later(given.clock.now(), MINUTE));
  const words = { subject: 'Broken lamp', text: 'It broke.', kind: 'complaint', channel: 'email' } as const;
  return openByHand(given.desk, given.admin, newId(), { ...words, queueId, customer });
}

async function person(name = 'Ann', queueId?: string): Promise<Person> {
  const email = `p${(people += 1)}@customer.test`;
  const ticket = await open({ name, email }, queueId);
  return { id: await customerOf(ticket), email, ticket };
}

const customerOf = async (ticket: string): Promise<string> =>
  (await readTicket(given.sql, ticket))?.ticket.customerId ?? 'nobody';
const merge = (one: string, into: string): Promise<void> => mergeCustomers(given.desk, given.admin, one, into);
const part = (end: string, from: string): Promise<void> => unmergeCustomers(given.desk, given.admin, end, from);
const card = async (id: string) => {
  const found = await customerCard(given.sql, given.admin, id);
  if (found === null) throw new Error(`No card of ${id}`);
  return found;
};
const timelineOf = (id: string, limit = 50, after?: string) =>
  customerTimeline(given.sql, given.admin, id, { limit, after, kinds: [] });

/** Whose everything is, and what each is to us: all that a merge touches and its undo must restore. */
async function snapshot(ids: readonly string[]): Promise<unknown> {
  const rows = await given.sql.rows(
    `SELECT c.id, c.merged_into, c.name, c.language, c.tier, c.region, c.value_amount, c.relationship_risk,
       ARRAY(SELECT i.value FROM identities i WHERE i.customer_id = c.id ORDER BY 1) AS identities,
       ARRAY(SELECT t.id FROM tickets t WHERE t.customer_id = c.id ORDER BY 1) AS tickets
     FROM customers c WHERE c.id = ANY($1::uuid[]) ORDER BY c.id`,
    [ids],
  );
  return rows;
}

async function expectFolded(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    expect(replay(await eventsOf(given.sql, id))).toEqual((await readTicket(given.sql, id))?.ticket);
  }
}

describe('merging two customers', () => {
  test('gives addresses, tickets and what is not known yet to the one who stays; the other answers in his place', async () => {
    const [ann, bo] = [await person('Ann Lee'), await person('Anna Lee')];
    await saveStanding(given.desk, given.admin, ann.id, null, { ...NO_STANDING, tier: 'gold', region: 'de-by' });
    await saveStanding(given.desk, given.admin, bo.id, null, { ...NO_STANDING, tier: 'silver' });
    await merge(ann.id, bo.id);
    const merged = await card(ann.id);
    expect(merged).toMatchObject({ id: bo.id, name: 'Anna Lee', ticketCount: 2 });
    expect(merged.identities.map(({ value }) => value).sort()).toEqual([ann.email, bo.email].sort());
    expect(merged.mergedFrom).toMatchObject([{ id: ann.id, name: 'Ann Lee' }]);
    expect(await customerOf(ann.ticket)).toBe(bo.id);
    expect(await snapshot([bo.id])).toMatchObject([{ tier: 'silver', region: 'de-by' }]);
    await expectFolded([ann.ticket, bo.ticket]);
    expect((await eventsOf(given.sql, ann.ticket)).at(-1)).toMatchObject({
      type: 'CustomerChanged',
      customerId: bo.id,
      from: ann.id,
      by: { kind: 'system', id: 'customerMerge' },
    });
  });

  test('is refused with oneself, twice, and into somebody who is merged', async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    expect(await refusalOfLater(merge(a.id, a.id))).toBe('merge-circle');
    await merge(a.id, b.id);
    expect(await refusalOfLater(merge(a.id, c.id))).toBe('already-done');
    expect(await refusalOfLater(merge(b.id, a.id))).toBe('merge-circle');
    expect(await refusalOfLater(merge(c.id, newId()))).toBe('not-found');
  });

  test('of the same pair in both directions at once leaves one of them, and nothing lost', async () => {
    const [a, b] = [await person(), await person()];
    const results = await Promise.allSettled([merge(a.id, b.id), merge(b.id, a.id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await card(a.id)).id).toBe((await card(b.id)).id);
    expect((await card(a.id)).ticketCount).toBe(2);
  });

  test('while he writes loses no ticket: whatever he opens meanwhile is of the one who stays', async () => {
    const [a, b] = [await person(), await person()];
    const [, ...opened] = await Promise.all([
      merge(a.id, b.id),
      ...[1, 2, 3, 4].map(() => open({ id: a.id })),
      ...[1, 2].map(() => open({ email: a.email })),
    ]);
    expect(new Set(await Promise.all(opened.map(customerOf)))).toEqual(new Set([b.id]));
    await expectFolded(opened);
  });
});

describe('undoing a merge', () => {
  test('leaves with the one who stays what came since, but for tickets opened by a key that goes back', async () => {
    const [a, b] = [await person(), await person()];
    await merge(a.id, b.id);
    const byMail = await open({ email: a.email });
    const byOther = await open({ email: b.email });
    const since = { kind: 'customerNumber', value: `K-${newId()}` } as const;
    await addIdentity(given.desk, given.admin, b.id, since);
    await part(b.id, a.id);
    expect(await snapshot([a.id])).toMatchObject([{ identities: [a.email], tickets: [a.ticket, byMail].sort() }]);
    const stayed = { identities: [since.value, b.email].sort(), tickets: [b.ticket, byOther].sort() };
    expect(await snapshot([b.id])).toMatchObject([stayed]);
    await expectFolded([a.ticket, b.ticket, byMail, byOther]);
  });

  test('does not take what somebody gave to another meanwhile', async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    await merge(a.id, b.id);
    await edit(given.desk, { asker: given.admin, ticket: a.ticket, version: null }, { customerId: c.id });
    await part(b.id, a.id);
    expect(await customerOf(a.ticket)).toBe(c.id);
  });

  test('in the middle of a chain parts one and keeps the rest', async () => {
    const [a, b, c] = [await person('A A'), await person('B B'), await person('C C')];
    await saveStanding(given.desk, given.admin, a.id, null, { ...NO_STANDING, tier: 'gold' });
    await merge(a.id, b.id);
    await merge(b.id, c.id);
    expect((await card(a.id)).id).toBe(c.id);
    expect(await snapshot([c.id])).toMatchObject([{ tier: 'gold' }]);
    await part(c.id, a.id);
    expect(await snapshot([a.id])).toMatchObject([{ merged_into: null, tickets: [a.ticket], tier: 'gold' }]);
    expect(await snapshot([c.id])).toMatchObject([{ tier: null, tickets: [b.ticket, c.ticket].sort() }]);
    await part(c.id, b.id);
    expect(await snapshot([b.id])).toMatchObject([{ merged_into: null, identities: [b.email], tier: null }]);
  });

  test('brings along whoever was merged into him before', async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    await merge(a.id, b.id);
    await merge(b.id, c.id);
    await part(c.id, b.id);
    expect((await card(a.id)).id).toBe(b.id);
    expect(await snapshot([b.id])).toMatchObject([{ tickets: [a.ticket, b.ticket].sort() }]);
    await part(b.id, a.id);
    expect(await customerOf(a.ticket)).toBe(a.id);
  });

  test('is refused for two who are not merged', async () => {
    const [a, b] = [await person(), await person()];
    expect(await refusalOfLater(part(a.id, b.id))).toBe('invalid');
  });

  test('gives accounts back as they were: their name, what is proven, and what only one of two spellings says', async () => {
    const [a, b] = [await person(), await person()];
    const handle = `ann${people}@social.example`;
    const account = (id: string, value: string) =>
      addIdentity(given.desk, given.admin, id, { kind: 'socialHandle', value });
    await account(a.id, `mastodon:@${handle.toUpperCase()}`);
    await account(b.id, `mastodon:https://web.social.example/@ann${people}`);
    await given.sql.rows(
      `UPDATE identities SET shown_as = 'Ann', verified_at = $2 WHERE customer_id = $1 AND kind = 'socialHandle'`,
      [a.id, new Date(given.clock.now())],
    );
    const accounts = () =>
      given.sql.rows(
        `SELECT id, customer_id, kind, value, shown_as, verified_at, undeliverable_at, created_at FROM identities
         WHERE customer_id = ANY($1::uuid[]) ORDER BY id`,
        [[a.id, b.id]],
      );
    const before = await accounts();
    await merge(a.id, b.id);
    const both = (await card(b.id)).identities.filter(({ kind }) => kind === 'socialHandle').map(({ value }) => value);
    expect(both.sort()).toEqual([`mastodon:${handle}`, `mastodon:ann${people}@web.social.example`].sort());
    await part(b.id, a.id);
    expect(await accounts()).toEqual(before);
  });

  const step = fc.record({
    what: fc.constantFrom('merge', 'part', 'write', 'standing'),
    one: fc.nat(3),
    other: fc.nat(3),
  });

  test('right after it leaves everybody as he was, whatever story came before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.nat(3), fc.nat(3), async (story, from, to) => {
        const cast = [await person(), await person(), await person(), await person()];
        const at = (place: number): Person => cast[place] ?? failed();
        for (const { what, one, other } of story) await play(what, at(one), at(other));
        const [source, target] = [(await card(at(from).id)).id, (await card(at(to).id)).id];
        if (source === target) return;
        const ids = cast.map(({ id }) => id);
        const before = await snapshot(ids);
        await merge(source, target);
        await part(target, source);
        expect(await snapshot(ids)).toEqual(before);
        expect(await stray()).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

const failed = (): never => {
  throw new Error('A story with somebody else');
};

async function play(what: string, one: Person, other: Person): Promise<void> {
  const [a, b] = [(await card(one.id)).id, (await card(other.id)).id];
  if (what === 'merge' && a !== b) await merge(a, b);
  if (what === 'part' && a !== one.id) await part(a, one.id);
  if (what === 'write') await open({ email: one.email });
  const tier = one.email.length % 2 === 0 ? 'gold' : 'silver';
  if (what === 'standing') await saveStanding(given.desk, given.admin, a, null, { ...NO_STANDING, tier });
}

/** Nothing belongs to somebody who is no longer himself. */
const stray = () =>
  given.sql.rows(
    `SELECT c.id FROM customers c WHERE c.merged_into IS NOT NULL AND (EXISTS (SELECT 1 FROM tickets t WHERE t.customer_id = c.id)
       OR EXISTS (SELECT 1 FROM identities i WHERE i.customer_id = c.id))`,
  );

describe('a merge of many tickets', () => {
  const work = async (): Promise<void> => {
    while ((await workOnCustomerMoves(given.desk)) > 0);
  };

  test('is done at once but for the tickets, which follow in parts; meanwhile nothing of his gets lost', async () => {
    const [many, stays, third] = [await person('Ann Lee'), await person('Anna Lee'), await person()];
    for (let count = 0; count < MOST_AT_ONCE; count += 1) await open({ id: many.id });
    const ids = [many.id, stays.id];
    const before = await snapshot(ids);
    const all = MOST_AT_ONCE + 1;
    await merge(many.id, stays.id);
    expect(await card(many.id)).toMatchObject({ id: stays.id, ticketCount: all + 1, moving: { moved: 0, total: all } });
    expect(await workOnCustomerMoves(given.desk)).toBe(25);
    expect((await card(stays.id)).moving).toEqual({ moved: 25, total: all });
    expect(await refusalOfLater(merge(stays.id, third.id))).toBe('in-use');
    expect(await customerOf(await open({ email: third.email }))).toBe(third.id);
    await part(stays.id, many.id);
    await work();
    expect(await snapshot(ids)).toEqual(before);
    expect((await card(stays.id)).moving).toBeNull();
    await merge(many.id, stays.id);
    const later = await open({ email: many.email });
    expect(await customerOf(later)).toBe(stays.id);
    await work();
    expect(await stray()).toEqual([]);
    expect((await card(stays.id)).ticketCount).toBe(all + 2);
    await expectFolded([many.ticket, later]);
    await part(stays.id, many.id);
    expect((await card(many.id)).moving).toEqual({ moved: 0, total: all + 1 });
    expect(await refusalOfLater(merge(many.id, stays.id))).toBe('in-use');
    await work();
    expect(await customerOf(later)).toBe(many.id);
    expect(await customerOf(stays.ticket)).toBe(stays.id);
    expect((await card(many.id)).ticketCount).toBe(all + 1);
  });

  test('whoever was a part of him takes part in his tickets before they have followed', async () => {
    const [many, stays] = [await person(), await person()];
    for (let count = 0; count < MOST_AT_ONCE; count += 1) await open({ id: many.id });
    await merge(many.id, stays.id);
    const [found] = await candidates(given.sql, [many.ticket], 'other@customer.test', stays.id);
    expect(found?.senderTakesPart).toBe(true);
    await work();
  });
});

describe('who might be the same', () => {
  const seenBy = async (id: string) => lookalikes(given.sql, given.admin, await card(id));
  const claim = (id: string, kind: string, value: string) =>
    inTransaction(given.desk.database, (tx) => claimIdentity(tx, id, kind, value));

  test('is suggested both ways by an address that one claims and the other has, before a mere name', async () => {
    const tag = `Q${newId().replace(/[\d-]/g, '')}`;
    const [known, claims, namesake] = [await person(`Mara ${tag}`), await person(), await person(`${tag}, Mara`)];
    await claim(claims.id, 'email', known.email);
    expect(await seenBy(claims.id)).toMatchObject([
      { customer: { id: known.id, ticketCount: 1 }, because: [{ kind: 'claimedAddress', value: known.email }] },
    ]);
    expect(await seenBy(known.id)).toMatchObject([
      { customer: { id: claims.id } },
      { customer: { id: namesake.id }, because: [{ kind: 'sameName' }] },
    ]);
  });

  test('is not suggested again once somebody said that they are two', async () => {
    const [a, b] = [await person(), await person()];
    await claim(a.id, 'email', b.email);
    await tellApart(given.desk, given.admin, a.id, b.id);
    await tellApart(given.desk, given.admin, b.id, a.id);
    expect(await seenBy(a.id)).toEqual([]);
    expect(await seenBy(b.id)).toEqual([]);
  });

  test('is nobody of whom the asker sees no ticket', async () => {
    const crew = await givenCrew(given, 'Quill');
    const [mine, foreign] = [await person('Ann', crew.queueId), await person()];
    await claim(mine.id, 'email', foreign.email);
    expect(await lookalikes(given.sql, crew.agent, await card(mine.id))).toEqual([]);
    expect(await seenBy(mine.id)).toHaveLength(1);
  });

  test('by the same own mailbox elsewhere is suggested', async () => {
    const box = `mara.${newId().replaceAll('-', '')}`;
    const one = await customerOf(await open({ email: `${box}@home.test` }));
    const other = await customerOf(await open({ email: `${box}@work.test` }));
    expect(await seenBy(one)).toMatchObject([{ customer: { id: other }, because: [{ kind: 'sameMailbox' }] }]);
  });

  test('calls from one number under another name, and is another until somebody says that both are one', async () => {
    const phone = '+49 30 7770001';
    const one = await customerOf(await open({ name: 'Ann Lee', phone } as { name: string }));
    const same = await customerOf(await open({ phone } as { name?: string }));
    const other = await customerOf(await open({ name: 'Bo Berg', phone } as { name: string }));
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(await seenBy(other)).toMatchObject([{ customer: { id: one }, because: [{ kind: 'claimedPhone' }] }]);
  });

  test('becomes one by itself when the address that he claimed is proven', async () => {
    const [owner, claimant] = [await person(), await person()];
    await claim(claimant.id, 'email', owner.email);
    await inTransaction(given.desk.database, (tx) => joinProven(tx, given.desk, claimant.ticket, owner.email));
    expect((await card(claimant.id)).id).toBe(owner.id);
    await inTransaction(given.desk.database, (tx) => joinProven(tx, given.desk, claimant.ticket, owner.email));
    await part(owner.id, claimant.id);
    expect(await customerOf(claimant.ticket)).toBe(claimant.id);
  });
});

describe('a key of a customer', () => {
  test('is kept as it is compared, verified by whoever made sure, and removed', async () => {
    const { id, email } = await person();
    await addIdentity(given.desk, given.admin, id, { kind: 'phone', value: '030 / 777 00 02' });
    const [, phone] = (await card(id)).identities;
    expect(phone).toMatchObject({ kind: 'phone', value: '+49307770002', verifiedAt: null });
    await confirmIdentity(given.desk, given.admin, id, phone?.id ?? '');
    expect((await card(id)).identities[1]?.verifiedAt).not.toBeNull();
    await dropIdentity(given.desk, given.admin, id, phone?.id ?? '');
    expect((await card(id)).identities.map(({ value }) => value)).toEqual([email]);
    expect(await refusalOfLater(dropIdentity(given.desk, given.admin, id, phone?.id ?? ''))).toBe('not-found');
    expect(await verifyAudit(given.desk.database)).toBeNull();
  });

  test.each([
    ['phone', '12'],
    ['email', 'ann at home'],
    ['socialHandle', '@ann'],
    ['customerNumber', ' '],
  ] as const)('of kind %s is refused as %j', async (kind, value) => {
    const { id } = await person();
    expect(await refusalOfLater(addIdentity(given.desk, given.admin, id, { kind, value }))).toBe('invalid');
  });

  test('that is another’s stays his', async () => {
    const [a, b] = [await person(), await person()];
    const taken = { kind: 'email', value: b.email } as const;
    expect(await refusalOfLater(addIdentity(given.desk, given.admin, a.id, taken))).toBe('in-use');
    expect((await card(b.id)).identities).toHaveLength(1);
  });
});

describe('the timeline of a customer', () => {
  test('tells tickets, messages, promises and merges of all his records in one order, in pages without gap or double', async () => {
    const [a, b] = [await person('Ann Ash'), await person('Bea Ash')];
    const wish = { asker: given.admin, ticket: a.ticket, version: null };
    const dueAt = later(given.clock.now(), 60 * MINUTE);
    await undertake(given.desk, wish, newId(), { text: 'We send a new one', dueAt });
    given.clock.moveTo(later(given.clock.now(), MINUTE));
    await merge(a.id, b.id);
    const whole = await timelineOf(b.id);
    expect(whole.data.map((entry) => entry.what)).toEqual([
      ...['merge', 'promise', 'ticket', 'message', 'ticket', 'message'].slice(0, 2),
      ...whole.data.slice(2).map((entry) => entry.what),
    ]);
    expect(whole.data[0]).toMatchObject({ what: 'merge', change: 'merged', customer: { name: 'Ann Ash' } });
    expect(whole.data[1]).toMatchObject({ what: 'promise', change: 'made', text: 'We send a new one' });
    expect(whole.data).toHaveLength(6);
    const paged = [];
    for (let after: string | undefined; ;) {
      const { data, page } = await timelineOf(b.id, 1, after);
      paged.push(...data);
      if (page.next === null) break;
      after = page.next;
    }
    expect(paged).toEqual(whole.data);
    const ats = whole.data.map(({ at }) => at);
    expect(ats).toEqual([...ats].sort().reverse());
  });

  test('shows nothing of tickets that the asker may not see', async () => {
    const crew = await givenCrew(given, 'Rill');
    const { id, email, ticket } = await person('Ann', crew.queueId);
    await open({ email });
    const { data } = await customerTimeline(given.sql, crew.agent, id, { limit: 50, kinds: ['message', 'ticket'] });
    expect(new Set(data.map((entry) => entry.ticket?.id))).toEqual(new Set([ticket]));
    expect((await timelineOf(id)).data.length).toBeGreaterThan(data.length);
  });

  test('knows how often he complained before, and for the same reason', async () => {
    const { id, email, ticket } = await person();
    const second = await open({ email });
    const third = await open({ email });
    await given.sql.rows(`UPDATE issues SET problem_type = 'privacy' WHERE ticket_id = ANY($1::uuid[])`, [
      [ticket, third],
    ]);
    expect(await complainedBefore(given.sql, given.admin, third)).toMatchObject({
      count: 2,
      sameCause: 1,
      last: { id: second },
    });
    expect(await complainedBefore(given.sql, given.admin, ticket)).toEqual({ count: 0, last: null, sameCause: 0 });
    expect((await card(id)).ticketCount).toBe(3);
  });
});
