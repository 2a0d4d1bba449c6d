import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Absence,
  AgentWork,
  DryRun,
  Organisation,
  PriorityTable,
  RoutingPreview,
  RoutingRule,
  RoutingSettings,
  TicketRouting,
} from '@redress/contract/routing.js';
import type { Page, Problem } from '@redress/contract/answers.js';
import type { Queue, Team } from '@redress/contract/people.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { ClockView } from '@redress/contract/sla.js';
import type { Ticket, TicketEventView } from '@redress/contract/ticket.js';
import { type Journey, startJourney, until } from '../support/journey.js';

let journey: Journey;
let anna: string;
let ben: string;
let careTeam: string;
let general: string;
let german: string;

const put = { method: 'PUT' };
const seen = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

async function made<Body>(path: string, body: unknown, asking: object = {}): Promise<Body> {
  const answer = await journey.ask<Body>(path, { body, ...asking });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

beforeAll(async () => {
  journey = await startJourney();
  const [first] = (await journey.ask<Page<Queue>>('/queues')).body.data;
  general = first?.id ?? '';
  careTeam = (await made<Team>('/teams', { name: 'Care', memberIds: [] })).id;
  anna = await journey.addAgent('Anna', 'agent', [careTeam]);
  ben = await journey.addAgent('Ben', 'agent', [careTeam]);
  const queue = { name: 'German care', teamId: careTeam, addresses: ['hilfe@desk.test'], kind: 'complaint' };
  german = (await made<Queue>('/queues', queue)).id;
  await made('/skills/german', { name: 'German' }, put);
  await made('/products/lumo-2', { name: 'Lumo 2', words: ['Lumo 2', 'Lumo II'] }, put);
  await made<Organisation>('/organisations', {
    ...{ name: 'Nordlicht GmbH', tier: 'gold', region: 'de-hh', keyAccountManagerId: anna },
    domains: ['nordlicht.example'],
  });
});
afterAll(async () => journey.close());

const GOLD = { fact: 'tier', operator: 'is', value: 'gold' };
const GERMAN = { fact: 'language', operator: 'is', value: 'de' };

const rule = (name: string, condition: object | null, actions: object, stop = false) => ({
  ...{ name, enabled: true, condition, actions, stop },
});

let count = 0;
const mail = (from: string, subject: string, text: string): Buffer =>
  Buffer.from(
    `From: Erika <${from}>\r\nTo: <desk@desk.test>\r\nSubject: ${subject}\r\nMessage-ID: <r${(count += 1)}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
  );

const GERMAN_TEXT =
  'Guten Tag, meine Lampe flackert seit gestern Abend und es riecht verbrannt. Bitte kümmern Sie sich schnell darum.';

const routingOf = async (ticketId: string): Promise<TicketRouting> =>
  (await journey.ask<TicketRouting>(`/tickets/${ticketId}/routing`)).body;

describe('a mail in German of a gold customer', () => {
  let placed: RoutingRule;
  beforeAll(async () => {
    placed = await made<RoutingRule>(
      '/routing-rules',
      rule(
        'German gold customers',
        { all: [GOLD, GERMAN] },
        {
          queueId: german,
          skills: [{ skill: 'german', level: 2 }],
          tags: ['vip'],
        },
      ),
    );
    const burnt = { fact: 'text', operator: 'contains', value: ['verbrannt', 'burnt'] };
    await made('/routing-rules', rule('What burns', burnt, { severity: 4, risk: 3 }));
  });

  it('lies in the German queue, urgent, with the key account manager, and says why', async () => {
    const { ticketId } = await journey.take(mail('erika@nordlicht.example', 'Lumo 2 flackert', GERMAN_TEXT));
    const ticket = await journey.ticket(ticketId ?? '');
    expect(ticket).toMatchObject({
      ...{ queue: { id: german }, priority: 'urgent', severity: 4, risk: 3, tags: ['vip'], status: 'open' },
      ...{ owner: { id: anna }, description: { language: 'de', product: 'lumo-2', region: 'de-hh' } },
      skills: [{ skill: 'german', level: 2 }],
    });
    const { routed, unassigned, names } = await routingOf(ticket.id);
    expect(unassigned).toBeNull();
    expect(routed).toMatchObject({
      because: 'opened',
      facts: { tier: 'gold', language: 'de', product: 'lumo-2', senderDomain: 'nordlicht.example' },
      result: { queueId: german, ownerId: anna, ownerBecause: 'accountManager' },
      trace: { priority: 'table', owners: [{ agentId: anna, taken: true }] },
    });
    expect(routed?.trace.rules.map(({ name, matched }) => [name, matched])).toEqual([
      ['German gold customers', true],
      ['What burns', true],
    ]);
    expect(names).toEqual(expect.arrayContaining([{ id: anna, name: 'Anna' }]));
    expect(JSON.stringify(routed?.facts)).not.toContain('erika');
  });

  it('stays in the general queue when it is in English, and the trace names the test', async () => {
    const text = 'Hello, my lamp has been flickering since yesterday evening. Please have a look at it soon.';
    const { ticketId } = await journey.take(mail('bob@elsewhere.example', 'Lamp flickers', text));
    expect(await journey.ticket(ticketId ?? '')).toMatchObject({ queue: { id: general }, owner: null });
    const { routed } = await routingOf(ticketId ?? '');
    expect(routed?.trace.rules[0]).toMatchObject({ matched: false, because: GOLD });
  });

  it('goes to a colleague who stands in while the manager is away', async () => {
    const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
    const absence = await made<Absence>('/absences', { agentId: anna, from, to, deputyId: ben });
    const { ticketId } = await journey.take(mail('hans@nordlicht.example', 'Lumo 2', GERMAN_TEXT));
    expect(await journey.ticket(ticketId ?? '')).toMatchObject({ owner: { id: ben } });
    await journey.ask(`/absences/${absence.id}`, { method: 'DELETE' });
  });

  it('is not given to the manager when she complains herself', async () => {
    const own = await made<Organisation>('/organisations', {
      ...{ name: 'The desk', tier: null, region: null, keyAccountManagerId: anna, domains: ['desk.test'] },
    });
    const { ticketId } = await journey.take(mail('anna@desk.test', 'My own lamp', 'My own lamp is broken, sadly.'));
    const { routed } = await routingOf(ticketId ?? '');
    const held = (await journey.ticket(ticketId ?? '')).held;
    if (held === null) expect(routed?.trace.owners).toMatchObject([{ agentId: anna, not: 'excluded' }]);
    else expect(routed).toBeNull();
    await journey.ask(`/organisations/${own.id}`, { method: 'DELETE' });
  });

  it('would go elsewhere by other rules: the dry run counts it and moves nothing', async () => {
    const run = await made<DryRun>('/routing/dry-run', {
      last: 100,
      rules: [rule('All urgent', null, { priority: 'urgent' })],
    });
    expect(run.tickets).toBeGreaterThanOrEqual(3);
    expect(run.otherQueue).toBeGreaterThanOrEqual(2);
    expect(run.changes[0]).toMatchObject({ priority: { after: 'urgent' } });
    const kept = await made<DryRun>('/routing/dry-run', { last: 100 });
    expect(kept).toMatchObject({ otherQueue: 0, otherKind: 0, otherPriority: 0, otherOwner: 0 });
  });

  it('stays where a person put it in the dry run too, also where no rule was there to move it', async () => {
    const stays = await made<Ticket>('/tickets', {
      ...{ subject: 'By telephone', text: 'She called.', kind: 'enquiry', channel: 'phone', queueId: general },
      customer: { name: 'Ida Berg' },
    });
    const moves = await made<Ticket>('/tickets', {
      ...{ subject: 'By letter', text: 'She wrote.', kind: 'enquiry', channel: 'letter' },
      customer: { name: 'Ida Berg' },
    });
    const rules = [rule('All to the Germans', null, { queueId: german })];
    const { changes } = await made<DryRun>('/routing/dry-run', { last: 2, rules });
    expect(changes.map(({ ticketId }) => ticketId)).toContain(moves.id);
    expect(changes.filter(({ ticketId }) => ticketId === stays.id)).toEqual([]);
  });

  it('would be of another kind by other rules: the dry run counts that too, and nothing else', async () => {
    const rules = [rule('Praise', { fact: 'language', operator: 'is', value: 'de' }, { kind: 'compliment' })];
    const [kept, run] = [
      await made<DryRun>('/routing/dry-run', { last: 100, rules: [] }),
      await made<DryRun>('/routing/dry-run', { last: 100, rules }),
    ];
    expect(kept.otherKind).toBe(0);
    expect(run).toMatchObject({ otherQueue: kept.otherQueue, otherPriority: kept.otherPriority });
    expect(run.otherKind).toBeGreaterThanOrEqual(1);
    expect(run.otherKind).toBeLessThan(run.tickets);
    expect(run.changes.map(({ kind }) => kind)).toContainEqual({ before: 'complaint', after: 'compliment' });
  });

  it('is routed by the newest version of a rule, and a version that moved on is refused', async () => {
    const words = rule('German gold customers', { all: [GOLD, GERMAN] }, { queueId: german, tags: ['vip', 'de'] });
    const path = `/routing-rules/${placed.id}`;
    expect((await journey.ask(path, { ...put, body: words, ...seen(7) })).status).toBe(412);
    expect((await journey.ask(path, { ...put, body: words })).status).toBe(428);
    expect(await made<RoutingRule>(path, words, { ...put, ...seen(1) })).toMatchObject({ version: 2 });
    const { ticketId } = await journey.take(mail('ida@nordlicht.example', 'Lumo', GERMAN_TEXT));
    expect((await journey.ticket(ticketId ?? '')).tags).toEqual(['de', 'vip']);
    const { body } = await journey.ask<Page<object>>(`${path}/versions`);
    expect(body.data).toHaveLength(2);
  });
});

describe('trying rules', () => {
  it('tells result and trace of facts', async () => {
    const facts = { channel: 'email', queue: general, tier: 'GOLD', language: 'de', severity: 1, risk: 1 };
    const preview = await made<RoutingPreview>('/routing/preview', { facts });
    expect(preview.result).toMatchObject({ queueId: german, priority: 'low' });
    expect(preview.trace.rules[0]).toMatchObject({ matched: true, pass: 1 });
    expect(preview.names).toEqual(expect.arrayContaining([{ id: german, name: 'German care' }]));
  });

  it.each([
    ['an unknown fact', { facts: { colour: 'red' } }, '/facts/colour'],
    ['a fact of another type', { facts: { severity: 'high' } }, '/facts/severity'],
    [
      'a faulty rule',
      { facts: {}, rules: [rule('x', { fact: 'tier' }, { tags: ['x'] })] },
      '/rules/0/condition/operator',
    ],
  ])('refuses %s and points at it', async (_, body, pointer) => {
    const answer = await journey.ask<Problem>('/routing/preview', { body });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('refuses a rule that would move a ticket round, and names the circle', async () => {
    const toGeneral = rule('Back', { fact: 'queue', operator: 'is', value: german }, { queueId: general });
    const there = rule('There', { fact: 'queue', operator: 'is', value: general }, { queueId: german });
    const { id } = await made<RoutingRule>('/routing-rules', there);
    const { status, body } = await journey.ask<Problem>('/routing-rules', { body: toGeneral });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/actions/queueId', code: 'circle' }]);
    expect(body.detail).toContain('"Back"');
    await journey.ask(`/routing-rules/${id}`, { method: 'DELETE' });
  });

  it('refuses a skill that nobody knows and a person who left', async () => {
    const gone = await journey.addAgent('Gone', 'agent');
    await journey.sql.rows('UPDATE agents SET disabled_at = now() WHERE id = $1', [gone]);
    const actions = { skills: [{ skill: 'latin', level: 2 }], ownerId: gone };
    const { body } = await journey.ask<Problem>('/routing-rules', { body: rule('Latin', null, actions) });
    expect(body.errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/actions/skills/0/skill', 'unknown'],
      ['/actions/ownerId', 'left'],
    ]);
  });

  it('keeps the priority table that an administrator wrote', async () => {
    const rows = [0, 1, 2, 3].map(() => ['normal', 'normal', 'high', 'high']);
    const { version } = (await journey.ask<PriorityTable>('/priority-table')).body;
    await made('/priority-table', { rows }, { ...put, ...seen(version) });
    const preview = await made<RoutingPreview>('/routing/preview', { facts: { severity: 1, risk: 1 } });
    expect(preview).toMatchObject({ result: { priority: 'normal' }, trace: { priority: 'table' } });
    expect((await journey.ask('/priority-table', { ...put, body: { rows }, ...seen(version) })).status).toBe(412);
  });

  it('weighs work as an administrator says, and tells him in words what it cannot weigh', async () => {
    const { version, ...before } = (await journey.ask<RoutingSettings>('/routing/settings')).body;
    const wanted = { weights: { ...before.weights, phone: 5 }, returnAfterMinutes: 60 };
    await made('/routing/settings', wanted, { ...put, ...seen(version) });
    expect((await journey.ask<RoutingSettings>('/routing/settings')).body).toEqual({ ...wanted, version: version + 1 });
    expect((await journey.ask('/routing/settings', { ...put, body: wanted, ...seen(version) })).status).toBe(412);
    const bad = { weights: { ...before.weights, fax: 1, chat: -1 }, returnAfterMinutes: 0 };
    const refused = await journey.ask<Problem>('/routing/settings', { ...put, body: bad, ...seen(version + 1) });
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual([
      '/weights/fax',
      '/weights/chat',
      '/returnAfterMinutes',
    ]);
    await made('/routing/settings', before, { ...put, ...seen(version + 1) });
  });
});

describe('work that waits', () => {
  it('is given out by the worker once somebody sits down who can do it', async () => {
    await made(
      `/queues/${german}/assignment`,
      { mode: 'leastLoaded', relaxAfterSeconds: null },
      { ...put, ...seen(1) },
    );
    const body = { subject: 'Lampe', text: GERMAN_TEXT, queueId: german, customer: { email: 'new@nobody.example' } };
    const waits = await made<Ticket>('/tickets', body);
    const why = await until(async () => {
      const { unassigned } = await routingOf(waits.id);
      return unassigned?.because === 'nobodyPresent' ? unassigned : undefined;
    });
    expect(why.since).toBe(waits.receivedAt);
    await journey.sql.rows(
      `UPDATE agents SET presence = 'available', presence_since = now(), connected_at = now() WHERE id = $1`,
      [ben],
    );
    const owner = await until(async () => (await journey.ticket(waits.id)).owner ?? undefined);
    expect(owner).toEqual({ id: ben, name: 'Ben' });
    expect((await routingOf(waits.id)).assignedBecause).toBe('leastLoaded');
    const { data } = (await journey.ask<Page<AgentWork>>('/agents/work')).body;
    expect(data.find((one) => one.agent.id === ben)).toMatchObject({ presence: 'available' });
  });

  it('is listed by expected loss, the most expensive first, page by page', async () => {
    await journey.sql.rows(
      `UPDATE customers SET value_amount = 1000000, value_currency = 'EUR', relationship_risk = 0.5
       WHERE id = (SELECT customer_id FROM identities WHERE value = 'bob@elsewhere.example')`,
    );
    const answer = await journey.ask<Page<QueueRow>>('/tickets?sort=expectedLoss');
    const all = answer.body.data;
    const losses: number[] = [];
    for (const row of all)
      losses.push((await journey.ask<{ total: number }>(`/tickets/${row.id}/expected-loss`)).body.total);
    // A loss grows while one ticket after the other is asked for its own: what is alike may differ in its last digits.
    for (const [index, loss] of losses.slice(1).entries())
      expect(loss).toBeLessThanOrEqual((losses[index] ?? 0) * 1.000_001);
    for (const [index, { expectedLoss }] of all.entries())
      expect(Math.abs((expectedLoss ?? 0) - (losses[index] ?? -1))).toBeLessThanOrEqual(1 + (losses[index] ?? 0) / 100);
    const { data: byDue } = (await journey.ask<Page<QueueRow>>('/tickets?sort=due')).body;
    expect(byDue.filter((row) => 'expectedLoss' in row)).toEqual([]);
    expect(all.find((row) => row.valueAtRisk !== null)?.valueAtRisk).toEqual({ amount: 500_000, currency: 'EUR' });
    const paged: string[] = [];
    for (let path: string | null = '/tickets?sort=expectedLoss&limit=2'; path !== null;) {
      const { body }: { body: Page<QueueRow> } = await journey.ask<Page<QueueRow>>(path);
      paged.push(...body.data.map((row) => row.id));
      path = body.page.next === null ? null : `/tickets?sort=expectedLoss&limit=2&after=${body.page.next}`;
    }
    expect(paged).toEqual(all.map((row) => row.id));
  });
});

const HALF_AN_HOUR = { minutes: 30 };
const DANISH = {
  ...{ milestone: 'resolution', time: 'wall', pausesIn: [], accepts: 'human' },
  byPriority: { urgent: HALF_AN_HOUR, high: HALF_AN_HOUR, normal: HALF_AN_HOUR, low: HALF_AN_HOUR },
};

describe('a ticket that was described wrongly', () => {
  const TEXT = 'Hello, my lamp keeps flickering and nobody of your shop has answered me so far. Please help.';
  const change = (ticket: Ticket, body: object) => journey.change(ticket.id, body);
  // Nobody is there to whom a queue might give it meanwhile.
  beforeAll(() => journey.sql.rows(`UPDATE agents SET presence = 'away', connected_at = NULL`));
  const again = (ticket: Ticket) => journey.ask<Ticket>(`/tickets/${ticket.id}/route`, { method: 'POST' });
  const taken = async (subject: string): Promise<Ticket> =>
    journey.ticket((await journey.take(mail('jo@nordlicht.example', subject, TEXT))).ticketId ?? '');

  it('is corrected by a person, who is named in the history, and nobody overwrites it unseen', async () => {
    const ticket = await taken('Flickers');
    const corrected = await change(ticket, { language: 'de', product: 'lumo-2', region: 'de-by' });
    expect(corrected.body.description).toEqual({ language: 'de', product: 'lumo-2', region: 'de-by' });
    const unseen = { method: 'PATCH', body: { product: null }, ...seen(ticket.version) };
    expect((await journey.ask(`/tickets/${ticket.id}`, unseen)).status).toBe(412);
    expect((await change(ticket, { product: null })).body.description.product).toBeNull();
    const { data } = (await journey.ask<Page<TicketEventView>>(`/tickets/${ticket.id}/events`)).body;
    expect(data.filter(({ type }) => type === 'TicketDescribed').map(({ actor }) => actor.kind)).toEqual([
      'system',
      'agent',
      'agent',
    ]);
  });

  it.each([
    ['a product that nobody sells', { product: 'none' }, '/product'],
    ['a person who is not there', { excludedIds: ['00000000-0000-7000-8000-000000000099'] }, '/excludedIds/0'],
    ['a language in words', { language: 'German' }, '/language'],
    ['a region in words', { region: 'Upper Bavaria' }, '/region'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await journey.change<Problem>((await taken('Refused')).id, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('goes by another time limit as soon as its language asks for one', async () => {
    const policy = await made<{ id: string }>('/sla-policies', {
      ...{ name: 'Danish', enabled: true, condition: { fact: 'language', operator: 'is', value: 'da' } },
      ...{ targets: [DANISH], warnAt: [75], templates: [] },
    });
    const { body, headers } = await journey.ask<Page<{ id: string }>>('/sla-policies');
    const ids = [policy.id, ...body.data.map(({ id }) => id).filter((id) => id !== policy.id)];
    await journey.ask('/sla-policies/order', {
      ...put,
      body: { ids },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    const ticket = await taken('Limits');
    const { status, body: changed } = await change(ticket, { language: 'da' });
    expect(status).toBe(200);
    const clocks = (await journey.ask<Page<ClockView>>(`/tickets/${ticket.id}/clocks`)).body.data;
    const clock = clocks.find(({ milestone }) => milestone === 'resolution');
    expect(Date.parse(clock?.dueAt ?? '') - Date.parse(changed.receivedAt)).toBe(30 * 60_000);
    expect(clock?.retargets).toHaveLength(1);
    await journey.ask(`/sla-policies/${policy.id}`, { method: 'DELETE', headers: { 'if-match': '*' } });
  });

  it('is routed again by what is known now, which can be taken back', async () => {
    const ticket = await taken('Routed again');
    expect(ticket.queue.id).toBe(general);
    const { body: corrected } = await change(ticket, { language: 'de' });
    const { body: placed } = await again(corrected);
    expect(placed).toMatchObject({ queue: { id: german }, tags: ['de', 'vip'], owner: { id: anna } });
    const { routed } = await routingOf(ticket.id);
    expect(routed).toMatchObject({ because: 'routedAgain', facts: { language: 'de' }, result: { queueId: german } });
    const undone = await journey.ask<Ticket>(`/tickets/${ticket.id}/undo`, { body: {} });
    expect(undone.body).toMatchObject({
      ...{ queue: { id: general }, owner: null, status: 'new', tags: [], skills: [] },
      description: { language: 'de' },
    });
    expect((await routingOf(ticket.id)).routed?.because).toBe('opened');
  });

  it('keeps the priority that a person gave it', async () => {
    const ticket = await taken('Kept low');
    await change(ticket, { priority: 'low', severity: 4, risk: 4 });
    expect((await again(ticket)).body.priority).toBe('low');
    expect((await routingOf(ticket.id)).routed?.trace.priority).toBe('person');
  });

  it('leaves whoever must not have it, and routing passes him over from then on', async () => {
    const ticket = await taken('Conflict of interest');
    await change(ticket, { language: 'de' });
    const { body: hers } = await again(ticket);
    expect(hers.owner?.id).toBe(anna);
    const kept = await change(hers, { excludedIds: [anna] });
    expect(kept.body).toMatchObject({ owner: null, excluded: [{ id: anna, name: 'Anna' }] });
    expect((await again(ticket)).body).toMatchObject({ owner: null, excluded: [{ id: anna }] });
    const { routed } = await routingOf(ticket.id);
    expect(routed?.trace.owners.find(({ agentId }) => agentId === anna)?.not).toBe('excluded');
  });

  it('goes to whom a rule names by now, and back to the queue from whom it takes it', async () => {
    const ticket = await taken('Ben knows');
    const named = await made<RoutingRule>(
      '/routing-rules',
      rule('Ben knows', { fact: 'tags', operator: 'contains', value: 'ben' }, { ownerId: ben, queueId: german }),
    );
    await change(ticket, { tags: ['ben'] });
    expect((await again(ticket)).body).toMatchObject({ owner: { id: ben }, queue: { id: german } });
    await journey.ask(`/routing-rules/${named.id}`, { method: 'DELETE' });
    expect((await again(ticket)).body.owner?.id).toBe(ben);
  });

  it('is not routed while it is closed', async () => {
    const ticket = await taken('Closed');
    await journey.ask(`/tickets/${ticket.id}/close`, { body: {} });
    const answer = await journey.ask<Problem>(`/tickets/${ticket.id}/route`, { method: 'POST' });
    expect([answer.status, answer.body.detail]).toEqual([
      409,
      'This ticket is closed. Reopen it before you route it again.',
    ]);
  });
});

describe('praise', () => {
  const clocksOf = async (id: string): Promise<string[]> => {
    const { data } = (await journey.ask<Page<ClockView>>(`/tickets/${id}/clocks`)).body;
    return data.filter(({ state }) => state === 'running').map(({ milestone }) => milestone);
  };
  const LETTER = 'Hello, I just want to say: well done! The lamp came a day early and it is lovely.';

  it('is taken for a compliment when a rule knows it, and nothing is asked of it that a complaint asks', async () => {
    const praised = { fact: 'text', operator: 'contains', value: ['well done'] };
    const { id } = await made<RoutingRule>('/routing-rules', rule('Praise', praised, { kind: 'compliment' }));
    const { ticketId } = await journey.take(mail('fan@elsewhere.example', 'Your lamp', LETTER));
    const ticket = await journey.ticket(ticketId ?? '');
    expect(ticket).toMatchObject({ kind: 'compliment', stage: null });
    expect(await clocksOf(ticket.id)).not.toContain('resolution');
    expect((await routingOf(ticket.id)).routed?.result.kind).toBe('compliment');
    await made(`/tickets/${ticket.id}/resolve`, {});
    const { result } = await made<RoutingPreview>('/routing/preview', { facts: { text: LETTER } });
    expect(result.kind).toBe('compliment');
    const said = { subject: 'Sarcasm', text: LETTER, kind: 'complaint' };
    expect(await made<Ticket>('/tickets', said)).toMatchObject({ kind: 'complaint', stage: 'received' });
    await journey.ask(`/routing-rules/${id}`, { method: 'DELETE', ...seen(1) });
  });

  it('that came as a complaint is kept as a compliment by a person: its time limit ends, no cause is asked for', async () => {
    const { ticketId } = await journey.take(mail('other@elsewhere.example', 'Your lamp', LETTER));
    const id = ticketId ?? '';
    expect(await clocksOf(id)).toContain('resolution');
    expect((await journey.ask(`/tickets/${id}/resolve`, { body: {} })).status).toBe(409);
    await made(`/tickets/${id}`, { kind: 'compliment' }, { method: 'PATCH', headers: { 'if-match': '*' } });
    expect(await clocksOf(id)).not.toContain('resolution');
    await made(`/tickets/${id}/resolve`, {});
    expect(await journey.ticket(id)).toMatchObject({ kind: 'compliment', stage: null, status: 'resolved' });
  });

  it('is one of four kinds', async () => {
    const { body } = await journey.ask<Problem>('/routing-rules', { body: rule('Odd', null, { kind: 'hymn' }) });
    expect(body.errors).toMatchObject([{ pointer: '/actions/kind', code: 'unknown' }]);
  });
});
