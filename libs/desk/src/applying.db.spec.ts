import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventsOf } from '@redress/persistence/event-log.js';
import type { MacroStep } from '@redress/domain/macros/macro.js';
import { macroList } from '@redress/views/macro.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { apply, fittingMacros, rehearse } from './applying.js';
import { createMacro, editMacro, type MacroWords, removeMacro } from './macros.js';
import { undo } from './merging.js';
import { cancel } from './calling-off.js';
import { edit } from './tickets.js';

let test: TestDesk;
let crew: Crew;
let other: Crew;
beforeAll(async () => {
  test = await deskForTest();
  crew = await givenCrew(test, 'Anna');
  other = await givenCrew(test, 'Bert');
});
afterAll(async () => test.close());

const REPLY: MacroStep = {
  do: 'reply',
  texts: [{ language: 'en', text: 'Dear {{customer.first_name | default: "customer"}}, your refund is on its way.' }],
};
const words = (more: Partial<MacroWords> = {}): MacroWords => ({
  ...{ name: 'Refund', position: 1, condition: null, goTo: 'next', ownerId: crew.agent.agentId, teamId: null },
  steps: [
    REPLY,
    { do: 'tag', add: ['refund'], remove: [] },
    { do: 'setPriority', priority: 'high' },
    { do: 'assignMe' },
    { do: 'setStatus', status: 'waitingCustomer' },
  ],
  ...more,
});
const made = (more: Partial<MacroWords> = {}): Promise<string> => createMacro(test.desk, crew.agent, words(more));
const ticketInQueue = (): Promise<string> => givenTicket(test, crew.queueId);
const wish = (ticket: string, version: number | null = null) => ({ asker: crew.agent, ticket, version });
const applying = (macroId: string, texts: readonly string[]) => ({
  ...{ macroId, macroVersion: null, texts, sendAfterSeconds: 20 },
});
const messageCount = async (ticket: string): Promise<number> =>
  (await test.sql.rows('SELECT 1 FROM messages WHERE ticket_id = $1', [ticket])).length;

describe('a macro', () => {
  it('shows every change and the text before anything happens', async () => {
    const [macroId, ticket] = [await made(), await ticketInQueue()];
    const events = (await eventsOf(test.sql, ticket)).length;
    const { before, after, texts, refused } = await rehearse(test.desk, wish(ticket), macroId);
    expect(refused).toBeNull();
    expect(texts).toMatchObject([{ kind: 'reply', text: 'Dear customer, your refund is on its way.', gaps: [] }]);
    expect(after).toMatchObject({
      ...{ status: 'waitingCustomer', priority: 'high', ownerId: crew.agent.agentId },
      ...{ tags: ['refund'], stage: 'acknowledged' },
    });
    expect(before).toMatchObject({ status: 'new', stage: 'received', ownerId: null });
    expect(await eventsOf(test.sql, ticket)).toHaveLength(events);
    expect(await messageCount(ticket)).toBe(1);
  });

  it('is one stroke: one undo takes the changes back, and the reply is cancelled in its window', async () => {
    const [macroId, ticket] = [await made(), await ticketInQueue()];
    const done = await apply(test.desk, wish(ticket), applying(macroId, ['We refund it.']));
    expect(done).toMatchObject({ goTo: 'next', ticket: { status: 'waitingCustomer', tags: ['refund'] } });
    const [message] = await test.sql.rows<{ text: string }>('SELECT text FROM messages WHERE id = $1', [done.replyId]);
    expect(message?.text).toBe('We refund it.');
    await cancel(test.desk, crew.agent, done.replyId ?? '');
    const back = await undo(test.desk, wish(ticket), done.ticket.version);
    expect(back).toMatchObject({ status: 'new', stage: 'received', priority: 'normal', ownerId: null, tags: [] });
    const { data } = await macroList(test.sql, crew.agent);
    expect(data.find(({ id }) => id === macroId)).toMatchObject({ uses: 1, mine: true });
  });

  it('does all of it or nothing, and says which rule refuses it', async () => {
    const macroId = await made({ steps: [REPLY, { do: 'step', verb: 'resolve' }] });
    const ticket = await ticketInQueue();
    const { refused, texts } = await rehearse(test.desk, wish(ticket), macroId);
    expect(refused).toMatchObject({ step: 1, refusal: { code: 'not-in-this-stage' } });
    const wanted = applying(
      macroId,
      texts.map(({ text }) => text),
    );
    expect(await refusalOfLater(apply(test.desk, wish(ticket), wanted))).toBe('not-in-this-stage');
    expect(await messageCount(ticket)).toBe(1);
  });

  it('sends nothing that is not filled in, and nothing that was not shown', async () => {
    const steps: MacroStep[] = [{ do: 'reply', texts: [{ language: 'en', text: 'Dear {{customer.last_name}}' }] }];
    const [macroId, ticket] = [await made({ steps }), await ticketInQueue()];
    const { texts, refused } = await rehearse(test.desk, wish(ticket), macroId);
    expect(refused).toBeNull();
    expect(texts[0]?.gaps).toMatchObject([{ variable: 'customer.last_name' }]);
    const as = (...said: readonly string[]) => apply(test.desk, wish(ticket), applying(macroId, said));
    expect(await refusalOfLater(as(texts[0]?.text ?? ''))).toBe('invalid');
    expect(await refusalOfLater(as())).toBe('invalid');
    expect(await refusalOfLater(as(' '))).toBe('invalid');
    expect((await as('Dear Ms Miller')).replyId).not.toBeNull();
  });

  it('is refused when ticket or macro are not those that were shown', async () => {
    const [macroId, ticket] = [
      await made({ steps: [{ do: 'setPriority', priority: 'urgent' }] }),
      await ticketInQueue(),
    ];
    const { before } = await rehearse(test.desk, wish(ticket), macroId);
    await edit(test.desk, { asker: test.admin, ticket, version: null }, { tags: ['meanwhile'] });
    const seen = wish(ticket, before.version);
    expect(await refusalOfLater(apply(test.desk, seen, applying(macroId, [])))).toBe('moved-on');
    await editMacro(test.desk, crew.agent, macroId, 1, words({ steps: [{ do: 'setPriority', priority: 'low' }] }));
    const old = { ...applying(macroId, []), macroVersion: 1 };
    expect(await refusalOfLater(apply(test.desk, wish(ticket), old))).toBe('moved-on');
    expect((await apply(test.desk, wish(ticket), { ...old, macroVersion: 2 })).ticket.priority).toBe('low');
  });

  it('is offered for the tickets that its condition holds for, to whom it is shared with', async () => {
    const { desk } = test;
    const condition = { fact: 'tags', operator: 'contains', value: 'vip' } as const;
    const [macroId, ticket] = [await made({ name: 'For a few', condition }), await ticketInQueue()];
    const offered = async () => (await fittingMacros(desk, wish(ticket))).map(({ id }) => id);
    expect(await offered()).not.toContain(macroId);
    expect(await refusalOfLater(apply(desk, wish(ticket), applying(macroId, ['x'])))).toBe('not-in-this-status');
    await edit(desk, { asker: test.admin, ticket, version: null }, { tags: ['vip'] });
    expect(await offered()).toContain(macroId);
    const theirs = { asker: test.admin, ticket, version: null };
    expect((await fittingMacros(desk, theirs)).map(({ id }) => id)).not.toContain(macroId);
    expect(await refusalOfLater(rehearse(desk, theirs, macroId))).toBe('not-found');
    expect(await refusalOfLater(removeMacro(desk, other.agent, macroId))).toBe('not-found');
    expect(await refusalOfLater(createMacro(desk, crew.agent, words({ ownerId: null })))).toBe('not-allowed');
  });

  it('is refused with what is wrong in which step', async () => {
    const steps: MacroStep[] = [
      { do: 'note', texts: [{ language: 'en', text: '{{nobody.knows}}' }] },
      { do: 'setQueue', queueId: crew.teamId },
    ];
    const refused = await made({ steps }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '/steps/0/texts/0/text' }, { pointer: '/steps/1', code: 'unknown' }],
    });
    expect(await refusalOfLater(made({ steps: [REPLY, REPLY] }))).toBe('invalid');
    expect(await refusalOfLater(made({ steps: [] }))).toBe('invalid');
  });
});
