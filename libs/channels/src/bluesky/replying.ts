import { toRfc3339 } from '@redress/domain/time.js';
import { outcomeOf, Refused } from '../answers.js';
import type { Access, FullReply, ReplyOutcome } from '../channel.js';
import { type Foreign, listIn, objectIn, textIn } from '../foreign.js';
import { isGone, type Session } from './session.js';
import { tidOf } from './tid.js';

const POST = 'app.bsky.feed.post';

/** Posts under a name that its key gives: who asks again finds what stands there. */
export async function postReply(session: Session, access: Access, reply: FullReply): Promise<ReplyOutcome> {
  try {
    return await post(session, access, reply);
  } catch (error) {
    return outcomeOf('Bluesky', error);
  }
}

async function post(session: Session, access: Access, reply: FullReply): Promise<ReplyOutcome> {
  const place = { repo: await session.did(), collection: POST, rkey: tidOf(reply.key) };
  const sent: ReplyOutcome = {
    ...{ kind: 'sent', externalId: `at://${place.repo}/${POST}/${place.rkey}`, detail: 'Posted on Bluesky.' },
  };
  if (await stands(session, place)) return sent;
  const thread = await threadOf(session, reply.parentId ?? '');
  if (typeof thread === 'string') return { kind: 'failed', detail: thread };
  const { text, facets } = await richly(session, reply.text);
  const record: Foreign = {
    ...{ $type: POST, text, createdAt: toRfc3339(access.now()), reply: thread },
    ...(facets === undefined ? {} : { facets }),
    ...(await pictures(session, reply.attachments)),
  };
  try {
    await session.post('com.atproto.repo.createRecord', { ...place, record });
  } catch (error) {
    // Somebody else with the same key was faster, or the answer to our first try was lost.
    if (!(error instanceof Refused) || !(await stands(session, place))) throw error;
  }
  return sent;
}

async function stands(session: Session, place: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    await session.get('com.atproto.repo.getRecord', Object.entries(place));
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

interface Thread {
  readonly root: Foreign;
  readonly parent: Foreign;
}

/** What a reply is tied to, or why there can be none. */
async function threadOf(session: Session, uri: string): Promise<Thread | string> {
  const { posts } = await session.get('app.bsky.feed.getPosts', [['uris', uri]]);
  const found = objectIn(listIn(posts)[0]);
  if (textIn(found['uri']) !== uri) return 'The post that this answers is gone, or its author blocked the account.';
  if (objectIn(found['viewer'])['replyDisabled'] === true) return 'The author of the thread lets nobody answer there.';
  const parent = { uri, cid: textIn(found['cid']) };
  const root = objectIn(objectIn(objectIn(found['record'])['reply'])['root']);
  return { parent, root: textIn(root['uri']) === '' ? parent : { uri: root['uri'], cid: root['cid'] } };
}

/** Addresses and names become links; a name that nobody has stays text. */
async function richly(session: Session, text: string) {
  const { RichText } = await import('@atproto/api');
  const rich = new RichText({ text });
  await rich.detectFacets(await session.agent());
  return { text: rich.text, facets: rich.facets };
}

async function pictures(session: Session, attachments: FullReply['attachments']): Promise<Foreign> {
  if (attachments.length === 0) return {};
  const images: Foreign[] = [];
  for (const { filename, contentType, content } of attachments) {
    const { blob } = await session.upload('com.atproto.repo.uploadBlob', contentType, content);
    images.push({ alt: filename, image: blob });
  }
  return { embed: { $type: 'app.bsky.embed.images', images } };
}
