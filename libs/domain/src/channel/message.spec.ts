import { describe, expect, test } from '@jest/globals';
import { DAY, fromRfc3339, later } from '../time.js';
import { accessEndsSoon, accessWarning } from './access.js';
import { type Abilities, abilitiesFor, type DeliveryNews, isDeliveryNews } from './message.js';

const CAN: Abilities = {
  ...{ receives: ['webhook'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
  ...{ mostCharacters: 2_000, attachments: null, replyWindowHours: 24, cost: 'free' },
};

describe('what a channel can do', () => {
  test('differs in public only where it says so', () => {
    const inPublic = { mostCharacters: 300, attachments: null, replyWindowHours: null };
    expect(abilitiesFor({ ...CAN, inPublic }, true)).toMatchObject(inPublic);
    expect(abilitiesFor({ ...CAN, inPublic }, false)).toMatchObject({ mostCharacters: 2_000, replyWindowHours: 24 });
    expect(abilitiesFor(CAN, true)).toEqual(CAN);
  });
});

describe('what a platform says of a message of ours', () => {
  test.each<[string, DeliveryNews, boolean]>([
    ['sending', 'sent', true],
    ['sent', 'delivered', true],
    ['sent', 'read', true],
    ['delivered', 'read', true],
    ['unknown', 'sent', true],
    ['queued', 'delivered', true],
    ['read', 'delivered', false],
    ['delivered', 'sent', false],
    ['sent', 'sent', false],
    ['sent', 'failed', true],
    ['delivered', 'failed', false],
    ['read', 'failed', false],
    ['failed', 'failed', false],
    ['failed', 'delivered', true],
    ['cancelled', 'delivered', false],
    ['captured', 'read', false],
  ])('of one that is %s: %s is news: %s', (known, news, is) => {
    expect(isDeliveryNews(known, news)).toBe(is);
  });
});

describe('an access that ends', () => {
  const now = fromRfc3339('2026-01-16T15:30:00Z');

  test('is told a week before', () => {
    expect(accessWarning(later(now, 7 * DAY), now)).toBe(
      'The access ends on 2026-01-23. Connect the account again before: make a new token and save it here.',
    );
    expect(accessWarning(later(now, 7 * DAY + 1), now)).toBeNull();
    expect(accessWarning(null, now)).toBeNull();
    expect(accessEndsSoon(now, now)).toBe(true);
  });
});
