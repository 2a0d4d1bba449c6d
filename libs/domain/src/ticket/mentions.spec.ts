import { describe, expect, it } from '@jest/globals';
import { processorMs } from '../../../../test/support/processor-time.js';
import { mentionedIn, mentionsIn } from './mentions.js';

describe('a note names', () => {
  const people = [
    { id: 'ann', name: 'Ann' },
    { id: 'annLee', name: 'Ann Lee' },
    { id: 'bert', name: 'Bert Ö' },
  ];
  it.each([
    ['@Ann please look', ['ann']],
    ['@ann lee, please', ['annLee']],
    ['@Anna is somebody else', []],
    ['mail to x@ann.test', []],
    ['@BERT Ö and @Ann', ['bert', 'ann']],
    ['nobody', []],
  ])('%s', (text, ids) => {
    expect(mentionedIn(text, people)).toEqual(ids);
  });

  it('in time linear to its length', () => {
    expect(processorMs(() => mentionedIn('@'.repeat(1_000_000), people))).toBeLessThan(3_000);
  });
});

describe('of those whom a note names', () => {
  const crew = [
    { id: 'ann', name: 'Ann', sees: true },
    { id: 'bert', name: 'Bert', sees: true },
    { id: 'cleo', name: 'Cleo', sees: false },
  ];
  const teams = [{ id: 'refunds', name: 'Refunds', memberIds: ['bert', 'cleo'] }];

  it('those who may see the ticket are told, the others are not', () => {
    expect(mentionsIn('@Ann and @Cleo', crew, teams, null)).toEqual({
      mentions: { agentIds: ['ann'], teamIds: [], untoldIds: ['cleo'] },
      one: [
        { agentId: 'ann', teamId: null, told: true },
        { agentId: 'cleo', teamId: null, told: false },
      ],
    });
  });

  it('a team means its members', () => {
    expect(mentionsIn('@refunds: please', crew, teams, null)?.mentions).toEqual({
      agentIds: ['bert'],
      teamIds: ['refunds'],
      untoldIds: ['cleo'],
    });
  });

  it('nobody means himself', () => {
    expect(mentionsIn('@Ann: as I said', crew, teams, 'ann')).toBeNull();
    expect(mentionsIn('@Refunds', crew, teams, 'bert')?.mentions.agentIds).toEqual([]);
  });

  it('all are meant who have the same name', () => {
    const twins = [...crew, { id: 'ann2', name: 'ann', sees: true }];
    expect(mentionsIn('@Ann', twins, [], null)?.mentions.agentIds).toEqual(['ann', 'ann2']);
  });
});
