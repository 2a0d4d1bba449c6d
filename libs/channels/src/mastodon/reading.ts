import { accountKey } from '@redress/domain/channel/account-key.js';
import type { Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { instant, type Instant } from '@redress/domain/time.js';
import type { Outside } from '@redress/platform/outside.js';
import { type Access, UnreadableSource } from '../channel.js';
import { storable } from '../email/words.js';
import { type Foreign, listIn, objectIn, parsed, textIn } from '../foreign.js';
import { fetchNamed } from '../media.js';
import { plainOf } from './text.js';

/** Reads a post as the server gave it, with the files that it names. */
export async function readStatus(source: Buffer, access: Access, outside: Outside): Promise<Happening> {
  const stored = parsed(source.toString('utf8'));
  if (stored['kind'] === 'deletion')
    return { kind: 'deletion', externalId: textIn(stored['id']), deletedAt: instant(Number(stored['at'])) };
  const status = objectIn(stored['status']);
  const account = objectIn(status['account']);
  const id = textIn(status['id']);
  const createdAt = timeIn(status['createdAt']);
  if (id === '' || createdAt === null || typeof status['content'] !== 'string' || identityOf(account) === '')
    throw new UnreadableSource('This is no post: it needs an id, an author, a time and a text.');
  const files = listIn(status['mediaAttachments'])
    .map(objectIn)
    .map((file) => ({ url: textIn(file['url']), alt: textIn(file['description']) }))
    .filter(({ url }) => url !== '');
  const { attachments, missing } = await fetchNamed(files, (url) => outside.media(url));
  const message: InboundMessage = {
    externalId: id,
    author: {
      ...{ name: storable(textIn(account['displayName'])), handle: handleOf(account, access) },
      identities: [{ kind: 'socialHandle', value: identityOf(account), verified: true }],
    },
    // What stands above a folded post: the platform calls it subject or content warning.
    subject: storable(textIn(status['spoilerText'])).trim() || null,
    text: storable([plainOf(status['content']), ...pollOf(status), ...missing].join('\n\n')).trim(),
    html: status['content'] === '' ? null : storable(status['content']),
    ...{ attachments, parentId: textIn(status['inReplyToId']) || quotedBy(status) || null, threadId: null },
    isPublic: ['public', 'unlisted'].includes(textIn(status['visibility'])),
    ...{ occurredAt: createdAt, changedAt: timeIn(status['editedAt']) ?? createdAt },
  };
  return { kind: 'message', message };
}

/**
 * What names an account in the whole network, the same on every server. Old servers tell only the address of the profile, and new actors have a
 * number for a name; a profile speaks for the actor only where both are of one server, for everybody writes into it what he likes.
 */
function identityOf(account: Foreign): string {
  const [actor, profile] = [textIn(account['uri']), textIn(account['url'])];
  const [byActor, byProfile] = [actor, profile].map((address) => accountKey(`mastodon:${address}`));
  if (actor === '') return profile === '' ? '' : (byProfile ?? `mastodon:${profile}`);
  const isNumbered = byActor?.startsWith('mastodon:http') !== false;
  return (isNumbered && hostOf(actor) === hostOf(profile) ? byProfile : byActor) ?? `mastodon:${actor}`;
}

const hostOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).host : null);

/** Names of the own server come without it. */
function handleOf(account: Foreign, { settings }: Access): string {
  const name = textIn(account['acct']);
  const home = textIn(settings['instance']);
  return name.includes('@') || !URL.canParse(home) ? `@${name}` : `@${name}@${new URL(home).host}`;
}

const quotedBy = (status: Foreign): string => {
  const quote = objectIn(status['quote']);
  return textIn(quote['quotedStatusId']) || textIn(objectIn(quote['quotedStatus'])['id']);
};

const pollOf = (status: Foreign): string[] => {
  const options = listIn(objectIn(status['poll'])['options']).map((option) => `- ${textIn(objectIn(option)['title'])}`);
  return options.length === 0 ? [] : [options.join('\n')];
};

function timeIn(value: unknown): Instant | null {
  const at = Date.parse(textIn(value));
  return Number.isNaN(at) ? null : instant(at);
}
