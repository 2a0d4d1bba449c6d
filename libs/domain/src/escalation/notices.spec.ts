import { describe, expect, it } from '@jest/globals';
import { AGENT, COLLEAGUE, complaint, uuid } from '../../../../test/support/given.js';
import type { TicketEvent, TicketFact } from '../ticket/events.js';
import { fromRfc3339, toRfc3339 } from '../time.js';
import { compileCalendar } from '../sla/business-time.js';
import { noticesOf } from './notices.js';
import { DEFAULT_PREFERENCES, filled, mailAt, preferenceFaults, showFrom } from './preferences.js';

const NOBODY = { watcherIds: [], awokenIds: [], task: null, leadIds: [] };
const OWNER = uuid(2);
const ticket = { ...complaint().ticket, ownerId: OWNER };
const event = (fact: TicketFact, by: TicketEvent['by'] = AGENT): TicketEvent => ({
  ...fact,
  ticketId: ticket.id,
  version: 9,
  at: ticket.updatedAt,
  by,
});

describe('who is told', () => {
  it('of a new owner: the owner, unless he took it himself', () => {
    const assigned = { type: 'TicketAssigned', ownerId: OWNER, from: null } as const;
    expect(noticesOf(event(assigned), ticket, NOBODY)).toMatchObject([{ agentId: OWNER, kind: 'assigned' }]);
    expect(noticesOf(event(assigned, COLLEAGUE), ticket, NOBODY)).toEqual([]);
  });

  it('of an answer of the customer: owner, watchers and who had put it off, each once', () => {
    const answered = {
      type: 'MessageReceived',
      messageId: uuid(40),
      receivedAt: ticket.updatedAt,
      automatic: null,
      unverifiedSender: false,
    } as const;
    const facts = { ...NOBODY, watcherIds: [OWNER, uuid(3)], awokenIds: [uuid(3), uuid(8)] };
    const told = noticesOf(event(answered, { kind: 'customer', id: null }), ticket, facts);
    expect(told.map(({ agentId }) => agentId)).toEqual([OWNER, uuid(3), uuid(8)]);
    expect(noticesOf(event({ ...answered, automatic: 'outOfOffice' }), ticket, facts)).toEqual([]);
  });

  it('of a note: whom it names and who may see the ticket', () => {
    const mentions = { agentIds: [uuid(3)], teamIds: [], untoldIds: [uuid(4)] };
    const noted = { type: 'NoteAdded', messageId: uuid(40), mentions } as const;
    expect(noticesOf(event(noted), ticket, NOBODY)).toMatchObject([{ agentId: uuid(3), kind: 'mentioned' }]);
    expect(noticesOf(event({ type: 'NoteAdded', messageId: uuid(40) }), ticket, NOBODY)).toEqual([]);
  });

  it('of a new status: the watchers, but not who set it, and nobody when the customer did by writing', () => {
    const resolved = { type: 'StatusChanged', status: 'resolved', from: 'open' } as const;
    const facts = { ...NOBODY, watcherIds: [uuid(3), OWNER] };
    const told = noticesOf(event(resolved, COLLEAGUE), ticket, facts);
    expect(told).toMatchObject([{ agentId: uuid(3), kind: 'statusChanged', body: { because: 'resolved', by: OWNER } }]);
    expect(noticesOf(event(resolved, { kind: 'customer', id: null }), ticket, facts)).toEqual([]);
  });

  it('of a ticket that nobody gets: who leads the team', () => {
    const waiting = { type: 'TicketLeftWaiting', because: 'allFull', from: null } as const;
    const told = noticesOf(event(waiting, { kind: 'system', id: 'routing' }), ticket, {
      ...NOBODY,
      leadIds: [uuid(7)],
    });
    expect(told).toMatchObject([{ agentId: uuid(7), kind: 'unassigned', body: { because: 'allFull' } }]);
  });

  it('of a task: the one who was asked, or everybody of the team', () => {
    const asked = {
      type: 'TaskAsked',
      taskId: uuid(60),
      dueAt: ticket.updatedAt,
      agentId: null,
      teamId: uuid(50),
    } as const;
    const task = { id: uuid(60), agentId: null, memberIds: [uuid(4), uuid(5)], askedBy: uuid(1) };
    const told = noticesOf(event(asked), ticket, { ...NOBODY, task });
    expect(told.map(({ agentId }) => agentId)).toEqual([uuid(4), uuid(5)]);
    const one = noticesOf(event(asked), ticket, { ...NOBODY, task: { ...task, agentId: uuid(6) } });
    expect(one).toMatchObject([{ agentId: uuid(6), kind: 'taskGiven' }]);
  });
});

describe('when it is shown', () => {
  const berlin = filled({ quiet: { from: '22:00', to: '07:00' }, timezone: 'Europe/Berlin' });
  const office = compileCalendar({
    timezone: 'Europe/Berlin',
    weekly: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], fri: [['09:00', '17:00']] },
    holidays: [],
    exceptions: [],
  });
  it.each([
    ['at once by day', 'assigned', '2026-01-19T12:00:00.000Z', '2026-01-19T12:00:00.000Z'],
    [
      'after the quiet hours, for what came at night',
      'assigned',
      '2026-01-19T23:30:00.000Z',
      '2026-01-20T06:00:00.000Z',
    ],
    [
      'on Monday morning, for an escalation on Friday evening',
      'escalated',
      '2026-01-16T18:00:00.000Z',
      '2026-01-19T08:00:00.000Z',
    ],
    [
      'at once on Friday evening, for an answer of the customer',
      'customerAnswered',
      '2026-01-16T18:00:00.000Z',
      '2026-01-16T18:00:00.000Z',
    ],
  ] as const)('%s', (_, kind, at, shown) => {
    expect(toRfc3339(showFrom(kind, berlin, office, fromRfc3339(at)))).toBe(shown);
  });

  it('is not put off for ever by working hours that are all quiet', () => {
    const asleep = filled({ quiet: { from: '08:00', to: '18:00' }, timezone: 'Europe/Berlin' });
    const at = fromRfc3339('2026-01-19T12:00:00.000Z');
    expect(toRfc3339(showFrom('escalated', asleep, office, at))).toBe('2026-01-19T17:00:00.000Z');
  });

  it('is mailed at once, at the hour, or in the morning', () => {
    const at = fromRfc3339('2026-01-19T12:10:00.000Z');
    const mailed = (digest: 'off' | 'hourly' | 'daily') => {
      const when = mailAt('escalated', { ...berlin, digest }, at);
      return when === null ? null : toRfc3339(when);
    };
    expect(mailed('off')).toBe('2026-01-19T12:10:00.000Z');
    expect(mailed('hourly')).toBe('2026-01-19T13:00:00.000Z');
    expect(mailed('daily')).toBe('2026-01-20T07:00:00.000Z');
    expect(mailAt('assigned', berlin, at)).toBeNull();
  });

  it('is refused for a zone or an hour that is none', () => {
    expect(preferenceFaults({ ...DEFAULT_PREFERENCES, timezone: 'Mars/Base' })).toMatchObject([{ code: 'zone' }]);
    const quiet = { from: '25:00', to: '07:00' };
    expect(preferenceFaults({ ...DEFAULT_PREFERENCES, quiet })).toMatchObject([{ code: 'time' }]);
  });
});
