import type { Happening, InboundMessage } from '@redress/domain/channel/message.js';
import { fromRfc3339, type Instant } from '@redress/domain/time.js';
import { type Access, type Channel, type FullReply, type ReplyOutcome, UnreadableSource } from './channel.js';
import { type Json, listAt, objectAt, textAt } from './json.js';
import { checkMeta, checkMetaSecret, settingOf } from './meta/account.js';
import { introduceMeta } from './meta/introduction.js';
import { graphGet, graphPost, lookAtAccess } from './meta/graph.js';
import { eventIn, type MetaEvent, openMeta, partsOfEntry } from './meta/knock.js';
import { readMessaging } from './meta/messaging.js';
import { idIn, postOnce } from './meta/posting.js';
import { octets, splitText } from './meta/split.js';

/** A professional account of Instagram: comments, mentions and direct messages. */
const MOST_COMMENT = 300;
const MOST_MESSAGE_BYTES = 1_000;
const NEEDS = ['instagram_basic', 'instagram_manage_comments', 'instagram_manage_messages', 'pages_manage_metadata'];
const COMMENT = /^\d+$/;
/** Says of a post that we were only named there: answers to it go another way. */
const NAMED = /^mention:(\d+)(?::(\d+))?$/;

const accountOf = (access: Access): string => settingOf(access, 'instagramId');

async function read(source: Buffer, access: Access): Promise<Happening> {
  const event = eventIn(source);
  if (event.messaging !== null) {
    const profile = ['name', 'username'];
    return readMessaging(event, access, { kind: 'instagram', profile, accountId: accountOf(access) });
  }
  const { field, value } = event;
  if (value === null) throw new UnreadableSource('There is nothing in it.');
  if (field === 'comments' || field === 'live_comments') return comment(value, event, access);
  if (field === 'mentions') return mention(value, event, access);
  return { kind: 'nothing', because: `The field "${field ?? ''}" brings no messages.` };
}

function comment(value: Json, event: MetaEvent, access: Access): Happening {
  const id = textAt(value, 'id');
  const from = objectAt(value, 'from');
  if (id === null) throw new UnreadableSource('It does not say which comment it is.');
  const person = textAt(from, 'id');
  if (person === accountOf(access)) return { kind: 'nothing', because: 'Written by the account itself.' };
  const username = textAt(from, 'username');
  const parentId = textAt(value, 'parent_id');
  return {
    kind: 'message',
    message: post(event.entryAt, {
      ...{
        externalId: id,
        parentId,
        threadId: parentId ?? id,
        text: textAt(value, 'text') ?? '[comment without words]',
      },
      author: {
        ...{ name: username ?? '', handle: username === null ? (person ?? 'Instagram') : `@${username}` },
        identities: person === null ? [] : [{ kind: 'socialHandle', value: `instagram:${person}`, verified: true }],
      },
    }),
  };
}

const post = (
  at: Instant,
  what: Pick<InboundMessage, 'externalId' | 'parentId' | 'threadId' | 'text' | 'author'>,
): InboundMessage => ({
  ...what,
  ...{ subject: null, html: null, attachments: [], isPublic: true, occurredAt: at, changedAt: at },
});

/** Only where we were named is said; who said what has to be asked for, and gives no id of the person. */
async function mention(value: Json, event: MetaEvent, access: Access): Promise<Happening> {
  const [mediaId, commentId] = [textAt(value, 'media_id'), textAt(value, 'comment_id')];
  if (mediaId === null) throw new UnreadableSource('It does not say where the account was named.');
  const asked =
    commentId === null
      ? `mentioned_media.media_id(${mediaId}){caption,username,permalink,timestamp}`
      : `mentioned_comment.comment_id(${commentId}){text,username,timestamp}`;
  const answer = await graphGet(access, `/${accountOf(access)}`, { fields: asked });
  const said = objectAt(answer, commentId === null ? 'mentioned_media' : 'mentioned_comment');
  const username = textAt(said, 'username');
  const words = textAt(said, 'text') ?? textAt(said, 'caption') ?? '[The account was named]';
  const link = textAt(said, 'permalink');
  const externalId = commentId === null ? `mention:${mediaId}` : `mention:${mediaId}:${commentId}`;
  return {
    kind: 'message',
    message: post(timeIn(said) ?? event.entryAt, {
      ...{ externalId, parentId: null, threadId: externalId, text: link === null ? words : `${words}\n\n${link}` },
      author: {
        ...{ name: username ?? '', handle: username === null ? 'Instagram' : `@${username}` },
        // A name can be given up and taken by somebody else: it links nobody.
        identities:
          username === null
            ? []
            : [{ kind: 'socialHandle', value: `instagram:@${username.toLowerCase()}`, verified: false }],
      },
    }),
  };
}

/** Graph writes zones without a colon. */
function timeIn(said: Json | null): Instant | null {
  const text = textAt(said, 'timestamp')?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  try {
    return text === undefined ? null : fromRfc3339(text);
  } catch {
    return null;
  }
}

function reply(access: Access, answer: FullReply): Promise<ReplyOutcome> {
  const { isPublic, parentId, text } = answer;
  if (isPublic && parentId !== null)
    return postOnce(access, answer, [text], {
      post: async (message) => idIn(await postComment(access, parentId, message), 'id'),
      ...(NAMED.test(parentId) ? {} : { find: (message: string) => findAnswer(access, parentId, message) }),
    });
  return postOnce(access, answer, splitText(text, MOST_MESSAGE_BYTES, octets), {
    post: async (part, index) =>
      idIn(
        await graphPost(access, '/me/messages', { recipient: recipientOf(answer, index), message: { text: part } }),
        'message_id',
      ),
  });
}

function postComment(access: Access, parentId: string, message: string): Promise<Json> {
  const named = NAMED.exec(parentId);
  if (named === null) return graphPost(access, `/${parentId}/replies`, { message });
  const [, mediaId, commentId] = named;
  const where = commentId === undefined ? {} : { comment_id: commentId };
  return graphPost(access, `/${accountOf(access)}/mentions`, { media_id: mediaId, ...where, message });
}

/** Whoever commented is answered in private by his comment, once; then his conversation is open. */
function recipientOf({ parentId, to }: FullReply, index: number): Json {
  if (index === 0 && parentId !== null && COMMENT.test(parentId)) return { comment_id: parentId };
  return { id: (to.identity ?? '').replace(/^instagram:/, '') };
}

async function findAnswer(access: Access, parentId: string, message: string): Promise<string | null> {
  const answers = listAt(await graphGet(access, `/${parentId}/replies`, { fields: 'id,text,from' }), 'data');
  const own = answers.find(
    (one) => textAt(objectAt(one, 'from'), 'id') === accountOf(access) && textAt(one, 'text') === message,
  );
  return textAt(own ?? null, 'id');
}

export const instagram: Channel = {
  ...{ kind: 'instagram', name: 'social', pollEveryMs: 15 * 60_000 },
  introduction: introduceMeta({
    title: 'Instagram',
    explain: {
      en: 'Comments, mentions and direct messages of one professional account.',
      de: 'Kommentare, Erwähnungen und Direktnachrichten eines professionellen Kontos.',
    },
    idName: 'instagramId',
    id: {
      label: { en: 'Id of the account', de: 'Kennung des Kontos' },
      hint: {
        en: 'Digits, in the business settings under Instagram accounts.',
        de: 'Ziffern, in den Unternehmenseinstellungen unter Instagram-Konten.',
      },
    },
    needs: NEEDS,
    fields: 'comments, live_comments, mentions, messages, message_edit, messaging_seen',
  }),
  can: {
    ...{ receives: ['webhook'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
    ...{ mostCharacters: 5_000, attachments: null, replyWindowHours: 24, cost: 'free' },
    inPublic: { mostCharacters: MOST_COMMENT, attachments: null, replyWindowHours: null },
  },
  check: checkMeta('instagramId', 'Give the id of the professional account: digits only.'),
  checkSecret: checkMetaSecret,
  read,
  connect: (access) => ({
    poll: () => lookAtAccess(access, NEEDS),
    webhook: (knock) =>
      Promise.resolve().then(() =>
        openMeta(knock, access, 'instagram', (entry) => partsOfEntry(entry, accountOf(access))),
      ),
    reply: (answer) => reply(access, answer),
    close: () => Promise.resolve(),
  }),
};
