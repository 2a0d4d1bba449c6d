import type { Happening } from '@redress/domain/channel/message.js';
import type { Instant } from '@redress/domain/time.js';
import { type Access, UnreadableSource } from '../channel.js';
import { type Json, listAt, numberAt, objectAt, textAt } from '../json.js';
import { graphGet } from './graph.js';
import { metaTime, type MetaEvent } from './knock.js';
import { fetchAll, type Named, wordsOf } from './media.js';

/** Where private messages of Messenger and Instagram are read alike. */
export interface Conversations {
  /** `facebook` or `instagram`: names people. */
  readonly kind: string;
  /** The fields of a profile, the name first. */
  readonly profile: readonly string[];
  readonly accountId: string;
}

/** Things that people do without saying anything. */
const SILENT: Readonly<Record<string, string>> = {
  reaction: 'A reaction, and no message.',
  postback: 'A button was tapped.',
  referral: 'A link was followed.',
  optin: 'Somebody agreed to be written to.',
  account_linking: 'An account was linked.',
  policy_enforcement: 'Meta speaks of its rules.',
  'policy-enforcement': 'Meta speaks of its rules.',
  pass_thread_control: 'The conversation was handed over.',
  take_thread_control: 'The conversation was handed over.',
  request_thread_control: 'The conversation was asked for.',
  app_roles: 'Who may write was changed.',
  game_play: 'A game was played.',
  response_feedback: 'An answer was rated.',
  message_context: 'Where a conversation began.',
  typing: 'Somebody writes.',
};

/** @throws UnreadableSource */
export async function readMessaging(
  { messaging, isStandby }: MetaEvent,
  access: Access,
  where: Conversations,
): Promise<Happening> {
  if (messaging === null) throw new UnreadableSource('There is nothing in it.');
  if (isStandby) return { kind: 'nothing', because: 'Another app leads this conversation.' };
  const person = textAt(objectAt(messaging, 'sender'), 'id');
  const at = metaTime(numberAt(messaging, 'timestamp'));
  const news = deliveryIn(messaging, person, where);
  if (news !== null) return news;
  const silent = Object.keys(messaging).find((key) => SILENT[key] !== undefined);
  const message = objectAt(messaging, 'message');
  const edit = objectAt(messaging, 'message_edit');
  if (message === null && edit === null && silent !== undefined)
    return { kind: 'nothing', because: SILENT[silent] ?? '' };
  const said = message ?? edit;
  const mid = textAt(said, 'mid');
  if (said === null || mid === null || person === null || at === null)
    throw new UnreadableSource('This is no message that Meta describes.');
  if (message?.['is_echo'] === true || person === where.accountId) return echo(said, mid);
  if (message?.['is_deleted'] === true) return { kind: 'deletion', externalId: mid, deletedAt: at };
  return { kind: 'message', message: await inbound(said, { mid, person, at, isEdit: edit !== null }, access, where) };
}

/** Also of a message whose way was never confirmed: our key stands in it. */
function echo(said: Json, mid: string): Happening {
  const key = textAt(said, 'metadata');
  if (key === null || !/^[0-9a-f-]{36}$/.test(key))
    return { kind: 'nothing', because: 'Written by the account itself.' };
  return { kind: 'delivery', of: { key, externalId: mid }, news: 'sent', detail: null };
}

function deliveryIn(messaging: Json, person: string | null, where: Conversations): Happening | null {
  const [read, delivered] = [objectAt(messaging, 'read'), objectAt(messaging, 'delivery')];
  const news = read === null ? 'delivered' : 'read';
  const said = read ?? delivered;
  if (said === null) return null;
  const mids = Array.isArray(said['mids']) ? said['mids'].filter((mid) => typeof mid === 'string') : [];
  const one = textAt(said, 'mid');
  const externalIds = one === null ? mids : [one];
  if (externalIds.length > 0) return { kind: 'delivery', of: { externalIds }, news, detail: null };
  const until = metaTime(numberAt(said, 'watermark'));
  if (until === null || person === null) throw new UnreadableSource('It does not say what was delivered.');
  return { kind: 'delivery', of: { to: `${where.kind}:${person}`, until }, news, detail: null };
}

interface About {
  readonly mid: string;
  readonly person: string;
  readonly at: Instant;
  readonly isEdit: boolean;
}

async function inbound(said: Json, { mid, person, at, isEdit }: About, access: Access, where: Conversations) {
  const files = listAt(said, 'attachments').flatMap(fileIn);
  const { attachments, missing } = await fetchAll(access, isEdit ? [] : files, at);
  const unknown = said['is_unsupported'] === true ? '[A message of a kind that the platform does not pass on]' : '';
  const { name, handle } = await profileOf(access, where, person);
  return {
    externalId: mid,
    author: {
      ...{ name, handle: handle || person },
      identities: [{ kind: 'socialHandle' as const, value: `${where.kind}:${person}`, verified: true }],
    },
    ...{ subject: null, text: wordsOf(textAt(said, 'text') ?? unknown, files, missing), html: null, attachments },
    ...{ parentId: textAt(objectAt(said, 'reply_to'), 'mid'), threadId: null, isPublic: false },
    ...{ occurredAt: isEdit ? null : at, changedAt: at },
  };
}

/** Stickers and likes have an address too; what was only shared has none that shows a file. */
function fileIn(attachment: Json): Named[] {
  const url = textAt(objectAt(attachment, 'payload'), 'url');
  const what = textAt(attachment, 'type') ?? 'file';
  if (url === null || !URL.canParse(url)) return [];
  return [{ what, filename: null, url: () => Promise.resolve(url), isGuarded: false }];
}

/** Names are asked for seldom: people write several messages, and Meta counts calls. */
const known = new Map<string, { readonly name: string; readonly handle: string }>();
const MOST_KNOWN = 5_000;

/** Messages carry no names. Nobody waits for one: without it the id stands there. */
async function profileOf(
  access: Access,
  { kind, profile }: Conversations,
  person: string,
): Promise<{ readonly name: string; readonly handle: string }> {
  const key = `${kind}:${person}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  try {
    const answer = await graphGet(access, `/${person}`, { fields: profile.join(',') });
    const username = textAt(answer, 'username');
    const found = { name: textAt(answer, 'name') ?? '', handle: username === null ? '' : `@${username}` };
    if (known.size > MOST_KNOWN) known.clear();
    known.set(key, found);
    return found;
  } catch {
    return { name: '', handle: '' };
  }
}
