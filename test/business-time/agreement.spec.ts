import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from './agreement.js';
import { CASE } from './cases.js';

/** A hundred thousand of them: npm run agreement. */
test('business time is what counting every second by hand gives, near odd changes of the clock and far from them', () => {
  fc.assert(
    fc.property(CASE, (one) => {
      expect(disagreement(one)).toBeNull();
    }),
    { numRuns: 250 },
  );
});
