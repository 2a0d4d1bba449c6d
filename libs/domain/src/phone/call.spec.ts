import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instant, later, MINUTE, SECOND } from '../time.js';
import { type Call, type CallNews, callState, follow, isMissed, shownTo, talkSeconds } from './call.js';

const RING = instant(Date.UTC(2026, 10, 20, 10));
const news = (event: CallNews['event'], seconds: number, wishes: Partial<CallNews> = {}): CallNews => ({
  ...{ event, direction: 'inbound', theirs: '+493055512', ours: '+4930999', queueId: 'care', agentIds: [] },
  ...{ cause: null, at: later(RING, seconds * SECOND) },
  ...wishes,
});
const told = (...pieces: readonly CallNews[]): Call => {
  const call = pieces.reduce<Call | null>(follow, null);
  if (call === null) throw new Error('Nothing was told');
  return call;
};

const rings = news('newCall', 0, { agentIds: ['bo', 'ann'] });
const answers = news('answer', 8, { agentIds: ['ann'] });
const ends = news('hangup', 68, { cause: 'normalClearing' });

describe('a call', () => {
  test('rings, is answered by one and lasts from the answer to the end', () => {
    const call = told(rings, answers, ends);
    expect(call).toMatchObject({ startedAt: RING, ringsFor: ['ann', 'bo'], cause: 'normalClearing' });
    expect(call.answeredBy).toEqual([{ agentId: 'ann', at: answers.at }]);
    expect(talkSeconds(call)).toBe(60);
    expect(callState(call)).toBe('ended');
    expect([told(rings), told(rings, answers)].map(callState)).toEqual(['ringing', 'talking']);
    expect(talkSeconds(told(rings, answers))).toBeNull();
  });

  test('that nobody answered is missed, however it ended, unless it was forwarded or was ours', () => {
    expect(isMissed(told(rings))).toBe(false);
    expect(isMissed(told(rings, news('hangup', 9, { cause: 'cancel' })))).toBe(true);
    expect(isMissed(told(rings, news('hangup', 9)))).toBe(true);
    expect(isMissed(told(rings, news('hangup', 9, { cause: 'forwarded' })))).toBe(false);
    expect(isMissed(told(news('newCall', 0, { direction: 'outbound' }), news('hangup', 9)))).toBe(false);
    expect(callState(told(rings, news('hangup', 9, { cause: 'noAnswer' })))).toBe('missed');
  });

  test('whose hang-up overtook its answer was answered all the same, and ends after it began', () => {
    const call = told(news('hangup', 1), news('answer', 2, { agentIds: ['ann'] }), news('newCall', 3));
    expect(call).toMatchObject({ startedAt: later(RING, SECOND), announced: true });
    expect(isMissed(call)).toBe(false);
    expect(talkSeconds(call)).toBe(0);
  });

  test('is described by its announcement, also when that comes last', () => {
    const call = told(news('hangup', 1, { theirs: null, ours: null, queueId: 'default' }), news('newCall', 2));
    expect(call).toMatchObject({
      theirs: '+493055512',
      ours: '+4930999',
      queueId: 'care',
      startedAt: later(RING, SECOND),
    });
    expect(told(news('newCall', 2, { theirs: null }), news('hangup', 1)).theirs).toBeNull();
  });

  test('that is put through was answered by both, the first one first', () => {
    const call = told(rings, news('answer', 30, { agentIds: ['bo'] }), answers);
    expect(call.answeredBy.map(({ agentId }) => agentId)).toEqual(['ann', 'bo']);
    expect(call.answeredAt).toBe(answers.at);
  });

  test('changes by nothing that is told again later', () => {
    const call = told(rings, answers, ends);
    const again = [rings, answers, ends].map((piece) => ({ ...piece, at: later(piece.at, 60 * MINUTE) }));
    expect(again.reduce<Call | null>(follow, call)).toEqual(call);
  });

  test('is the same in whatever order its pieces come, and however often', () => {
    const agent = fc.constantFrom('ann', 'bo', 'cy');
    const piece = fc.record({
      event: fc.constantFrom('newCall' as const, 'answer' as const, 'hangup' as const),
      seconds: fc.integer({ min: 0, max: 30 }),
      agentIds: fc.uniqueArray(agent, { maxLength: 2 }),
      cause: fc.constantFrom(null, 'busy', 'cancel'),
    });
    const story = fc.uniqueArray(piece, {
      minLength: 1,
      maxLength: 8,
      selector: ({ event, seconds }) => `${event} ${seconds}`,
    });
    const shuffled = story.chain((pieces) =>
      fc.tuple(fc.constant(pieces), fc.shuffledSubarray([...pieces, ...pieces], { minLength: pieces.length * 2 })),
    );
    const all = (
      pieces: readonly { event: CallNews['event']; seconds: number; agentIds: string[]; cause: string | null }[],
    ) => told(...pieces.map(({ event, seconds, ...rest }) => news(event, seconds, rest)));
    fc.assert(fc.property(shuffled, ([pieces, other]) => expect(all(other)).toEqual(all(pieces))));
  });
});

describe('the card of a call', () => {
  test('is shown to whom it rings, then to who answered, and for a while after the end', () => {
    expect(shownTo(told(rings))).toEqual({ agentIds: ['ann', 'bo'], until: later(RING, 3 * MINUTE) });
    expect(shownTo(told(rings, answers))?.agentIds).toEqual(['ann']);
    expect(shownTo(told(rings, answers, ends))).toEqual({ agentIds: ['ann'], until: later(ends.at, 15 * MINUTE) });
  });

  test('leaves when nobody answered, and stays with all where nobody knows who did', () => {
    expect(shownTo(told(rings, news('hangup', 9)))).toBeNull();
    expect(shownTo(told(rings, news('answer', 9)))?.agentIds).toEqual(['ann', 'bo']);
  });
});
