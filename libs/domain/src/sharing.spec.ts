import { describe, expect, it } from '@jest/globals';
import { mayKeep } from './sharing.js';

describe('what is shared', () => {
  it('is kept by its owner; that of a team by its lead, that of all by every lead, and both by administrators', () => {
    const agent = { agentId: 'a', role: 'agent', teamIds: ['t'] } as const;
    const lead = { agentId: 'l', role: 'teamLead', teamIds: ['t'] } as const;
    const admin = { agentId: 'x', role: 'admin', teamIds: [] } as const;
    const may = (sharing: { ownerId: string | null; teamId: string | null }) =>
      [agent, lead, admin].map((asker) => mayKeep(asker, sharing));
    expect(may({ ownerId: 'a', teamId: null })).toEqual([true, false, false]);
    expect(may({ ownerId: null, teamId: 't' })).toEqual([false, true, true]);
    expect(may({ ownerId: null, teamId: 'other' })).toEqual([false, false, true]);
    expect(may({ ownerId: null, teamId: null })).toEqual([false, true, true]);
  });
});
