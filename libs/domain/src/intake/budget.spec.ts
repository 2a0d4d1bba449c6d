import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR, instant, MINUTE, type Instant } from '../time.js';
import { BUDGET_WINDOWS, CONFIRMATION_WINDOW, countPerWindow, mayAnswer, type SentSoFar } from './budget.js';

const nothing: SentSoFar = {
  perTicketAndRecipient: [0, 0, 0, 0, 0],
  perRecipient: [0, 0, 0, 0, 0],
  recipientVerified: true,
  confirmations: 0,
  toUnverified: 0,
};

/** The most mails that any half-open window of this length holds. */
function fullest(sentAts: readonly Instant[], minutes: number): number {
  return Math.max(0, ...sentAts.map((end) => sentAts.filter((at) => at <= end && at > end - minutes * MINUTE).length));
}

interface Wish {
  readonly gapSeconds: number;
  readonly ticket: number;
}

const wishes = fc.array(
  fc.record<Wish>({ gapSeconds: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(400)), ticket: fc.nat(3) }),
  { maxLength: 500 },
);

function send(asked: readonly Wish[]): { at: Instant; ticket: number }[] {
  const sent: { at: Instant; ticket: number }[] = [];
  let at = instant(0);
  for (const wish of asked) {
    at = instant(at + wish.gapSeconds * 1_000);
    const verdict = mayAnswer('other', {
      ...nothing,
      perTicketAndRecipient: countPerWindow(
        sent.filter((mail) => mail.ticket === wish.ticket).map((mail) => mail.at),
        at,
      ),
      perRecipient: countPerWindow(
        sent.map((mail) => mail.at),
        at,
      ),
    });
    if (verdict.allowed) sent.push({ at, ticket: wish.ticket });
  }
  return sent;
}

describe('the budgets for automatic mail', () => {
  it.each([
    [10, 10, 30],
    [30, 15, 60],
    [60, 25, 120],
    [180, 50, 240],
    [600, 100, 360],
  ])(
    'allow in %i minutes %i mails on one ticket and %i over all tickets',
    (minutes, perTicketAndRecipient, perRecipient) => {
      expect(BUDGET_WINDOWS).toContainEqual({ minutes, perTicketAndRecipient, perRecipient });
    },
  );

  it.each(BUDGET_WINDOWS.map((row, index) => [row.minutes, index] as const))(
    'refuse the first mail beyond the window of %i minutes',
    (minutes, index) => {
      const row = BUDGET_WINDOWS[index];
      const counts = (limit: number) => nothing.perRecipient.map((_zero, each) => (each === index ? limit : 0));
      const limit = row?.perTicketAndRecipient ?? 0;
      expect(mayAnswer('other', { ...nothing, perTicketAndRecipient: counts(limit - 1) })).toEqual({ allowed: true });
      expect(mayAnswer('other', { ...nothing, perTicketAndRecipient: counts(limit) })).toEqual({
        allowed: false,
        because: 'ticketBudget',
        limit,
        minutes,
      });
      const over = row?.perRecipient ?? 0;
      expect(mayAnswer('other', { ...nothing, perRecipient: counts(over - 1) })).toEqual({ allowed: true });
      expect(mayAnswer('other', { ...nothing, perRecipient: counts(over) })).toEqual({
        allowed: false,
        because: 'recipientBudget',
        limit: over,
        minutes,
      });
    },
  );

  it('are never exceeded in any window by any sequence of mails that were each allowed', () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const sent = send(asked);
        for (const row of BUDGET_WINDOWS) {
          expect(
            fullest(
              sent.map((mail) => mail.at),
              row.minutes,
            ),
          ).toBeLessThanOrEqual(row.perRecipient);
          for (const ticket of [0, 1, 2, 3]) {
            const ofTicket = sent.filter((mail) => mail.ticket === ticket).map((mail) => mail.at);
            expect(fullest(ofTicket, row.minutes)).toBeLessThanOrEqual(row.perTicketAndRecipient);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stop a robot that answers at once for a thousand rounds at ten mails in ten minutes and a hundred in ten hours', () => {
    const sent = send(Array.from({ length: 1_000 }, () => ({ gapSeconds: 36, ticket: 0 })));
    expect(sent.filter((mail) => mail.at < 10 * MINUTE)).toHaveLength(10);
    expect(sent.filter((mail) => mail.at < 10 * HOUR)).toHaveLength(100);
  });

  it('send one confirmation a day to an unverified address', () => {
    const unverified = { ...nothing, recipientVerified: false };
    expect(mayAnswer('confirmation', unverified)).toEqual({ allowed: true });
    expect(mayAnswer('confirmation', { ...unverified, confirmations: 1, toUnverified: 1 })).toEqual({
      allowed: false,
      because: 'confirmationOfTheDay',
      limit: 1,
      minutes: CONFIRMATION_WINDOW / MINUTE,
    });
    expect(mayAnswer('confirmation', { ...nothing, confirmations: 1 })).toEqual({ allowed: true });
  });

  it('send at most three automatic mails of any kind until the address is verified', () => {
    const unverified = { ...nothing, recipientVerified: false, toUnverified: 3 };
    expect(mayAnswer('other', unverified)).toMatchObject({ allowed: false, because: 'unverifiedTotal', minutes: null });
    expect(mayAnswer('other', { ...unverified, toUnverified: 2 })).toEqual({ allowed: true });
  });

  it('read a count that nobody took as a full window', () => {
    expect(mayAnswer('other', { ...nothing, perRecipient: [0, 0] })).toMatchObject({
      allowed: false,
      because: 'recipientBudget',
      minutes: 60,
    });
  });

  it('count a mail until exactly the length of the window has passed', () => {
    const at = instant(10 * MINUTE);
    expect(countPerWindow([instant(0)], at)[0]).toBe(0);
    expect(countPerWindow([instant(1)], at)[0]).toBe(1);
    expect(countPerWindow([instant(20 * MINUTE)], at)).toEqual([1, 1, 1, 1, 1]);
  });
});
