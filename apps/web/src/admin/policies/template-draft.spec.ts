import { describe, expect, it } from '@jest/globals';
import { codeOf, copyOf, mayAddDuty, newDuty, templateDraft, templateFaults } from './template-draft.js';

const SHIPPED = {
  id: null,
  code: 'fcaDisp',
  version: 1,
  name: 'UK: financial services',
  source: 'FCA Handbook, DISP 1.6',
  note: '',
  basedOn: null,
  usedBy: [],
  duties: [
    {
      part: 'final',
      target: { weeks: 8 },
      starts: 'receipt',
      metBy: 'decision',
      pausesIn: [],
      optional: false,
    },
  ],
} as const;

describe('a template of the house', () => {
  it.each([
    ['House rule, 10 days', 'houseRule10Days'],
    ['Größe & Würde', 'grosseWurde'],
    ['10 days', 'days'],
    ['—', ''],
    ['A'.repeat(60), 'a'.repeat(40)],
  ])('named %s gets the code %s', (name, code) => {
    expect(codeOf(name)).toBe(code);
  });

  it('that copies a shipped one has its duties and a code of its own', () => {
    const draft = copyOf(SHIPPED, 'Our own promise');
    expect(draft).toMatchObject({ code: 'ourOwnPromise', source: SHIPPED.source });
    expect(draft.duties).toEqual([{ ...SHIPPED.duties[0], target: '8 w' }]);
    expect(templateFaults(draft)).toEqual([]);
  });

  it('is not saved without a length, a source and a code', () => {
    expect(templateFaults(templateDraft(null))).toEqual(['name', 'code', 'source', 'duties']);
  });

  it('has each duty once, and takes a new one as long as a part is left', () => {
    let { duties } = templateDraft(null);
    while (mayAddDuty(duties)) duties = [...duties, newDuty(duties)];
    expect(new Set(duties.map(({ part }) => part)).size).toBe(duties.length);
    const twice = {
      ...templateDraft(SHIPPED),
      duties: [...templateDraft(SHIPPED).duties, ...templateDraft(SHIPPED).duties],
    };
    expect(templateFaults(twice)).toEqual(['twice']);
  });
});
