import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@redress/contract/ticket.js';
import fc from 'fast-check';
import { applied, changeIn, collides, editOf, type FieldChange, followed, isDone, joined, rebased } from './changes.js';

const ticket = (change: Partial<Ticket> = {}): Ticket => ({
  ...{ id: 't1', number: 'T-2026-004217', kind: 'complaint', subject: 'Lamp', status: 'open', stage: 'received' },
  ...{ priority: 'normal', severity: null, held: null, queue: { id: 'q', name: 'Complaints' }, team: null },
  ...{ owner: null, customer: null, channel: 'email', nextDue: null, valueAtRisk: null, unansweredSince: null },
  ...{ receivedAt: '2026-11-24T08:00:00.000Z', updatedAt: '2026-11-24T08:00:00.000Z', preview: '', version: 3 },
  ...{ tags: [], description: { language: null, product: null, region: null }, skills: [], excluded: [] },
  ...{ risk: null, isClaim: false, issues: [], episode: 1, escalated: null, publicTalk: null, mergedInto: null },
  ...{ links: [], possibleDuplicates: [], suggestedKind: null, may: [] },

  ...change,
});

const jon = { id: 'jon', name: 'Jon' };
const mara = { id: 'mara', name: 'Mara' };
const low: FieldChange = { kind: 'priority', from: 'normal', to: 'low' };

describe('a change that was made without a server', () => {
  it.each<[string, Partial<Ticket>, FieldChange, boolean]>([
    ['goes through where nobody touched the same', { status: 'waitingCustomer' }, low, false],
    ['collides where somebody set the same to something else', { priority: 'high' }, low, true],
    ['has nothing left to do where somebody set the same to the same', { priority: 'low' }, low, false],
    ['collides where somebody else took the ticket', { owner: jon }, { kind: 'owner', from: null, to: mara }, true],
    [
      'knows an owner by his id, not by his name',
      { owner: jon },
      { kind: 'owner', from: { ...jon, name: 'J.' }, to: mara },
      false,
    ],
    ['never collides over tags', { tags: ['driver'] }, { kind: 'tags', from: [], to: ['glass'] }, false],
  ])('%s', (_, now, change, expected) => expect(collides(ticket(now), change)).toBe(expected));

  it('collides no more once its maker has seen what stands there', () => {
    const now = ticket({ priority: 'high' });
    const again = rebased(low, now);
    expect(collides(now, again)).toBe(false);
    expect(applied(now, again).priority).toBe('low');
  });

  it('puts on and takes off its own tags and leaves those of others', () => {
    const change: FieldChange = { kind: 'tags', from: ['old', 'stays'], to: ['stays', 'mine'] };
    expect(editOf(ticket({ tags: ['old', 'stays', 'theirs'] }), change)).toEqual({ tags: ['stays', 'theirs', 'mine'] });
  });

  it('can wait when it is of status, priority or tags alone', () => {
    expect(changeIn(ticket(), { priority: 'low' })).toEqual(low);
    expect(changeIn(ticket(), { status: 'spam' })).toEqual({ kind: 'status', from: 'open', to: 'spam' });
    expect(changeIn(ticket(), { product: 'lumo-2' })).toBeNull();
    expect(changeIn(ticket(), { status: 'spam', priority: 'low' })).toBeNull();
  });

  it('is replaced by a later wish for the same, and only for the same', () => {
    expect(joined(low, { kind: 'priority', from: 'low', to: 'urgent' })).toEqual({ ...low, to: 'urgent' });
    expect(joined(low, { kind: 'status', from: 'open', to: 'spam' })).toBeNull();
  });

  it('leaves the rest of what was wished while it was under way', () => {
    expect(followed(low, { ...low, to: 'urgent' })).toEqual({ kind: 'priority', from: 'low', to: 'urgent' });
    expect(followed(low, low)).toBeNull();
  });

  it('is done exactly when doing it again would change nothing', () => {
    const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    fc.assert(
      fc.property(tags, tags, tags, (now, from, to) => {
        const change: FieldChange = { kind: 'tags', from, to };
        const once = applied(ticket({ tags: now }), change);
        expect(isDone(once, change)).toBe(true);
        expect([...applied(once, change).tags].sort()).toEqual([...once.tags].sort());
        for (const tag of now) expect(once.tags.includes(tag)).toBe(to.includes(tag) || !from.includes(tag));
      }),
    );
  });
});
