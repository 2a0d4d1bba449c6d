import type { Abilities } from '@redress/domain/channel/message.js';
import { type Outside, THE_INTERNET } from '@redress/platform/outside.js';
import type { Channel, Introduction } from './channel.js';
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

const INTRODUCTION: Introduction = {
  title: { en: 'Mastodon', de: 'Mastodon' },
  explain: {
    en: 'What is said to one account, in public and in private, on any server of the network.',
    de: 'Was einem Konto gesagt wird, öffentlich und privat, auf jedem Server des Netzes.',
  },
  fields: [
    {
      ...{ name: 'instance', kind: 'url', required: true, label: { en: 'Server', de: 'Server' } },
      hint: { en: 'Such as https://mastodon.social.', de: 'Etwa https://mastodon.social.' },
    },
    {
      ...{ name: 'accessToken', kind: 'secret', required: true, label: { en: 'Access token', de: 'Zugriffstoken' } },
      hint: { en: 'Of the application that you make there.', de: 'Von der Anwendung, die Sie dort anlegen.' },
    },
  ],
  scopes: [
    { name: 'read:notifications', why: { en: 'hears of mentions', de: 'erfährt von Erwähnungen' } },
    { name: 'read:statuses', why: { en: 'follows what becomes of them', de: 'verfolgt, was aus ihnen wird' } },
    { name: 'read:accounts', why: { en: 'knows which posts are ours', de: 'weiß, welche Beiträge unsere sind' } },
    { name: 'write:statuses', why: { en: 'answers', de: 'antwortet' } },
    { name: 'write:media', why: { en: 'sends pictures', de: 'sendet Bilder' } },
  ],
  steps: [
    {
      en: 'On your server: Preferences → Development → New application, with the rights below and no others.',
      de: 'Auf Ihrem Server: Einstellungen → Entwicklung → Neue Anwendung, mit den Rechten unten und keinen weiteren.',
    },
  ],
};

/**
 * What is said to one account on a Mastodon server, and on every server that speaks its language.
 * @param outside how servers are reached; tests name one of their own machine.
 */
export const openMastodon = (outside: Outside): Channel => ({
  ...{ kind: 'mastodon', introduction: INTRODUCTION, name: 'social', can: CAN, pollEveryMs: 20_000 },
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
