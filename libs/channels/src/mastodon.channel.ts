import type { Abilities } from '@redress/domain/channel/message.js';
import { type Outside, THE_INTERNET } from '@redress/platform/outside.js';
import type { Channel } from './channel.js';
import { textIn } from './foreign.js';
import { Arrivals } from './mastodon/arrivals.js';
import { readStatus } from './mastodon/reading.js';
import { postReply } from './mastodon/replying.js';
import { Server } from './mastodon/server.js';
import { listen } from './mastodon/streaming.js';

/** The name of whom we answer stands in the answer and counts: it may be so long, with its sign and a space. */
const LONGEST_NAME = 32;

const CAN: Abilities = {
  ...{ receives: ['poll', 'stream'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
  mostCharacters: 500 - LONGEST_NAME,
  attachments: { most: 4, mostBytes: 8_000_000, types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] },
  ...{ replyWindowHours: null, cost: 'free' },
};

/**
 * What is said to one account on a Mastodon server, and on every server that speaks its language.
 * @param outside how servers are reached; tests name one of their own machine.
 */
export const openMastodon = (outside: Outside): Channel => ({
  ...{ kind: 'mastodon', name: 'social', can: CAN, pollEveryMs: 20_000 },
  check: ({ instance }): Readonly<Record<string, string>> =>
    outside.mayReach(textIn(instance)) && new URL(textIn(instance)).pathname === '/'
      ? {}
      : {
          instance:
            'Write the https address of the server, such as https://mastodon.social. Only public ones are reached.',
        },
  checkSecret: (secret) => (secret === null ? 'Give the access token of an application on that server.' : null),
  read: (source, access) => readStatus(source, access, outside),
  connect(access) {
    const server = new Server(access, outside);
    const arrivals = new Arrivals(server);
    return {
      learn: () => abilitiesOf(server),
      poll: (cursor) => arrivals.poll(cursor),
      stream: (cursor, store, until) => listen(server, arrivals, cursor, store, until),
      reply: (reply) => postReply(server, reply),
      close: () => Promise.resolve(),
    };
  },
});

/** Servers set their own limits and say which. */
async function abilitiesOf(server: Server): Promise<Abilities> {
  const { configuration } = await server.ask((client) => client.v2.instance.fetch());
  const { maxCharacters, maxMediaAttachments } = configuration.statuses;
  const { imageSizeLimit, supportedMimeTypes } = configuration.mediaAttachments;
  return {
    ...CAN,
    mostCharacters: Math.max(1, maxCharacters - LONGEST_NAME),
    attachments: {
      most: maxMediaAttachments,
      mostBytes: imageSizeLimit,
      types: supportedMimeTypes.filter((type) => type.startsWith('image/')),
    },
  };
}

export const mastodon = openMastodon(THE_INTERNET);
