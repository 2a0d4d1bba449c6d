import { expect, test } from '@jest/globals';
import { DEFAULT_ROUTING_SETTINGS, routingSettingFaults } from './settings.js';

const { weights } = DEFAULT_ROUTING_SETTINGS;
const none = Object.fromEntries(Object.keys(weights).map((channel) => [channel, 0]));

test('what the product starts with can be saved', () => {
  expect(routingSettingFaults(DEFAULT_ROUTING_SETTINGS)).toEqual([]);
});

test.each<[string, unknown, unknown, string[]]>([
  ['no weights', null, 60, ['/weights']],
  ['a channel without a weight', { ...weights, phone: undefined }, 60, ['/weights/phone']],
  ['a weight below nothing', { ...weights, chat: -1 }, 60, ['/weights/chat']],
  ['a weight that is no whole number', { ...weights, chat: 1.5 }, 60, ['/weights/chat']],
  ['a weight in words', { ...weights, chat: '2' }, 60, ['/weights/chat']],
  ['a channel that there is not', { ...weights, fax: 1 }, 60, ['/weights/fax']],
  ['work that takes no room at all', none, 60, ['/weights']],
  ['a return at once', weights, 0, ['/returnAfterMinutes']],
  ['a return after more than a month', weights, 43_201, ['/returnAfterMinutes']],
  ['both wrong', { ...weights, email: 101 }, 'soon', ['/weights/email', '/returnAfterMinutes']],
])('%s is refused where it stands', (_, given, returnAfterMinutes, pointers) => {
  const faults = routingSettingFaults({ weights: given, returnAfterMinutes });
  expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
});
