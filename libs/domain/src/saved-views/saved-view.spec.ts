import { describe, expect, test } from '@jest/globals';
import type { Role } from '../people.js';
import { type Audience, freeSlug, mayEdit, mayShowTo, slugStem } from './saved-view.js';

const who = (role: Role, agentId: string | null = 'somebody', teamIds: readonly string[] = ['care']) => ({
  ...{ role, agentId, teamIds },
});
const shared = (audience: Audience, teamId: string | null = audience === 'team' ? 'care' : null) => ({
  ...{ ownerId: 'maker', audience, teamId },
});

describe('the address of a view', () => {
  test.each([
    ['Lumo 2, open', 'lumo-2-open'],
    ['  Größte Räume! ', 'groesste-raeume'],
    ['Réclamations à voir', 'reclamations-a-voir'],
    ['灯 が暗い', '灯-か暗い'],
    ['!!!', 'view'],
    ['x'.repeat(200), 'x'.repeat(60)],
  ])('of %j is %s', (name, slug) => {
    expect(slugStem(name)).toBe(slug);
  });

  test('is no other view’s, and none of a ready-made one', () => {
    expect(freeSlug('batch-2641', new Set(['batch-2641', 'batch-2641-2']))).toBe('batch-2641-3');
    expect(freeSlug('mine', new Set(['mine-2']))).toBe('mine-3');
  });
});

describe('who may change a saved view', () => {
  test.each<[Role, Audience, boolean]>([
    ['agent', 'me', false],
    ['admin', 'me', false],
    ['agent', 'team', false],
    ['quality', 'team', false],
    ['teamLead', 'team', true],
    ['admin', 'team', true],
    ['agent', 'everybody', false],
    ['light', 'everybody', false],
    ['teamLead', 'everybody', true],
    ['quality', 'everybody', true],
    ['admin', 'everybody', true],
  ])('%s, seen by %s: %s', (role, audience, allowed) => {
    expect(mayEdit(who(role), shared(audience))).toBe(allowed);
  });

  test.each<Audience>(['me', 'team', 'everybody'])('its maker always, seen by %s', (audience) => {
    expect(mayEdit(who('agent', 'maker', []), shared(audience))).toBe(true);
  });

  test('a lead of another team does not', () => {
    expect(mayEdit(who('teamLead', 'somebody', ['refunds']), shared('team'))).toBe(false);
  });

  test('what speaks for nobody changes nothing of anybody', () => {
    expect(mayEdit(who('agent', null), shared('me'))).toBe(false);
  });
});

describe('to whom a view may be shown', () => {
  test.each<[Role, Audience, string | null, boolean]>([
    ['light', 'me', null, true],
    ['agent', 'team', 'care', true],
    ['agent', 'team', 'refunds', false],
    ['teamLead', 'team', 'refunds', false],
    ['admin', 'team', 'refunds', true],
    ['agent', 'everybody', null, false],
    ['quality', 'everybody', null, true],
  ])('%s to %s %s: %s', (role, audience, teamId, allowed) => {
    expect(mayShowTo(who(role), { audience, teamId })).toBe(allowed);
  });
});
