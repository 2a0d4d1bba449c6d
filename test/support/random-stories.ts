import { compileCalendar } from '@redress/domain/sla/business-time.js';
import type { PlanVersion, SlaPolicy, SlaRules } from '@redress/domain/sla/policy.js';
import { newestInForce, rebaseClocks } from '@redress/domain/sla/rebase-clocks.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { merge, split, unmerge } from '@redress/domain/ticket/merge.js';
import { close, reopen, resolve, setStatus, step, STEPS, type Step } from '@redress/domain/ticket/stages.js';
import { type Grade, KINDS, OUTCOMES, PRIORITIES, type Status } from '@redress/domain/ticket/ticket.js';
import { before, inverse, undoable } from '@redress/domain/ticket/undo.js';
import { keep, promise } from '@redress/domain/undertakings/undertaking.js';
import { later, MINUTE } from '@redress/domain/time.js';
import fc from 'fast-check';
import { Clocked, HOUSE_CALENDAR, LATE_QUEUE, line, policy, rulesOf } from './clocked.js';
import { fresh, inbound } from './clock-stories.js';
import { AGENT, opening, START, uuid } from './given.js';

/** Something that may happen to a ticket; where the trade refuses it, nothing happens. */
export type Turn =
  | { readonly does: 'ask' | 'askEarlier' | 'askAutomatically'; readonly ago: number }
  | { readonly does: 'reply' | 'replyByMail' | 'autoreply'; readonly ago: number }
  | { readonly does: 'takeBackReply' | 'bounce'; readonly which: number }
  | { readonly does: 'status'; readonly status: Status }
  | { readonly does: 'priority' | 'kind' | 'grade' | 'step' | 'judge'; readonly which: number }
  | { readonly does: 'move' | 'moveBack' | 'tag' | 'resolve' | 'close' | 'reopen' | 'reject' | 'undo' }
  | { readonly does: 'absorb'; readonly earlier: number }
  | { readonly does: 'disgorge' | 'mergeAway' | 'comeBack' | 'split' | 'promise' | 'keep' }
  | { readonly does: 'editPolicy' | 'editCalendar' | 'rebase'; readonly which: number };

/** A turn, and how many minutes after the one before. */
export interface Moment {
  readonly wait: number;
  readonly turn: Turn;
  /** Whether the sweep looks in between, and when: a share of the wait. */
  readonly look: number | null;
}

const which = fc.nat(11);
const ago = fc.nat(600);
const simple = fc.constantFrom(
  ...(['move', 'moveBack', 'tag', 'resolve', 'close', 'reopen', 'reject', 'undo'] as const),
  ...(['disgorge', 'mergeAway', 'comeBack', 'split', 'promise', 'keep'] as const),
);
const STATUSES_BY_HAND: readonly Status[] = ['open', 'waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'spam'];

export const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('ask', 'askEarlier', 'askAutomatically'), ago }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('reply', 'replyByMail', 'autoreply'), ago }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('takeBackReply', 'bounce'), which }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('status'), status: fc.constantFrom(...STATUSES_BY_HAND) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('priority', 'kind', 'grade', 'step', 'judge'), which }) },
  { weight: 6, arbitrary: fc.record({ does: simple }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('absorb'), earlier: fc.nat(4_000) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('editPolicy', 'editCalendar', 'rebase'), which }) },
);

export const moments: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.record({
    wait: fc.oneof(fc.nat(90), fc.nat(3_000)),
    turn,
    look: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  }),
  { maxLength: 14 },
);

const PLAN: PlanVersion = {
  id: uuid(520),
  version: 1,
  levels: [
    { level: 1, offset: { percent: 75 }, repeat: null },
    { level: 2, offset: { minutes: -30 }, repeat: null },
    { level: 3, offset: { minutes: 60 }, repeat: { everyMinutes: 120, times: 2 } },
  ],
};

const TEMPLATES = ['fcaDisp', 'ukHousing', 'euPsd2'];
const STRICT: Partial<SlaPolicy> = {
  ...{ templates: TEMPLATES, escalationPlanId: PLAN.id, warnAt: [50, 80] },
  targets: [
    line('acknowledgement', 60),
    line('firstResponse', 240),
    line('nextResponse', 240),
    line('update', 2_400, { pausesIn: ['waitingThirdParty'] }),
    line('resolution', 4_800, { pausesIn: ['waitingThirdParty'] }),
  ],
};

/** What an administrator may change: how much is asked, of whom, by which hours, and whether at all. */
const EDITS: readonly Partial<SlaPolicy>[] = [
  { targets: [line('firstResponse', 120), line('resolution', 9_600), line('update', 300)] },
  { targets: [line('firstResponse', 480, { time: 'wall' }), line('resolution', 2_400)], templates: ['euPsd2'] },
  { ...STRICT, warnAt: [25, 90], escalationPlanId: null },
  { ...STRICT, templates: ['fcaDisp'], calendarId: HOUSE_CALENDAR },
  STRICT,
];
const HOURS = [
  ['09:00', '17:00'],
  ['08:00', '12:00'],
  ['10:00', '20:00'],
] as const;

const CALENDARS = HOURS.map((open) => {
  const weekly = { mon: [open], tue: [open], wed: [open], thu: [open], fri: [open] };
  return compileCalendar({ timezone: 'UTC', weekly, holidays: [], exceptions: [] });
});

const pick = <One>(list: readonly One[], which: number): One | undefined => list[which % list.length];

/** One ticket, and the rules of its house, through whatever happens. Other tickets that it is merged with have no clocks of their own. */
export class RandomStory {
  readonly clocked: Clocked;
  minutes = 0;
  private readonly policies: SlaPolicy[] = [policy(STRICT)];
  private readonly hours: number[] = [0];
  private readonly absorbed: string[] = [];
  private ids = 1_000;

  constructor() {
    this.clocked = new Clocked(this.rules());
    this.clocked.do(0, [...opening(), inbound(0)]);
  }

  get ticket() {
    return this.clocked.ticket;
  }

  /** @param looks whether the sweep comes by where the story says so */
  live(moments: readonly Moment[], looks: boolean): this {
    for (const { wait, turn, look } of moments) {
      if (looks && look !== null) this.clocked.ring(this.minutes + wait * look);
      // A little over: what happens at the very instant at which a clock falls due may come before or after its ringing.
      this.minutes += wait + 1 / 50;
      this.take(turn);
    }
    return this;
  }

  /** Lets time pass, and the sweep look at its end. */
  pass(minutes: number): this {
    this.minutes += minutes;
    this.clocked.ring(this.minutes);
    return this;
  }

  take(turn: Turn): this {
    try {
      this.happen(turn);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return this;
  }

  private happen(turn: Turn): void {
    switch (turn.does) {
      case 'editPolicy':
        return this.edit(EDITS[turn.which % EDITS.length] ?? {});
      case 'editCalendar':
        this.hours.push(turn.which);
        this.clocked.rules = this.rules();
        return;
      case 'undo':
        return this.undo();
      default:
        return this.say(this.factsOf(turn));
    }
  }

  private say(facts: readonly TicketFact[], undoes: readonly number[] = []): void {
    if (facts.length > 0) this.clocked.do(this.minutes, facts, { undoes });
  }

  private factsOf(turn: Exclude<Turn, { does: 'editPolicy' | 'editCalendar' | 'undo' }>): readonly TicketFact[] {
    if ('ago' in turn) return this.worded(turn);
    if ('which' in turn) return this.chosen(turn);
    const { ticket } = this;
    switch (turn.does) {
      case 'status':
        return setStatus(ticket, turn.status);
      case 'move':
        return lifecycle.move(ticket, LATE_QUEUE);
      case 'moveBack':
        return lifecycle.move(ticket, uuid(10));
      case 'tag':
        return lifecycle.tag(ticket, [`t${this.ids}`]);
      case 'resolve':
        return resolve(ticket);
      case 'close':
        return close(ticket, null);
      case 'reopen':
        return reopen(ticket, null);
      case 'reject':
        return lifecycle.release(ticket, true);
      default:
        return this.together(turn);
    }
  }

  private worded({ does, ago }: Extract<Turn, { ago: number }>): readonly TicketFact[] {
    const messageId = uuid(this.ids++);
    const receivedAt = later(this.now, does === 'askEarlier' ? -ago * MINUTE : 0);
    const automatic = does === 'askAutomatically' ? 'bounce' : null;
    if (does === 'ask' || does === 'askEarlier' || does === 'askAutomatically')
      return lifecycle.receive(this.ticket, { messageId, receivedAt, automatic, unverifiedSender: false });
    const countsFrom = later(this.now, (does === 'replyByMail' ? -ago : 0.5) * MINUTE);
    return lifecycle.reply(this.ticket, { messageId, human: does !== 'autoreply', countsFrom });
  }

  private chosen({ does, which }: Extract<Turn, { which: number }>): readonly TicketFact[] {
    const { ticket } = this;
    const reply = pick(ticket.answered, which)?.messageId;
    const issue = pick(ticket.issues, which)?.id ?? '';
    switch (does) {
      case 'takeBackReply':
        return reply === undefined ? [] : lifecycle.cancelReply(reply);
      case 'bounce':
        return reply === undefined
          ? []
          : lifecycle.reportDelivery(ticket, reply, 'bounced', reply === ticket.answered.at(-1)?.messageId);
      case 'priority':
        return lifecycle.prioritise(ticket, pick(PRIORITIES, which) ?? 'low');
      case 'kind':
        return lifecycle.reclassify(ticket, pick(KINDS, which) ?? 'complaint', uuid(this.ids++));
      case 'grade':
        return lifecycle.grade(ticket, pick<Grade>([1, 2, 3, 4], which) ?? 1, null);
      case 'step':
        return step(ticket, pick(Object.keys(STEPS) as Step[], which) ?? 'assess', uuid(5));
      case 'judge':
        return [
          ...lifecycle.judge(ticket, issue, pick(OUTCOMES, which) ?? 'upheld'),
          {
            type: 'CauseUndetermined',
            issueId: issue,
            noteId: uuid(6),
            treeVersion: 1,
            means: 'agent',
            from: NO_CAUSE,
          },
        ];
      case 'rebase':
        return this.rebase();
      default:
        return [];
    }
  }

  private together(turn: Turn): readonly TicketFact[] {
    const { ticket } = this;
    if (turn.does === 'absorb') {
      const source = this.other(later(this.now, -turn.earlier * MINUTE));
      const { target } = merge(source, ticket, []);
      this.absorbed.push(source.id);
      return target;
    }
    if (turn.does === 'disgorge') {
      const source = this.absorbed.pop();
      return source === undefined ? [] : [{ type: 'AbsorptionUndone', source }];
    }
    if (turn.does === 'mergeAway') return merge(ticket, this.other(this.now), []).source;
    if (turn.does === 'split') {
      const child = { id: uuid(this.ids++), number: 'T-2026-000009' };
      const issueIds = ticket.issues.slice(1).map(({ id }) => id);
      return split(ticket, { child, issueIds, messageIds: [], presumedIssueId: uuid(this.ids++) }).parent;
    }
    if (turn.does === 'promise' || turn.does === 'keep') return this.promised(turn.does);
    return ticket.mergedInto === null ? [] : unmerge(ticket, { ...this.other(START), id: ticket.mergedInto }).source;
  }

  private promised(does: 'promise' | 'keep'): readonly TicketFact[] {
    const { ticket, now } = this;
    const { rules } = this.clocked;
    if (does === 'keep') {
      const clock = ticket.clocks.find(({ milestone, endedAt }) => milestone === 'undertaking' && endedAt === null);
      return clock === undefined ? [] : keep(ticket, clock.part ?? '', rules, now);
    }
    const undertakingId = uuid(this.ids++);
    const dueAt = later(now, 500 * MINUTE);
    return promise(ticket, { undertakingId, clockId: uuid(50_000 + this.ids), dueAt, at: now }, rules);
  }

  private rebase(): readonly TicketFact[] {
    const chosen = newestInForce(this.clocked.rules, policy().id, this.now);
    const newId = (): string => uuid(80_000 + this.ids++);
    return chosen === null ? [] : rebaseClocks(this.ticket, chosen, { rules: this.clocked.rules, at: this.now, newId });
  }

  private undo(): void {
    const batch = undoable(this.clocked.events, AGENT);
    const past = before(this.clocked.events, batch) ?? this.ticket;
    const back = batch.flatMap((event) => {
      const fact = inverse(this.ticket, event, past);
      return fact === null ? [] : [{ fact, version: event.version }];
    });
    this.say(
      back.map(({ fact }) => fact),
      back.map(({ version }) => version),
    );
  }

  private edit(more: Partial<SlaPolicy>): void {
    this.policies.push(policy({ ...more, version: this.policies.length + 1, validFrom: this.now }));
    this.clocked.rules = this.rules();
  }

  private rules(): SlaRules {
    const plain = rulesOf([...this.policies], [PLAN]);
    const versions = this.hours.flatMap((hours, index) => {
      const calendar = pick(CALENDARS, hours);
      return calendar === undefined ? [] : [{ id: HOUSE_CALENDAR, version: index + 1, name: 'House', calendar }];
    });
    const newest = versions.at(-1);
    const house = (id: string): boolean => id === HOUSE_CALENDAR;
    return {
      ...plain,
      calendar: (id, version) =>
        (house(id) ? versions.find((one) => one.version === version) : undefined) ?? plain.calendar(id, version),
      currentCalendar: (id) => (house(id) ? newest : undefined) ?? plain.currentCalendar(id),
    };
  }

  private other(receivedAt: Clocked['ticket']['receivedAt']): Clocked['ticket'] {
    const facts = lifecycle.open({ ...fresh(), receivedAt });
    return new Clocked(rulesOf([]), uuid(this.ids++)).do(this.minutes, facts).ticket;
  }

  private get now() {
    return later(START, this.minutes * MINUTE);
  }
}

const NO_CAUSE = { rootCause: null, contributing: [], controllability: null, undetermined: null };
