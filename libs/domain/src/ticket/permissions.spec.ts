import { describe, expect, test } from '@jest/globals';
import { asker, complaint, uuid } from '../../../../test/support/given.js';
import { type Role, ROLES, SCOPES } from '../people.js';
import { allows, mayTakeAway, type Verb, VERBS, verbsFor } from './permissions.js';
import type { Status, Ticket } from './ticket.js';

const ALL: readonly Verb[] = VERBS;
/** Role → what it may do at all. */
const MAY: Readonly<Record<Role, readonly Verb[]>> = {
  admin: ALL,
  teamLead: ALL,
  agent: ALL,
  quality: ['note', 'edit', 'undo', 'watch'],
  light: ['note', 'watch'],
};
const table = ROLES.flatMap((role) => VERBS.map((verb) => ({ role, verb, may: MAY[role].includes(verb) })));

const as = (status: Status, rest: Partial<Ticket> = {}): Ticket => ({ ...complaint().ticket, status, ...rest });

describe('who may do what', () => {
  test.each(table)('$role and "$verb": $may', ({ role, verb, may }) => {
    expect(allows(asker({ role }), verb)).toBe(may);
  });

  test.each(ROLES)('a token of %s that may only read changes nothing', (role) => {
    const reads = asker({ role, scopes: ['tickets:read', 'quality:read', 'intake', 'admin'] });
    expect(VERBS.filter((verb) => allows(reads, verb))).toEqual([]);
  });

  test('a token for quality work is for the quality role only', () => {
    const scopes = ['quality:write'] as const;
    expect(VERBS.filter((verb) => allows(asker({ role: 'quality', scopes }), verb))).toEqual(MAY.quality);
    expect(VERBS.filter((verb) => allows(asker({ role: 'agent', scopes }), verb))).toEqual([]);
  });

  test.each(ROLES)('only those who answer for a team take a ticket away: %s', (role) => {
    expect(mayTakeAway(asker({ role, scopes: SCOPES }))).toBe(role === 'admin' || role === 'teamLead');
  });
});

describe('what a ticket allows', () => {
  const verbs = (ticket: Ticket): Verb[] => verbsFor(asker({ role: 'agent' }), ticket);

  test('a new complaint goes on to acknowledged and no further', () => {
    const may = verbs(as('new'));
    expect(may).toEqual(expect.arrayContaining(['reply', 'assign', 'acknowledge', 'close', 'merge', 'split']));
    for (const verb of ['assess', 'decide', 'reopen', 'release', 'reject'] as const) expect(may).not.toContain(verb);
  });

  test('a held ticket is released or rejected', () => {
    expect(verbs(as('new', { held: 'unverifiedSender' }))).toEqual(expect.arrayContaining(['release', 'reject']));
  });

  test('a merged ticket is read, noted on, linked and given back', () => {
    expect(verbs(as('merged', { mergedInto: uuid(200), held: 'unverifiedSender' }))).toEqual([
      'note',
      'link',
      'undo',
      'watch',
    ]);
  });

  test('a complaint that is being investigated is not closed', () => {
    expect(verbs(as('open', { stage: 'investigating' }))).not.toContain('close');
    expect(verbs(as('open', { stage: 'decided' }))).toContain('close');
  });

  test('spam gets no answer and can be opened again', () => {
    expect(verbs(as('spam'))).not.toContain('reply');
    expect(verbs(as('spam'))).toContain('reopen');
  });

  test('quality sees the buttons of quality', () => {
    expect(verbsFor(asker({ role: 'quality' }), as('open'))).toEqual(['note', 'edit', 'undo', 'watch']);
  });
});
