import type { Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { instant, type Instant } from '@redress/domain/time.js';
import { type Access, type Channel, type FullReply, type ReplyOutcome, UnreadableSource } from './channel.js';
import { type Json, listAt, numberAt, objectAt, textAt } from './json.js';
import { checkMeta, checkMetaSecret, settingOf } from './meta/account.js';
import { introduceMeta } from './meta/introduction.js';
import { graphGet, graphPost, lookAtAccess } from './meta/graph.js';
import { eventIn, metaTime, type MetaEvent, openMeta, partsOfEntry } from './meta/knock.js';
import { fetchAll, type Named, wordsOf } from './meta/media.js';
import { readMessaging } from './meta/messaging.js';
import { idIn, postOnce } from './meta/posting.js';
import { splitText, units } from './meta/split.js';

/** A page of Facebook: posts of visitors, comments, mentions, recommendations, and Messenger. */
const MOST_COMMENT = 8_000;
const MOST_MESSAGE = 2_000;
const NEEDS = ['pages_manage_metadata', 'pages_read_user_content', 'pages_manage_engagement', 'pages_messaging'];
const COMMENT = /^\d+_\d+$/;

const pageOf = (access: Access): string => settingOf(access, 'pageId');

async function read(source: Buffer, access: Access): Promise<Happening> {
  const event = eventIn(source);
  if (event.messaging !== null)
    return readMessaging(event, access, { kind: 'facebook', profile: ['name'], accountId: pageOf(access) });
  const { field, value } = event;
  if (value === null) throw new UnreadableSource('There is nothing in it.');
  if (field === 'feed') return onPage(value, event, access);
  if (field === 'ratings') return onRatings(value, event, access);
  if (field === 'mention') return mention(value, event, access);
  return { kind: 'nothing', because: `The field "${field ?? ''}" brings no messages.` };
}

const ADDED = ['add'];
const CHANGED = ['edit', 'edited', 'update'];
const REMOVED = ['remove', 'delete'];

interface Post {
  readonly id: string;
  readonly parentId: string | null;
  readonly threadId: string;
  readonly text: string;
  readonly files: readonly Named[];
  readonly from: { readonly id: string | null; readonly name: string };
}

async function onPage(value: Json, event: MetaEvent, access: Access): Promise<Happening> {
  const item = textAt(value, 'item') ?? '';
  if (item === 'like' || item === 'reaction') return { kind: 'nothing', because: 'A reaction, and no message.' };
  const isComment = item === 'comment';
  const id = textAt(value, isComment ? 'comment_id' : 'post_id');
  if (id === null) return { kind: 'nothing', because: `A change of the page ("${item}"), and no post.` };
  // The comment that began the conversation stands for it: all others below one of our posts are other people's.
  const parentId = isComment ? textAt(value, 'parent_id') : null;
  const isAnswer = parentId !== null && parentId !== textAt(value, 'post_id');
  return happening(value, event, access, {
    ...{ id, parentId, threadId: isAnswer ? parentId : id, text: textAt(value, 'message') ?? '' },
    ...{ files: filesIn(value), from: fromIn(value) },
  });
}

function onRatings(value: Json, event: MetaEvent, access: Access): Promise<Happening> {
  if (textAt(value, 'item') === 'comment')
    return onPage({ ...value, post_id: value['open_graph_story_id'] }, event, access);
  const id = textAt(value, 'open_graph_story_id');
  if (id === null) throw new UnreadableSource('It does not say which recommendation it is.');
  const verdict = textAt(value, 'recommendation_type')?.toLowerCase();
  const words = verdict === undefined ? '[recommendation]' : `[${verdict} recommendation]`;
  return happening(value, event, access, {
    ...{ id, parentId: null, threadId: id, files: [], text: textAt(value, 'review_text') ?? words },
    from: { id: textAt(value, 'reviewer_id'), name: textAt(value, 'reviewer_name') ?? '' },
  });
}

/** Only that we were named is said; what was said has to be asked for. */
async function mention(value: Json, event: MetaEvent, access: Access): Promise<Happening> {
  const id = textAt(value, 'comment_id') ?? textAt(value, 'post_id');
  if (id === null) throw new UnreadableSource('It does not say where the page was named.');
  const verb = textAt(value, 'verb') ?? '';
  const said = REMOVED.includes(verb) ? null : await graphGet(access, `/${id}`, { fields: 'message,permalink_url' });
  const link = textAt(said, 'permalink_url');
  const text = textAt(value, 'message') ?? textAt(said, 'message') ?? '[The page was named]';
  return happening(value, event, access, {
    ...{ id, parentId: null, threadId: id, files: [], text: link === null ? text : `${text}\n\n${link}` },
    from: fromIn(value),
  });
}

async function happening(value: Json, event: MetaEvent, access: Access, post: Post): Promise<Happening> {
  const verb = textAt(value, 'verb') ?? '';
  if (REMOVED.includes(verb)) return { kind: 'deletion', externalId: post.id, deletedAt: event.entryAt };
  if (post.from.id === pageOf(access)) return { kind: 'nothing', because: 'Written by the page itself.' };
  if (!ADDED.includes(verb) && !CHANGED.includes(verb)) return { kind: 'nothing', because: `Only "${verb}" was done.` };
  const saidAt = metaTime(numberAt(value, 'created_time')) ?? event.entryAt;
  const isEdit = CHANGED.includes(verb);
  // Meta counts seconds: a change within the same one is a change nevertheless.
  const changedAt = isEdit ? instant(Math.max(event.entryAt, saidAt) + 1) : saidAt;
  return { kind: 'message', message: await messageOf(post, access, isEdit ? null : saidAt, changedAt) };
}

async function messageOf(
  { id, parentId, threadId, text, files, from }: Post,
  access: Access,
  occurredAt: Instant | null,
  changedAt: Instant,
): Promise<InboundMessage> {
  const { attachments, missing } = await fetchAll(access, occurredAt === null ? [] : files, changedAt);
  return {
    externalId: id,
    author: {
      ...{ name: from.name, handle: from.name || (from.id ?? 'Facebook') },
      identities: from.id === null ? [] : [{ kind: 'socialHandle', value: `facebook:${from.id}`, verified: true }],
    },
    ...{ subject: null, text: wordsOf(text, files, missing) || '[post without words]', html: null, attachments },
    ...{ parentId, threadId, isPublic: true, occurredAt, changedAt },
  };
}

/** Apps without the permission to see people get no names. */
function fromIn(value: Json): Post['from'] {
  const from = objectAt(value, 'from');
  return {
    id: textAt(from, 'id') ?? textAt(value, 'sender_id'),
    name: textAt(from, 'name') ?? textAt(value, 'sender_name') ?? '',
  };
}

function filesIn(value: Json): Named[] {
  const photos = Array.isArray(value['photos']) ? value['photos'] : [];
  const shown = textAt(value, 'item');
  const link = shown === 'photo' || shown === 'video' ? textAt(value, 'link') : null;
  const named = [
    ...[textAt(value, 'photo'), ...photos, shown === 'photo' ? link : null].map((url) => ['photo', url] as const),
    ...[textAt(value, 'video'), shown === 'video' ? link : null].map((url) => ['video', url] as const),
  ];
  return named.flatMap(([what, url]) =>
    typeof url === 'string' && URL.canParse(url)
      ? [{ what, filename: null, url: () => Promise.resolve(url), isGuarded: false }]
      : [],
  );
}

function reply(access: Access, answer: FullReply): Promise<ReplyOutcome> {
  const { isPublic, parentId, text } = answer;
  if (isPublic && parentId !== null) {
    return postOnce(access, answer, splitText(text, MOST_COMMENT, units), {
      post: async (message) => idIn(await graphPost(access, `/${parentId}/comments`, { message }), 'id'),
      find: (message) => findComment(access, parentId, message),
    });
  }
  const parts = splitText(text, MOST_MESSAGE, units);
  return postOnce(access, answer, parts, {
    post: async (part, index) =>
      idIn(
        await graphPost(access, `/${pageOf(access)}/messages`, {
          recipient: recipientOf(answer, index),
          messaging_type: 'RESPONSE',
          // Comes back in the echo: when the last part has left, all have.
          message: { text: part, ...(index === parts.length - 1 ? { metadata: answer.key } : {}) },
        }),
        'message_id',
      ),
  });
}

/** Whoever wrote in public is answered in private by his comment, once; then his conversation is open. */
function recipientOf({ parentId, to }: FullReply, index: number): Json {
  if (index === 0 && parentId !== null && COMMENT.test(parentId)) return { comment_id: parentId };
  return { id: (to.identity ?? '').replace(/^facebook:/, '') };
}

async function findComment(access: Access, parentId: string, message: string): Promise<string | null> {
  const query = { fields: 'id,message,from', order: 'reverse_chronological', limit: '50' };
  const comments = listAt(await graphGet(access, `/${parentId}/comments`, query), 'data');
  const own = comments.find(
    (one) => textAt(objectAt(one, 'from'), 'id') === pageOf(access) && textAt(one, 'message') === message,
  );
  return textAt(own ?? null, 'id');
}

export const facebook: Channel = {
  ...{ kind: 'facebook', name: 'social', pollEveryMs: 15 * 60_000 },
  introduction: introduceMeta({
    title: 'Facebook',
    explain: {
      en: 'Comments, recommendations and private messages of one page.',
      de: 'Kommentare, Empfehlungen und private Nachrichten einer Seite.',
    },
    idName: 'pageId',
    id: {
      label: { en: 'Id of the page', de: 'Kennung der Seite' },
      hint: { en: 'Digits, under About → Page transparency.', de: 'Ziffern, unter Info → Seitentransparenz.' },
    },
    needs: NEEDS,
    fields: 'feed, messages, message_deliveries, message_reads, message_echoes, message_edits, ratings, mention',
  }),
  can: {
    ...{ receives: ['webhook'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
    ...{ mostCharacters: 5 * MOST_MESSAGE, attachments: null, replyWindowHours: 24, cost: 'free' },
    inPublic: { mostCharacters: MOST_COMMENT, attachments: null, replyWindowHours: null },
  },
  check: checkMeta('pageId', 'Give the id of the page: digits only.'),
  checkSecret: checkMetaSecret,
  read,
  connect: (access) => ({
    poll: () => lookAtAccess(access, NEEDS),
    webhook: (knock) =>
      Promise.resolve().then(() => openMeta(knock, access, 'page', (entry) => partsOfEntry(entry, pageOf(access)))),
    reply: (answer) => reply(access, answer),
    close: () => Promise.resolve(),
  }),
};
