import type { AuthorIdentity, DeliveryNews, Happening } from '@redress/domain/channel/message.js';
import type { Instant } from '@redress/domain/time.js';
import { type Access, type Channel, type FullReply, type ReplyOutcome, UnreadableSource } from './channel.js';
import { type Json, listAt, numberAt, objectAt, textAt } from './json.js';
import { checkMeta, checkMetaSecret, settingOf } from './meta/account.js';
import { introduceMeta } from './meta/introduction.js';
import { undelivered } from './meta/failure.js';
import { graphGet, graphPost, lookAtAccess } from './meta/graph.js';
import { eventIn, metaTime, openMeta } from './meta/knock.js';
import { fetchAll, type Named, wordsOf } from './meta/media.js';
import { idIn, postOnce } from './meta/posting.js';
import { splitText, units } from './meta/split.js';

/** A number of the WhatsApp Cloud API. */
const MOST_MESSAGE = 4_096;
const NEEDS = ['whatsapp_business_messaging'];
const MEDIA = ['image', 'audio', 'video', 'document', 'sticker'];

const numberOf = (access: Access): string => settingOf(access, 'phoneNumberId');

/** Messages and their fates stand in one list per number, with the names of people beside: each goes on alone, with what it needs. */
function partsOf(entry: Json, phoneNumberId: string): readonly Json[] {
  return listAt(entry, 'changes').flatMap((change) => {
    const value = objectAt(change, 'value');
    const metadata = objectAt(value, 'metadata');
    if (value === null || textAt(metadata, 'phone_number_id') !== phoneNumberId) return [];
    const { messages: _messages, statuses: _statuses, ...frame } = value;
    const alone = [
      ...listAt(value, 'messages').map((one) => ({ ...frame, messages: [one] })),
      ...listAt(value, 'statuses').map((one) => ({ ...frame, statuses: [one] })),
    ];
    return (alone.length === 0 ? [value] : alone).map((part) => ({ changes: [{ ...change, value: part }] }));
  });
}

async function read(source: Buffer, access: Access): Promise<Happening> {
  const { field, value } = eventIn(source);
  if (value === null) throw new UnreadableSource('There is nothing in it.');
  const [message] = listAt(value, 'messages');
  const [status] = listAt(value, 'statuses');
  if (status !== undefined) return fateIn(status);
  if (message === undefined || field !== 'messages')
    return { kind: 'nothing', because: `The field "${field ?? ''}" brings no messages.` };
  return messageIn(message, value, access);
}

const FATES: Readonly<Record<string, DeliveryNews>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function fateIn(status: Json): Happening {
  const id = textAt(status, 'id');
  const news = FATES[textAt(status, 'status') ?? ''];
  if (id === null) throw new UnreadableSource('It does not say which message it tells of.');
  if (news === undefined) return { kind: 'nothing', because: `Only "${textAt(status, 'status') ?? ''}" is said.` };
  const key = textAt(status, 'biz_opaque_callback_data');
  const of = key === null ? { externalIds: [id] } : { key, externalId: id };
  const detail = news === 'failed' ? undelivered(listAt(status, 'errors')[0] ?? null) : null;
  return { kind: 'delivery', of, news, detail };
}

async function messageIn(message: Json, value: Json, access: Access): Promise<Happening> {
  const type = textAt(message, 'type') ?? '';
  const id = textAt(message, 'id');
  const at = metaTime(numberAt(message, 'timestamp'));
  if (id === null || at === null) throw new UnreadableSource('This is no message that WhatsApp describes.');
  if (type === 'reaction') return { kind: 'nothing', because: 'A reaction, and no message.' };
  if (type === 'system') return { kind: 'nothing', because: 'WhatsApp speaks of the customer’s account.' };
  const changed = textAt(objectAt(message, type), 'original_message_id');
  if (type === 'revoke' && changed !== null) return { kind: 'deletion', externalId: changed, deletedAt: at };
  const edited = type === 'edit' ? objectAt(objectAt(message, 'edit'), 'message') : null;
  const said = edited ?? message;
  const isEdit = edited !== null && changed !== null;
  const about = { id: isEdit ? changed : id, at, isEdit };
  return { kind: 'message', message: await inbound(said, message, value, about, access) };
}

interface About {
  readonly id: string;
  readonly at: Instant;
  readonly isEdit: boolean;
}

async function inbound(said: Json, frame: Json, value: Json, { id, at, isEdit }: About, access: Access) {
  const files = filesIn(said, access);
  const { attachments, missing } = await fetchAll(access, isEdit ? [] : files, at);
  const contact = listAt(value, 'contacts')[0] ?? null;
  const identities = identitiesOf(frame, contact);
  const name = textAt(objectAt(contact, 'profile'), 'name') ?? '';
  return {
    externalId: id,
    author: { name, handle: identities[0]?.value.replace(/^whatsapp:/, '') ?? name, identities },
    ...{ subject: null, text: wordsOf(textIn(said), files, missing), html: null, attachments },
    ...{ parentId: textAt(objectAt(said, 'context'), 'id'), threadId: null, isPublic: false },
    ...{ occurredAt: isEdit ? null : at, changedAt: at },
  };
}

/** People may hide their number; then only what names them to this business is known. WhatsApp vouches for both. */
function identitiesOf(message: Json, contact: Json | null): AuthorIdentity[] {
  const number = textAt(message, 'from') ?? textAt(contact, 'wa_id');
  const person = textAt(message, 'from_user_id') ?? textAt(contact, 'user_id');
  return [
    ...(number !== null && /^[1-9]\d{6,14}$/.test(number)
      ? [{ kind: 'phone' as const, value: `+${number}`, verified: true }]
      : []),
    ...(person === null ? [] : [{ kind: 'socialHandle' as const, value: `whatsapp:${person}`, verified: true }]),
  ];
}

/** What a person would read on the screen of the phone. */
function textIn(message: Json): string {
  const type = textAt(message, 'type') ?? '';
  const said = objectAt(message, type);
  if (type === 'text') return textAt(said, 'body') ?? '';
  if (type === 'button') return textAt(said, 'text') ?? '';
  if (type === 'interactive') return chosenIn(said);
  if (type === 'location') return placeIn(said);
  if (type === 'contacts') return `[contacts: ${listAt(message, 'contacts').map(contactName).join(', ')}]`;
  if (MEDIA.includes(type)) return textAt(said, 'caption') ?? '';
  if (type === 'order') return textAt(said, 'text') ?? '[order]';
  return '[A message of a kind that WhatsApp does not pass on]';
}

function chosenIn(said: Json | null): string {
  const chosen = objectAt(said, 'button_reply') ?? objectAt(said, 'list_reply');
  if (chosen === null) return textAt(objectAt(said, 'nfm_reply'), 'body') ?? '[choice]';
  const [title, description] = [textAt(chosen, 'title') ?? '', textAt(chosen, 'description')];
  return description === null ? title : `${title}: ${description}`;
}

function placeIn(said: Json | null): string {
  const place = [textAt(said, 'name'), textAt(said, 'address')].filter((part) => part !== null).join(', ');
  return `[location: ${place} ${numberAt(said, 'latitude') ?? '?'}, ${numberAt(said, 'longitude') ?? '?'}]`;
}

const contactName = (contact: Json): string => textAt(objectAt(contact, 'name'), 'formatted_name') ?? '?';

/** Only named by an id: where it lies is asked for, and shown to the account alone. */
function filesIn(message: Json, access: Access): Named[] {
  const what = textAt(message, 'type') ?? '';
  const said = objectAt(message, what);
  const id = textAt(said, 'id');
  if (!MEDIA.includes(what) || id === null) return [];
  const url = async (): Promise<string> => {
    const found = textAt(await graphGet(access, `/${id}`, { phone_number_id: numberOf(access) }), 'url');
    if (found === null) throw new Error('Meta does not say where the file lies.');
    return found;
  };
  return [{ what, filename: textAt(said, 'filename'), url, isGuarded: true }];
}

function reply(access: Access, answer: FullReply): Promise<ReplyOutcome> {
  const parts = splitText(answer.text, MOST_MESSAGE, units);
  return postOnce(access, answer, parts, {
    post: async (body, index) => {
      const said = await graphPost(access, `/${numberOf(access)}/messages`, {
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', ...recipientOf(answer) },
        ...{ type: 'text', text: { body, preview_url: false } },
        ...(index === 0 && answer.parentId !== null ? { context: { message_id: answer.parentId } } : {}),
        // Comes back with every fate of the message: when the last part has left, all have.
        ...(index === parts.length - 1 ? { biz_opaque_callback_data: answer.key } : {}),
      });
      return idIn(listAt(said, 'messages')[0], 'id');
    },
  });
}

function recipientOf({ to }: FullReply): Json {
  const identity = to.identity ?? '';
  const person = /^whatsapp:(.+)$/.exec(identity)?.[1];
  return person === undefined ? { to: identity.replace(/^\+/, '') } : { recipient: person };
}

export const whatsapp: Channel = {
  ...{ kind: 'whatsapp', name: 'chat', pollEveryMs: 15 * 60_000 },
  introduction: introduceMeta({
    title: 'WhatsApp',
    explain: {
      en: 'Messages to one number of the WhatsApp Cloud API.',
      de: 'Nachrichten an eine Nummer der WhatsApp Cloud API.',
    },
    idName: 'phoneNumberId',
    id: {
      label: { en: 'Id of the telephone number', de: 'Kennung der Telefonnummer' },
      hint: {
        en: 'Digits, in the app under WhatsApp → API setup; not the number itself.',
        de: 'Ziffern, in der App unter WhatsApp → API-Einrichtung; nicht die Nummer selbst.',
      },
    },
    needs: NEEDS,
    fields: 'messages',
  }),
  can: {
    ...{ receives: ['webhook'], replies: ['private'], edits: true, deletes: true, delays: true },
    ...{ mostCharacters: 3 * MOST_MESSAGE, attachments: null, replyWindowHours: 24, cost: 'free' },
  },
  check: checkMeta('phoneNumberId', 'Give the id of the phone number, as the app shows it: digits only.'),
  checkSecret: checkMetaSecret,
  read,
  connect: (access) => ({
    poll: () => lookAtAccess(access, NEEDS),
    webhook: (knock) =>
      Promise.resolve().then(() =>
        openMeta(knock, access, 'whatsapp_business_account', (entry) => partsOf(entry, numberOf(access))),
      ),
    reply: (answer) => reply(access, answer),
    close: () => Promise.resolve(),
  }),
};
