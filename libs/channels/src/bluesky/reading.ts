import { accountKey } from '@redress/domain/channel/account-key.js';
import type { AuthorIdentity, Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { instant } from '@redress/domain/time.js';
import type { Outside } from '@redress/platform/outside.js';
import { UnreadableSource } from '../channel.js';
import { storable } from '../email/words.js';
import { type Foreign, listIn, objectIn, parsed, textIn } from '../foreign.js';
import { fetchNamed, type Named } from '../media.js';
import { timeIn } from './arrivals.js';

const MOST_LINKS = 100;

/** Reads a post as the network showed it, with the pictures that it names. */
export async function readPost(source: Buffer, outside: Outside): Promise<Happening> {
  const stored = parsed(source.toString('utf8'));
  const seenAt = instant(Number(stored['seenAt']));
  if (stored['kind'] === 'deletion') return { kind: 'deletion', externalId: textIn(stored['uri']), deletedAt: seenAt };
  const post = objectIn(stored['post']);
  const record = objectIn(post['record']);
  const author = objectIn(post['author']);
  const did = textIn(author['did']);
  if (!did.startsWith('did:') || textIn(post['uri']) === '' || typeof record['text'] !== 'string')
    throw new UnreadableSource('This is no post: it needs an author, an address and a text.');
  const { attachments, missing } = await fetchNamed(picturesIn(objectIn(post['embed'])), (url) => outside.media(url));
  const text = [writtenOut(record['text'], listIn(record['facets'])), ...besides(post, record), ...missing];
  const handle = textIn(author['handle']);
  const message: InboundMessage = {
    externalId: textIn(post['uri']),
    author: {
      ...{ name: storable(textIn(author['displayName'])), handle: `@${handle === 'handle.invalid' ? did : handle}` },
      identities: identitiesOf(did, handle),
    },
    ...{ subject: null, text: storable(text.join('\n\n')).trim(), html: null, attachments },
    ...threadOf(post, record),
    ...{ isPublic: true, occurredAt: timeIn(record['createdAt']), changedAt: seenAt },
  };
  return { kind: 'message', message };
}

/** A name can be given up and taken by somebody else: it links nobody, but whoever wrote it down is told. */
function identitiesOf(did: string, handle: string): AuthorIdentity[] {
  const own = { kind: 'socialHandle' as const, value: `bluesky:${did}`, verified: true };
  const named = handle === 'handle.invalid' ? null : accountKey(`bluesky:${handle}`);
  return named === null ? [own] : [own, { kind: 'socialHandle', value: named, verified: false }];
}

/** What it answers, else what it quotes; a post that answers nothing begins a thread. */
function threadOf(post: Foreign, record: Foreign): Pick<InboundMessage, 'parentId' | 'threadId'> {
  const reply = objectIn(record['reply']);
  const parent = textIn(objectIn(reply['parent'])['uri']);
  const root = textIn(objectIn(reply['root'])['uri']);
  return { parentId: parent || quotedBy(record) || null, threadId: root || textIn(post['uri']) };
}

/** `record` of a quotation lies one deeper where the post has pictures as well. */
function quotedBy(record: Foreign): string {
  const quoted = objectIn(objectIn(record['embed'])['record']);
  return textIn(quoted['uri']) || textIn(objectIn(quoted['record'])['uri']);
}

/** Links are shown shortened: what they lead to is written out. Places are counted in bytes, and may be whatever their author wrote. */
function writtenOut(text: string, facets: readonly unknown[]): string {
  const bytes = Buffer.from(text);
  let out = '';
  let from = 0;
  for (const { start, end, uri } of linksIn(facets)) {
    if (start < from || end <= start || end > bytes.length) continue;
    out += bytes.toString('utf8', from, start) + fully(bytes.toString('utf8', start, end), uri);
    from = end;
  }
  return out + bytes.toString('utf8', from);
}

interface Link {
  readonly start: number;
  readonly end: number;
  readonly uri: string;
}

const linksIn = (facets: readonly unknown[]): Link[] =>
  facets
    .slice(0, MOST_LINKS)
    .flatMap((facet) => {
      const { byteStart, byteEnd } = objectIn(objectIn(facet)['index']);
      const uri = listIn(objectIn(facet)['features'])
        .map((feature) => textIn(objectIn(feature)['uri']))
        .find(Boolean);
      const isPlace = Number.isInteger(byteStart) && Number.isInteger(byteEnd);
      return uri === undefined || !isPlace ? [] : [{ start: Number(byteStart), end: Number(byteEnd), uri }];
    })
    .sort((one, other) => one.start - other.start);

const bare = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/$/, '');

function fully(shown: string, uri: string): string {
  const stem = bare(shown.replace(/(?:\.{3}|…)$/, ''));
  return stem !== '' && bare(uri).startsWith(stem) ? uri : `${shown} <${uri}>`;
}

/** What is shown beside the words: the card of a link, a post that is quoted, a film. */
function besides(post: Foreign, record: Foreign): string[] {
  const embed = objectIn(record['embed']);
  const media = objectIn(embed['media']);
  const external = objectIn(embed['external'] ?? media['external']);
  const address = textIn(external['uri']);
  const isShown = address === '' || textIn(record['text']).includes(bare(address));
  const isFilm = [embed, media].some((one) => one['$type'] === 'app.bsky.embed.video');
  return [
    ...(isShown ? [] : [`${textIn(external['title'])}\n${address}`.trim()]),
    ...[quotedBy(record), isFilm ? textIn(post['uri']) : ''].flatMap(pageOf),
  ];
}

/** Where people read a post. */
function pageOf(uri: string): string[] {
  const [, did, name] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? [];
  return did === undefined || name === undefined ? [] : [`https://bsky.app/profile/${did}/post/${name}`];
}

const picturesIn = (embed: Foreign): Named[] =>
  [...listIn(embed['images']), ...listIn(objectIn(embed['media'])['images'])]
    .map(objectIn)
    .map((image) => ({ url: textIn(image['fullsize']), alt: textIn(image['alt']) }))
    .filter(({ url }) => url !== '');
