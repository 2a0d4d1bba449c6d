import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ClockExplanation, ClockView } from '@redress/contract/sla.js';
import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket, TicketEventView } from '@redress/contract/ticket.js';
import { type Journey, startJourney } from '../support/journey.js';
import { bounceOf, freshAddress, mail } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  await desk.take(mail());
});
afterAll(() => desk.close());

async function givenComplaint(): Promise<{ she: string; ticketId: string }> {
  const she = freshAddress();
  const { ticketId } = await desk.take(mail({ from: she }));
  return { she, ticketId: ticketId ?? '' };
}

const clocks = async (ticketId: string): Promise<readonly ClockView[]> =>
  (await desk.ask<Page<ClockView>>(`/tickets/${ticketId}/clocks`)).body.data;

async function clock(ticketId: string, milestone: string): Promise<ClockView> {
  const found = (await clocks(ticketId)).find((one) => one.milestone === milestone);
  if (found === undefined) throw new Error(`No ${milestone} runs on ${ticketId}`);
  return found;
}

const change = async (ticketId: string, body: object): Promise<void> => {
  expect((await desk.change(ticketId, body)).status).toBe(200);
};

const types = async (ticketId: string): Promise<string[]> =>
  (await desk.ask<Page<TicketEventView>>(`/tickets/${ticketId}/events?limit=200`)).body.data.map(({ type }) => type);

test('a mail starts the clocks of its policy at its receipt, and the queue shows what is due next', async () => {
  const { ticketId } = await givenComplaint();
  const ticket = await desk.ticket(ticketId);
  const first = await clock(ticketId, 'firstResponse');
  expect(first).toMatchObject({
    state: 'running',
    startAt: ticket.receivedAt,
    policy: { name: 'Standard', version: 1 },
  });
  expect(await clock(ticketId, 'resolution')).toMatchObject({ state: 'running', startAt: ticket.receivedAt });
  const running = (await clocks(ticketId)).filter(({ state }) => state === 'running');
  const soonest = running.map(({ dueAt }) => dueAt ?? '').sort()[0];
  expect(ticket.nextDue).toMatchObject({ dueAt: soonest, state: 'running' });
  const { data } = (await desk.ask<Page<QueueRow>>('/tickets?sort=due&limit=200')).body;
  expect(data.map(({ nextDue }) => nextDue?.dueAt)).toEqual(data.map(({ nextDue }) => nextDue?.dueAt).toSorted());
  expect(data.find(({ id }) => id === ticketId)?.nextDue).toEqual(ticket.nextDue);
});

test('a clock explains itself line by line, and what it counts adds up to its target', async () => {
  const { ticketId } = await givenComplaint();
  const { id, target, dueAt } = await clock(ticketId, 'firstResponse');
  const { body } = await desk.ask<ClockExplanation>(`/clocks/${id}/explanation`);
  const counted = body.explanation.filter(({ kind }) => kind === 'counted');
  expect(counted.reduce((sum, { seconds }) => sum + seconds, 0)).toBe('minutes' in target ? target.minutes * 60 : NaN);
  expect(body.explanation.at(-1)?.to).toBe(dueAt);
  for (const [index, line] of body.explanation.entries()) {
    if (index > 0) expect(line.from).toBe(body.explanation[index - 1]?.to);
  }
});

test('an answer meets the clock, and one that comes back lets it run on as if it had never been', async () => {
  const { she, ticketId } = await givenComplaint();
  const before = await clock(ticketId, 'firstResponse');
  const sent = await desk.reply(ticketId);
  const met = await clock(ticketId, 'firstResponse');
  expect(met).toMatchObject({ state: 'met', metAt: expect.any(String), dueAt: before.dueAt });
  await desk.take(bounceOf(sent.rfcMessageId, she));
  expect(await clock(ticketId, 'firstResponse')).toMatchObject({ state: 'running', metAt: null, dueAt: before.dueAt });
  expect(await types(ticketId)).toEqual(expect.arrayContaining(['ClockMet', 'VerdictRevoked']));
});

test('another priority gives a running clock another target from the same start', async () => {
  const { ticketId } = await givenComplaint();
  const before = await clock(ticketId, 'resolution');
  await change(ticketId, { priority: 'urgent' });
  const after = await clock(ticketId, 'resolution');
  expect(after).toMatchObject({ id: before.id, startAt: before.startAt, retargets: [{ from: before.target }] });
  expect(Date.parse(after.dueAt ?? '')).toBeLessThan(Date.parse(before.dueAt ?? ''));
});

test('waiting for the customer pauses the resolution until she writes', async () => {
  const { she, ticketId } = await givenComplaint();
  await desk.reply(ticketId, 'Which lamp is it?');
  await change(ticketId, { status: 'waitingCustomer' });
  expect(await clock(ticketId, 'resolution')).toMatchObject({ state: 'paused', pausedBecause: 'waitingCustomer' });
  const sent = (await desk.outbox(she)).find(({ automatic }) => !automatic);
  await desk.take(mail({ from: she, references: [sent?.rfcMessageId ?? ''] }));
  expect((await desk.ask<Ticket>(`/tickets/${ticketId}`)).body.status).toBe('open');
  expect(await clock(ticketId, 'resolution')).toMatchObject({ state: 'running', pausedBecause: null });
  expect(await clock(ticketId, 'nextResponse')).toMatchObject({ state: 'running' });
});

test('an asker learns nothing of the clocks of a ticket that is not there', async () => {
  expect((await desk.ask('/tickets/T-2020-000001/clocks')).status).toBe(404);
  expect((await desk.ask('/clocks/00000000-0000-7000-8000-000000000001/explanation')).status).toBe(404);
});
