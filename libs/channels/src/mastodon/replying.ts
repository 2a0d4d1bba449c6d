import { MINUTE } from '@redress/domain/time.js';
import type { mastodon } from 'masto';
import { outcomeOf } from '../answers.js';
import type { FullReply, ReplyOutcome } from '../channel.js';
import { isGone, type Server } from './server.js';
import { plainOf } from './text.js';

type Status = mastodon.v1.Status;

/** A server remembers a key for an hour. After that only what stands in the thread tells whether it was posted. */
const KEY_LASTS = 50 * MINUTE;
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i;

export async function postReply(server: Server, reply: FullReply): Promise<ReplyOutcome> {
  try {
    return await post(server, reply);
  } catch (error) {
    return outcomeOf('The server', error);
  }
}

async function post(server: Server, reply: FullReply): Promise<ReplyOutcome> {
  const parent = await parentOf(server, reply.parentId ?? '');
  if (parent === null) return { kind: 'failed', detail: 'The post that this answers is gone.' };
  const status = addressed(reply.text, parent);
  const before = await postedBefore(server, reply, status, parent);
  if (before !== null) return sent(before);
  const mediaIds: string[] = [];
  for (const { filename, contentType, content } of reply.attachments) {
    const file = new File([new Uint8Array(content)], filename, { type: contentType });
    const media = await server.ask((client) => client.v2.media.create({ file, description: filename }));
    mediaIds.push(media.id);
  }
  const wish = {
    ...{ status, inReplyToId: parent.id, visibility: visibilityOf(reply, parent) },
    ...(parent.spoilerText === '' ? {} : { spoilerText: parent.spoilerText }),
  };
  const meta = { requestInit: { headers: { 'Idempotency-Key': reply.key } } };
  const posted = await server.ask((client) =>
    client.v1.statuses.create(mediaIds.length === 0 ? wish : { ...wish, mediaIds }, meta),
  );
  return sent(posted);
}

const sent = ({ id }: Status): ReplyOutcome => ({ kind: 'sent', externalId: id, detail: 'Posted on Mastodon.' });

async function parentOf(server: Server, id: string): Promise<Status | null> {
  try {
    return await server.ask((client) => client.v1.statuses.$select(id).fetch());
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Only who is named in a post hears of it. */
const addressed = (text: string, { account }: Status): string =>
  text.toLowerCase().includes(`@${account.acct.toLowerCase()}`) ? text : `@${account.acct} ${text}`;

/** In public as openly as it was asked, and never more; else for the two of us only. */
const visibilityOf = ({ isPublic }: FullReply, { visibility }: Status): Status['visibility'] =>
  isPublic ? visibility : 'direct';

/** An old key may have been used and forgotten: then our own words stand under what they answer. */
async function postedBefore(
  server: Server,
  { key }: FullReply,
  status: string,
  parent: Status,
): Promise<Status | null> {
  const [, high, low] = UUID_V7.exec(key) ?? [];
  const writtenAt = high === undefined || low === undefined ? null : Number.parseInt(high + low, 16);
  if (writtenAt === null || server.access.now() - writtenAt < KEY_LASTS) return null;
  const own = await server.ask((client) => client.v1.accounts.verifyCredentials());
  const { descendants } = await server.ask((client) => client.v1.statuses.$select(parent.id).context.fetch());
  const words = wordsOf(status);
  const ours = descendants.find(
    ({ account, inReplyToId, createdAt, content }) =>
      account.id === own.id &&
      inReplyToId === parent.id &&
      Date.parse(createdAt) >= writtenAt &&
      wordsOf(plainOf(content)) === words,
  );
  return ours ?? null;
}

/** Servers show names and spaces in their own way. */
const wordsOf = (text: string): string =>
  text
    .replace(/(@\w+)@[\w.-]+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
