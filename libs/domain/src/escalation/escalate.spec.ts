import { describe, expect, it } from '@jest/globals';
import { complaint, refusalOf, START, uuid } from '../../../../test/support/given.js';
import type { Clock } from '../sla/clock.js';
import type { Ticket } from '../ticket/ticket.js';
import { deescalate, escalateByHand } from './by-hand.js';
import { type Callable, called, escalate, type EscalationFacts } from './escalate.js';
import { type EscalationLevel, type EscalationPlan, planFaults } from './plan.js';

const TEAM = uuid(50);
const OTHER_TEAM = uuid(51);
const person = (id: number, role: Callable['role'], teamIds: readonly string[] = [], left = false): Callable => ({
  id: uuid(id),
  role,
  teamIds,
  left,
  absent: false,
  deputyId: null,
});
const away = (who: Callable, deputyId: string | null = null): Callable => ({ ...who, absent: true, deputyId });
const OWNER = person(1, 'agent', [TEAM]);
const LEAD = person(2, 'teamLead', [TEAM]);
const BOSS = person(3, 'admin');
const EXPERT = person(4, 'agent', [OTHER_TEAM]);

const facts = (people: readonly Callable[] = [OWNER, LEAD, BOSS, EXPERT]): EscalationFacts => ({
  people,
  teamId: TEAM,
  keyAccountManagerId: null,
  queueOfTeam: { [OTHER_TEAM]: uuid(60) },
});

const clock = (state: Clock['state'] = 'running', metAt: Clock['metAt'] = null): Clock => ({
  id: uuid(70),
  milestone: 'firstResponse',
  part: null,
  episode: 1,
  state,
  startAt: START,
  startedBy: null,
  target: { minutes: 60 },
  policyId: null,
  policyVersion: null,
  escalationPlanId: uuid(80),
  escalationPlanVersion: 1,
  stretches: [],
  pausesIn: [],
  accepts: 'human',
  metBy: 'publicReply',
  optional: false,
  warnAt: [],
  pauses: [],
  dueAt: START,
  alarms: [],
  fired: [],
  elapsedSeconds: null,
  warnedAt: null,
  metAt,
  restsOn: null,
  missedByRetarget: false,
  retargets: [],
  endedAt: null,
  because: null,
});

const level = (change: Partial<EscalationLevel> = {}): EscalationLevel => ({
  level: 1,
  offset: { percent: 80 },
  repeat: null,
  kind: 'hierarchical',
  to: { role: 'owner' },
  action: 'notify',
  ...change,
});
const plan = (...levels: EscalationLevel[]): EscalationPlan => ({ id: uuid(80), version: 1, name: 'Plan', levels });
const owned = (change: Partial<Ticket> = {}): Ticket => ({
  ...complaint().ticket,
  status: 'open',
  ownerId: OWNER.id,
  ...change,
});
const first = { level: 1, repeat: 0 };

describe('whom a level calls', () => {
  const rows: readonly [
    string,
    EscalationLevel['to'],
    Partial<Ticket>,
    readonly Callable[],
    readonly string[],
    readonly string[],
  ][] = [
    ['the owner', { role: 'owner' }, {}, [OWNER, LEAD, BOSS], [OWNER.id], []],
    [
      'the team lead where nobody owns it',
      { role: 'owner' },
      { ownerId: null },
      [OWNER, LEAD, BOSS],
      [LEAD.id],
      ['ownerMissing'],
    ],
    [
      'the deputy of an owner who is away',
      { role: 'owner' },
      {},
      [away(OWNER, EXPERT.id), LEAD, EXPERT],
      [EXPERT.id],
      ['absent'],
    ],
    [
      'the deputy of a deputy who is away too',
      { agentId: OWNER.id },
      {},
      [away(OWNER, EXPERT.id), away(EXPERT, BOSS.id), BOSS],
      [BOSS.id],
      ['absent'],
    ],
    [
      'the team lead where the owner is away without a deputy',
      { role: 'owner' },
      {},
      [away(OWNER), LEAD],
      [LEAD.id],
      ['absent'],
    ],
    [
      'the next higher where two who are away stand in for each other',
      { role: 'owner' },
      {},
      [away(OWNER, LEAD.id), away(LEAD, OWNER.id), BOSS],
      [BOSS.id],
      ['absent', 'absent'],
    ],
    ['those of a team who are there', { teamId: TEAM }, {}, [away(OWNER), LEAD, BOSS], [LEAD.id], ['absent']],
    [
      'the last one of all also while he is away',
      { role: 'teamLead' },
      {},
      [OWNER, away(BOSS)],
      [BOSS.id],
      ['nobodyInRole'],
    ],
    [
      'the team lead where the owner has left',
      { role: 'owner' },
      {},
      [{ ...OWNER, left: true }, LEAD],
      [LEAD.id],
      ['left'],
    ],
    [
      'an administrator where the team has no lead',
      { role: 'teamLead' },
      {},
      [OWNER, BOSS],
      [BOSS.id],
      ['nobodyInRole'],
    ],
    [
      'the team lead where no key account manager is known',
      { role: 'keyAccountManager' },
      {},
      [LEAD],
      [LEAD.id],
      ['nobodyInRole'],
    ],
    ['a person by name', { agentId: EXPERT.id }, {}, [EXPERT, LEAD], [EXPERT.id], []],
    [
      'the team lead for a person who has left',
      { agentId: EXPERT.id },
      {},
      [{ ...EXPERT, left: true }, LEAD],
      [LEAD.id],
      ['left'],
    ],
    ['everybody of a team', { teamId: TEAM }, {}, [OWNER, LEAD, EXPERT], [OWNER.id, LEAD.id], []],
    ['nobody where nobody is there', { role: 'admin' }, {}, [OWNER], [], ['nobodyInRole']],
  ];
  it.each(rows)('is %s', (_, to, ticket, people, ids, passedOver) => {
    const found = called(to, owned(ticket), facts(people));
    expect(found.people.map(({ id }) => id)).toEqual(ids);
    expect(found.passedOver.map(({ because }) => because)).toEqual(passedOver);
  });

  it('is no lead of another team', () => {
    const stranger = person(9, 'teamLead', [OTHER_TEAM]);
    expect(called({ role: 'teamLead' }, owned(), facts([stranger, BOSS])).people).toEqual([BOSS]);
  });
});

describe('a level that falls', () => {
  it('tells those it calls and says so on the ticket', () => {
    const done = escalate(owned(), clock(), first, plan(level({ to: { role: 'teamLead' } })), facts());
    expect(done.notices).toEqual([{ agentId: LEAD.id, kind: 'escalated', level: 1, repeat: 0 }]);
    expect(done.facts).toMatchObject([{ type: 'TicketEscalated', kind: 'hierarchical', toIds: [LEAD.id], level: 1 }]);
  });

  it.each<[string, Clock]>([
    ['was met', clock('met', START)],
    ['was done late', clock('missed', START)],
    ['was cancelled', clock('cancelled')],
  ])('does nothing once its clock %s', (_, ended) => {
    expect(escalate(owned(), ended, first, plan(level()), facts())).toEqual({ facts: [], notices: [], watchers: [] });
  });

  it('goes on while a missed duty is still owed', () => {
    expect(escalate(owned(), clock('missed'), first, plan(level()), facts()).notices).toHaveLength(1);
  });

  it('only tells again when it is repeated', () => {
    const done = escalate(owned(), clock(), { level: 1, repeat: 2 }, plan(level({ action: 'raisePriority' })), facts());
    expect(done.facts).toEqual([]);
    expect(done.notices).toEqual([{ agentId: OWNER.id, kind: 'escalated', level: 1, repeat: 2 }]);
  });

  it('raises the priority by one, and not above the highest', () => {
    const raise = plan(level({ action: 'raisePriority' }));
    const raised = (ticket: Ticket) => escalate(ticket, clock(), first, raise, facts()).facts.slice(1);
    expect(raised(owned({ priority: 'normal' }))).toEqual([
      { type: 'PriorityChanged', priority: 'high', from: 'normal' },
    ]);
    expect(raised(owned({ priority: 'urgent' }))).toEqual([]);
  });

  it('gives the ticket to the first who may work in its queue', () => {
    const hand = plan(level({ action: 'reassign', to: { role: 'teamLead' } }));
    expect(escalate(owned(), clock(), first, hand, facts()).facts.slice(1)).toEqual([
      { type: 'TicketAssigned', ownerId: LEAD.id, from: OWNER.id },
    ]);
    const foreign = plan(level({ action: 'reassign', to: { agentId: EXPERT.id } }));
    expect(escalate(owned(), clock(), first, foreign, facts()).facts).toHaveLength(1);
  });

  it('moves it into the queue of the team it calls', () => {
    const hand = plan(level({ kind: 'functional', action: 'reassign', to: { teamId: OTHER_TEAM } }));
    expect(escalate(owned(), clock(), first, hand, facts()).facts.slice(1)).toEqual([
      { type: 'TicketAssigned', ownerId: null, from: OWNER.id },
      { type: 'QueueChanged', queueId: uuid(60), from: owned().queueId },
    ]);
  });
});

describe('by hand', () => {
  it('needs a target for more skill, and goes to the lead for more authority', () => {
    const noteId = uuid(90);
    const up = escalateByHand(owned(), { kind: 'hierarchical', to: null, noteId }, facts());
    expect(up).toMatchObject([{ type: 'TicketEscalated', toIds: [LEAD.id], noteId }]);
    expect(refusalOf(() => escalateByHand(owned(), { kind: 'functional', to: null, noteId }, facts()))).toBe('invalid');
  });

  it('names nobody who has left', () => {
    const gone = facts([{ ...EXPERT, left: true }, LEAD]);
    const wish = { kind: 'functional', to: { agentId: EXPERT.id }, noteId: uuid(90) } as const;
    expect(refusalOf(() => escalateByHand(owned(), wish, gone))).toBe('invalid');
  });

  it('is taken back once', () => {
    expect(deescalate(owned({ escalated: 'functional' }), uuid(90))).toEqual([
      { type: 'TicketDeescalated', noteId: uuid(90), from: 'functional' },
    ]);
    expect(refusalOf(() => deescalate(owned(), uuid(90)))).toBe('already-done');
  });
});

describe('a plan is refused', () => {
  const known = {
    agentIds: new Set([OWNER.id]),
    leftIds: new Set([EXPERT.id]),
    teamIds: new Set([TEAM]),
  };
  const rows: readonly [string, readonly EscalationLevel[], readonly string[]][] = [
    ['without levels', [], ['empty']],
    ['with a person who has left', [level({ to: { agentId: EXPERT.id } })], ['left']],
    ['with a person nobody knows', [level({ to: { agentId: uuid(99) } })], ['unknown']],
    ['with a team nobody knows', [level({ to: { teamId: OTHER_TEAM } })], ['unknown']],
    ['with a level doubled', [level(), level({ offset: { percent: 100 } })], ['doubled']],
    ['with a higher level before a lower one', [level(), level({ level: 2, offset: { percent: 50 } })], ['order']],
    ['with an offset of nothing', [level({ offset: { percent: 0 } })], ['range']],
    ['with a repetition every minute', [level({ repeat: { everyMinutes: 1, times: 3 } })], ['range']],
    ['that hands the ticket to its owner', [level({ action: 'reassign' })], ['toOwner']],
  ];
  it.each(rows)('%s', (_, levels, codes) => {
    expect(planFaults(levels, known).map(({ code }) => code)).toEqual(codes);
  });

  it('and else taken', () => {
    const good = [
      level(),
      level({ level: 2, offset: { minutes: 30 }, to: { role: 'teamLead' }, repeat: { everyMinutes: 60, times: 3 } }),
    ];
    expect(planFaults(good, known)).toEqual([]);
  });
});
