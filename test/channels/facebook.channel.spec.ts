import { facebook } from '@redress/channels/facebook.channel.js';
import type { Instant } from '@redress/domain/time.js';
import { keepsTheChannelContract, type Said } from './channel-contract.js';
import { metaPlatform, seconds } from './meta-platform.js';

const PAGE = '1755847768034402';
const POST = `${PAGE}_44444444`;

const entry = (at: Instant, value: object): object => ({
  object: 'page',
  entry: [{ id: PAGE, time: seconds(at), changes: [{ field: 'feed', value }] }],
});

keepsTheChannelContract('facebook', () =>
  metaPlatform({
    channel: facebook,
    own: { pageId: PAGE },
    said: ({ id, author, text, answers, at }: Said, isEdit) =>
      entry(at, {
        ...{ item: 'comment', verb: isEdit ? 'edited' : 'add', from: { id: author, name: author }, message: text },
        ...{ comment_id: id, post_id: POST, parent_id: answers ?? POST, created_time: seconds(at) },
      }),
    takenBack: (id, at) =>
      entry(at, { item: 'comment', verb: 'remove', comment_id: id, post_id: POST, parent_id: POST }),
    wordsOf: ({ message }) => String(message),
  }),
);
