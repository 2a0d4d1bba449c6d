import type { Status, Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import type { Asked } from './asked.js';
import {
  type Alarm,
  alarmKey,
  type CalendarStretch,
  type Clock,
  type ClockEnd,
  type ClockFact,
  type ClockPause,
  isOutstanding,
} from './clock.js';
import { foldClock } from './clock-fold.js';
import { openTimeOf } from './legal-time.js';
import type { SlaRules } from './policy.js';
import { elapsedSeconds, reckon, type Reckoned, type Terms } from './reckoning.js';

export interface Start {
  readonly startAt: Instant;
  readonly startedBy: string | null;
  readonly pauses: readonly ClockPause[];
}

type Revocation = Extract<ClockFact, { type: 'VerdictRevoked' }>['because'];

/**
 * The clocks of one ticket while a change is worked out: each verb says a fact and folds it in at once, so that the next verb sees it. The verbs
 * hold the arithmetic; when they are called is said in `keepClocks`.
 */
export class ClockBook {
  readonly facts: ClockFact[] = [];
  private folded: readonly Clock[];

  constructor(
    /** As the change leaves it. */
    readonly ticket: Ticket,
    readonly rules: SlaRules,
    readonly at: Instant,
    private readonly newId: () => string,
  ) {
    this.folded = ticket.clocks;
  }

  get clocks(): readonly Clock[] {
    return this.folded;
  }

  get outstanding(): readonly Clock[] {
    return this.folded.filter(isOutstanding);
  }

  now(clock: Clock): Clock {
    return this.folded.find(({ id }) => id === clock.id) ?? clock;
  }

  start(asked: Asked, { startAt, startedBy, pauses }: Start): Clock | undefined {
    const { calendar, starts: _, ...terms } = asked;
    const stretches: CalendarStretch[] = [{ from: startAt, ...calendar }];
    const clockId = this.newId();
    const what = { ...terms, startAt, startedBy, pauses, stretches, episode: this.ticket.episode };
    this.say({ type: 'ClockStarted', clockId, ...what, ...this.ahead({ ...what, fired: [] }) });
    return this.folded.at(-1);
  }

  pause(clock: Clock, cause: Status): void {
    this.say({ type: 'ClockPaused', clockId: clock.id, from: this.at, cause });
  }

  /** @param to when it ended; before that the pause stands */
  resume(clock: Clock, to: Instant): void {
    const last = clock.pauses.at(-1);
    if (last === undefined) return;
    const end = to < last.from ? last.from : to;
    const pauses = [...clock.pauses.slice(0, -1), { ...last, to: end }];
    this.say({ type: 'ClockResumed', clockId: clock.id, to: end, ...reckon({ ...clock, pauses }, this.rules) });
  }

  /** Done after its due time, it is missed, and says when it was done. What was sent before the clock started answers nothing. */
  meet(clock: Clock, metAt: Instant, restsOn: string): void {
    if (metAt < clock.startAt || !isOutstanding(clock)) return;
    const { dueAt } = clock;
    if (clock.state === 'missed' && !clock.missedByRetarget && dueAt !== null && metAt <= dueAt)
      this.revoke(clock, 'answeredInTime');
    const late = this.now(clock).state === 'missed' || (dueAt !== null && metAt > dueAt);
    if (late && this.now(clock).state !== 'missed') this.miss(clock, false);
    const elapsed = elapsedSeconds(this.now(clock), this.rules, metAt);
    this.say({ type: 'ClockMet', clockId: clock.id, metAt, restsOn, late, elapsedSeconds: elapsed });
  }

  /** Late only because nobody had asked for it before. */
  missByRetarget(clock: Clock): void {
    this.miss(clock, true);
  }

  /** Every running clock whose due time is over. */
  missOverdue(isOver: (dueAt: Instant) => boolean): void {
    for (const clock of this.folded) {
      if (clock.state === 'running' && clock.dueAt !== null && isOver(clock.dueAt)) this.miss(clock, false);
    }
  }

  cancel(clock: Clock, because: ClockEnd): void {
    const elapsed = elapsedSeconds(clock, this.rules, this.at);
    this.say({ type: 'ClockCancelled', clockId: clock.id, because, elapsedSeconds: elapsed });
  }

  /** Takes back how a clock ended: it runs on, or stands paused. What was too late in any case stays missed and is to be done again. */
  revoke(clock: Clock, because: Revocation): void {
    const again = because === 'mergeUndone' || because === 'answeredInTime' || because === 'olderMessage';
    const said = { type: 'VerdictRevoked', clockId: clock.id, because } as const;
    if (clock.state === 'missed' && !again) {
      // Too late is too late: no waiting pauses it any more, and whom it calls is called.
      const alarms = reckon(clock, this.rules).alarms.filter(({ kind }) => kind === 'level');
      this.say({ ...said, pauses: clock.pauses, state: 'missed', dueAt: clock.dueAt, alarms });
      return;
    }
    const pauses = this.pausesAfter(clock);
    const fired = clock.fired.filter((key) => key !== 'due');
    const state = pauses.at(-1)?.to === null ? 'paused' : 'running';
    this.say({ ...said, pauses, state, ...this.ahead({ ...clock, pauses, fired }) });
  }

  backdate(clock: Clock, startAt: Instant, because: 'olderMessage' | 'merge' | 'mergeUndone'): void {
    const stretches = clock.stretches.map((stretch, index) => (index === 0 ? { ...stretch, from: startAt } : stretch));
    const terms = { ...clock, startAt, stretches };
    const next = because === 'mergeUndone' ? this.asIfNever(terms) : { ...this.ahead(terms), warnedAt: clock.warnedAt };
    this.say({ type: 'ClockBackdated', clockId: clock.id, startAt, because, stretches, ...next });
  }

  /** Same start, same pauses, new target; already past, it is missed by that and not by anybody's delay. */
  retarget(clock: Clock, asked: Asked): void {
    const stretches = this.stretchesFor(clock, asked);
    const { target, policyId, policyVersion, pausesIn, accepts, warnAt } = asked;
    const samePolicy = policyId === clock.policyId && policyVersion === clock.policyVersion && policyId !== null;
    const { escalationPlanId, escalationPlanVersion } = samePolicy ? clock : asked;
    const terms = {
      target,
      policyId,
      policyVersion,
      escalationPlanId,
      escalationPlanVersion,
      ...(asked.templateVersion === undefined ? {} : { templateVersion: asked.templateVersion }),
      pausesIn,
      accepts,
      warnAt,
    };
    const next = this.ahead({ ...clock, ...terms, stretches });
    const said = { type: 'ClockRetargeted', clockId: clock.id, from: clock.target, ...terms, stretches } as const;
    this.say({ ...said, ...next });
    if (next.dueAt !== null && next.dueAt <= this.at) this.miss(this.now(clock), true);
  }

  /** From now on another calendar measures it. Days of law are counted by the calendar of the receipt. */
  handOver(clock: Clock, calendar: Asked['calendar']): void {
    if (openTimeOf(clock.target) === null || clock.stretches.at(-1)?.calendarId === calendar.calendarId) return;
    const stretch = { from: this.at, ...calendar };
    const next = this.ahead({ ...clock, stretches: [...clock.stretches, stretch] });
    this.say({ type: 'ClockHandedOver', clockId: clock.id, stretch, ...next });
  }

  private say(fact: ClockFact): void {
    this.facts.push(fact);
    this.folded = foldClock(this.folded, fact, this.at);
  }

  private miss(clock: Clock, byRetarget: boolean): void {
    const { dueAt } = clock;
    if (dueAt === null) return;
    if (!byRetarget) this.warn(clock, dueAt);
    const alarms = clock.optional ? [] : clock.alarms.filter(({ kind }) => kind === 'level');
    this.say({ type: 'ClockMissed', clockId: clock.id, dueAt, byRetarget, alarms });
  }

  /** What should have warned before, so that a clock is the same whether this change or the sweep came first. */
  private warn(clock: Clock, dueAt: Instant): void {
    for (const alarm of clock.alarms) {
      if (alarm.kind !== 'warning' || alarm.at > dueAt) continue;
      const alarms = this.now(clock).alarms.filter((other) => other !== alarm);
      const { percent, at: warnAt } = alarm;
      this.say({ type: 'ClockWarned', clockId: clock.id, percent, dueAt, warnAt, alarms });
    }
  }

  /** A paused clock has no due time, and nothing rings. */
  private ahead(terms: Terms): Reckoned {
    return terms.pauses.at(-1)?.to === null ? { dueAt: null, alarms: [] } : reckon(terms, this.rules);
  }

  /** What rang only because of the merge has not rung: what is left is what would have rung by now, or before the pause that lasts. */
  private asIfNever(terms: Terms): Reckoned & Pick<Clock, 'fired' | 'warnedAt'> {
    const last = terms.pauses.at(-1);
    const lasts = last?.to === null;
    const until = lasts ? last.from : this.at;
    const pauses = lasts ? terms.pauses.slice(0, -1) : terms.pauses;
    const rung: Alarm[] = [];
    for (let more = true; more;) {
      // A level repeats only once it has rung.
      const { alarms } = reckon({ ...terms, pauses, fired: rung.map(alarmKey) }, this.rules);
      const rang = alarms.filter((alarm) => alarm.at <= until && terms.fired.includes(alarmKey(alarm)));
      rung.push(...rang);
      more = rang.length > 0;
    }
    const fired = rung.map(alarmKey);
    const warnedAt = rung.find(({ kind }) => kind === 'warning')?.at ?? null;
    return { ...this.ahead({ ...terms, fired }), fired, warnedAt };
  }

  private stretchesFor(clock: Clock, { policyId, calendar }: Asked): readonly CalendarStretch[] {
    const last = clock.stretches.at(-1);
    if (last?.calendarId === calendar.calendarId || openTimeOf(clock.target) === null) return clock.stretches;
    const otherKind = last?.calendarId === null || calendar.calendarId === null;
    if (otherKind && policyId !== clock.policyId) return [{ from: clock.startAt, ...calendar }];
    return [...clock.stretches, { from: this.at, ...calendar }];
  }

  /** The pauses of a clock that goes on after it had ended: what paused it then still does, has ended with it, or begins now. */
  private pausesAfter(clock: Clock): readonly ClockPause[] {
    const { status } = this.ticket;
    const waits = clock.pausesIn.includes(status);
    const last = clock.pauses.at(-1);
    const fresh: readonly ClockPause[] = waits ? [{ from: this.at, to: null, cause: status }] : [];
    if (last === undefined) return fresh;
    const before = clock.pauses.slice(0, -1);
    const cut = last.to === null || last.to === clock.metAt;
    if (cut && waits && last.cause === status) return [...before, { ...last, to: null }];
    const end = clock.endedAt ?? this.at;
    return [...before, last.to === null ? { ...last, to: end < last.from ? last.from : end } : last, ...fresh];
  }
}
