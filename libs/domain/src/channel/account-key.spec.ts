import { describe, expect, it } from '@jest/globals';
import { accountKey } from './account-key.js';

describe('the key of an account', () => {
  it.each([
    ['a name and its server', 'mastodon:ann@lumo.example', 'mastodon:ann@lumo.example'],
    ['with an @ before it', 'mastodon:@ann@lumo.example', 'mastodon:ann@lumo.example'],
    ['in any case', 'mastodon:@Ann@Lumo.Example', 'mastodon:ann@lumo.example'],
    ['by the address of the profile', 'mastodon:https://lumo.example/@ann', 'mastodon:ann@lumo.example'],
    ['by that with a stroke behind it', 'mastodon:https://Lumo.example/@Ann/', 'mastodon:ann@lumo.example'],
    ['by the address of the actor', 'mastodon:https://lumo.example/users/ann', 'mastodon:ann@lumo.example'],
    ['as another server shows it', 'mastodon:https://far.example/@ann@lumo.example', 'mastodon:ann@lumo.example'],
    ['of a server in letters of its own', 'mastodon:@ann@lümo.example', 'mastodon:ann@lümo.example'],
    ['of a server with a port', 'mastodon:https://lumo.example:3000/@ann', 'mastodon:ann@lumo.example:3000'],
    [
      'an actor without a name',
      'mastodon:https://lumo.example/ap/users/11',
      'mastodon:https://lumo.example/ap/users/11',
    ],
    ['a name of this server only, which names nobody elsewhere', 'mastodon:ann', null],
    ['a server alone', 'mastodon:https://lumo.example/', null],
    ['two servers', 'mastodon:ann@one.example@two.example', null],
    ['the identifier of Bluesky', 'bluesky:did:plc:abcDEF123', 'bluesky:did:plc:abcDEF123'],
    [
      'the identifier by the address of a profile',
      'bluesky:https://bsky.app/profile/did:plc:abc',
      'bluesky:did:plc:abc',
    ],
    ['a name of Bluesky', 'bluesky:@Ann.bsky.social', 'bluesky:ann.bsky.social'],
    ['a name by the address of a profile', 'bluesky:https://bsky.app/profile/ann.example', 'bluesky:ann.example'],
    ['no name of Bluesky', 'bluesky:ann', null],
    ['a name of Instagram', 'instagram:Ann.Berg', 'instagram:@ann.berg'],
    ['a name of Instagram by its address', 'instagram:https://www.instagram.com/Ann.Berg/', 'instagram:@ann.berg'],
    ['an identifier of Instagram', 'instagram:17841400001', 'instagram:17841400001'],
    ['a name of Instagram that is a number', 'instagram:@17841400001', 'instagram:@17841400001'],
    ['an identifier of Facebook', 'facebook:1029', 'facebook:1029'],
    ['what a channel of somebody’s own says', 'till:ann-4711', 'till:ann-4711'],
    ['no platform', '@ann@lumo.example', null],
    ['a platform that an object has by birth', 'constructor:ann', 'constructor:ann'],
    ['nothing', 'mastodon:', null],
  ])('%s', (_, written, key) => {
    expect(accountKey(written)).toBe(key);
  });

  it('is the same when it is read again', () => {
    for (const key of ['mastodon:ann@lumo.example', 'bluesky:ann.example', 'instagram:@ann', 'facebook:1'])
      expect(accountKey(key)).toBe(key);
  });

  it('is found in linear time', () => {
    const began = performance.now();
    for (const start of ['mastodon:', 'mastodon:https://a.example/@', 'bluesky:', 'instagram:'])
      expect(accountKey(`${start}${'a.a-'.repeat(50_000)}@!`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
