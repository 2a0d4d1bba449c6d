import { type Outside, THE_INTERNET } from '@redress/platform/outside.js';
import { Arrivals } from './bluesky/arrivals.js';
import { readPost } from './bluesky/reading.js';
import { postReply } from './bluesky/replying.js';
import { serviceOf, Session } from './bluesky/session.js';
import type { Channel, Introduction } from './channel.js';

/** A handle (`care.lumo.example`) or the identity behind it, which never changes (`did:plc:…`). */
const ACCOUNT = /^(?:did:[a-z]+:[a-zA-Z0-9._:%-]{1,200}|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63})$/;

const INTRODUCTION: Introduction = {
  title: { en: 'Bluesky', de: 'Bluesky' },
  explain: {
    en: 'Mentions, replies and quotations of one account. Everything there is public.',
    de: 'Erwähnungen, Antworten und Zitate eines Kontos. Alles dort ist öffentlich.',
  },
  fields: [
    {
      ...{ name: 'account', kind: 'text', required: true, identifies: true, label: { en: 'Handle', de: 'Handle' } },
      hint: { en: 'Without @, such as care.example.com.', de: 'Ohne @, etwa care.example.com.' },
    },
    {
      ...{ name: 'service', kind: 'url', required: false, label: { en: 'Server', de: 'Server' } },
      hint: { en: 'Empty: https://bsky.social.', de: 'Leer: https://bsky.social.' },
    },
    {
      ...{ name: 'appPassword', kind: 'secret', required: true, label: { en: 'App password', de: 'App-Passwort' } },
      hint: {
        en: 'Not the password of the account: an app password can be taken back alone.',
        de: 'Nicht das Passwort des Kontos: Ein App-Passwort lässt sich einzeln zurückziehen.',
      },
    },
  ],
  scopes: [],
  steps: [
    {
      en: 'In Bluesky: Settings → Privacy and security → App passwords → Add. Access to direct messages is not needed.',
      de: 'In Bluesky: Einstellungen → Privatsphäre und Sicherheit → App-Passwörter → Hinzufügen. Zugriff auf Direktnachrichten ist nicht nötig.',
    },
  ],
};

/**
 * Mentions, replies and quotations of one Bluesky account, on whatever server it lives. Everything there is public, and so are our answers.
 * @param outside how servers are reached; tests name some of their own machine.
 */
export const openBluesky = (outside: Outside): Channel => ({
  kind: 'bluesky',
  introduction: INTRODUCTION,
  name: 'social',
  can: {
    ...{ receives: ['poll'], replies: ['public'], edits: true, deletes: true, delays: true, mostCharacters: 300 },
    attachments: { most: 4, mostBytes: 1_000_000, types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] },
    ...{ replyWindowHours: null, cost: 'free' },
  },
  pollEveryMs: 10_000,
  check(settings) {
    const { account } = settings;
    return {
      ...(typeof account === 'string' && ACCOUNT.test(account)
        ? {}
        : { account: 'Write the handle of the account without @, such as care.example.com.' }),
      ...(outside.mayReach(serviceOf({ settings }))
        ? {}
        : {
            service:
              'Write the https address of the server, such as https://bsky.social. Only public ones are reached.',
          }),
    };
  },
  checkSecret: (secret) => (secret === null ? 'Give an app password of the account.' : null),
  read: (source) => readPost(source, outside),
  connect(access) {
    const session = new Session(access, outside);
    const arrivals = new Arrivals(access, session);
    return {
      poll: (cursor) => arrivals.poll(cursor),
      reply: (reply) => postReply(session, access, reply),
      close: () => Promise.resolve(),
    };
  },
});

export const bluesky = openBluesky(THE_INTERNET);
