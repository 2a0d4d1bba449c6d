import { tagCause } from '@redress/domain/causes/tagging.js';
import { expect } from '@jest/globals';
import type { Clock } from '@redress/domain/sla/clock.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { step } from '@redress/domain/ticket/stages.js';
import { later, MINUTE } from '@redress/domain/time.js';
import { Clocked, minutesOf, policy, rulesOf } from './clocked.js';
import { CAUSES, DESIGN, opening, START, uuid } from './given.js';

export const STANDARD = rulesOf([policy()]);
/** Minutes of the story: a business day has 480 open ones, and the next one begins 1,440 later. */
export const DAY = 1_440;

export const inbound = (minutes: number, messageId = uuid(50)): TicketFact => ({
  type: 'MessageReceived',
  messageId,
  receivedAt: later(START, minutes * MINUTE),
  automatic: null,
  unverifiedSender: false,
});

export const opened = (rules = STANDARD, facts = opening()): Clocked =>
  new Clocked(rules).do(0, [...facts, inbound(0)]);

export const said = (story: Clocked, minutes: number, text: (ticket: Clocked['ticket']) => TicketFact[]): Clocked =>
  story.do(minutes, text(story.ticket));

export const replied = (story: Clocked, minutes: number, messageId = uuid(60), human = true): Clocked =>
  said(story, minutes, (ticket) =>
    lifecycle.reply(ticket, { messageId, human, countsFrom: later(START, (minutes + 0.5) * MINUTE) }),
  );

export const asked = (story: Clocked, minutes: number, messageId: string, receivedAt = minutes): Clocked =>
  said(story, minutes, (ticket) =>
    lifecycle.receive(ticket, {
      messageId,
      receivedAt: later(START, receivedAt * MINUTE),
      automatic: null,
      unverifiedSender: false,
    }),
  );

export const stepped = (story: Clocked, minutes: number, ...names: Parameters<typeof step>[1][]): Clocked =>
  names.reduce((done, name) => said(done, minutes, (ticket) => step(ticket, name, uuid(5))), story);

export const judged = (story: Clocked, minutes: number, outcome: 'upheld' | 'withdrawn' | 'outOfScope'): Clocked =>
  said(story, minutes, (ticket) => [
    ...lifecycle.judge(ticket, uuid(30), outcome),
    ...(outcome === 'upheld' ? tagCause(ticket, DESIGN, CAUSES) : []),
  ]);

export const decided = (story: Clocked, minutes: number): Clocked =>
  stepped(judged(story, minutes, 'upheld'), minutes, 'acknowledge', 'assess', 'respond', 'decide');

export const seen = ({ state, dueAt, metAt, because }: Clock) => ({
  state,
  due: minutesOf(dueAt),
  met: minutesOf(metAt),
  because,
});

export const states = (story: Clocked): Record<string, string> =>
  Object.fromEntries(
    story.ticket.clocks.map((clock) => [`${clock.part ?? clock.milestone} ${clock.episode}`, clock.state]),
  );

export const sameAsTold = (story: Clocked): void => {
  expect(replay(story.events)).toEqual(story.ticket);
  expect(replay(JSON.parse(JSON.stringify(story.events)))).toEqual(story.ticket);
};

export const fresh = () => ({
  number: 'T-2026-000001',
  kind: 'complaint' as const,
  channel: 'email' as const,
  queueId: uuid(10),
  customerId: uuid(20),
  priority: 'normal' as const,
  receivedAt: START,
  presumedIssueId: uuid(30),
  held: null,
});
