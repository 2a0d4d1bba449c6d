/**
 * What each event that Meta's documentation names means to the desk: a kind, and what of it matters. The bodies lie in `meta-events/`, as Meta
 * would send them; a body that is not here fails the spec.
 */
type Meaning = Readonly<Record<string, unknown>>;

const NOTHING = { kind: 'nothing' };
const message = (said: object): Meaning => ({ kind: 'message', message: said });
const deletion = (externalId: string): Meaning => ({ kind: 'deletion', externalId });
const delivery = (of: object, news: string): Meaning => ({ kind: 'delivery', of, news });

const PAGE = '1755847768034402';
const POST = `${PAGE}_44444444`;
const KEY = '0197a0a0-0000-7000-8000-000000000001';
const ann = { author: { name: 'Ann Example', identities: [{ value: 'facebook:5512345678901234', verified: true }] } };
const messenger = { author: { identities: [{ value: 'facebook:5512345678901234' }] }, isPublic: false, threadId: null };
const byDirect = { author: { identities: [{ value: 'instagram:6612345678901234' }] }, isPublic: false, threadId: null };
const photo = [{ contentType: 'image/png', size: 70 }];
const whatsapp = {
  author: {
    name: 'Ann Example',
    identities: [{ kind: 'phone', value: '+4915112345678' }, { value: 'whatsapp:DE.1502576394655843' }],
  },
  ...{ isPublic: false, threadId: null },
};

const FACEBOOK: Readonly<Record<string, Meaning>> = {
  'feed-comment-add': message({
    ...{ ...ann, externalId: '44444444_1001', parentId: POST, threadId: '44444444_1001', isPublic: true },
    ...{ text: 'My lamp broke on the first evening.', occurredAt: 1_768_577_390_000, changedAt: 1_768_577_390_000 },
  }),
  'feed-comment-answer': message({ parentId: '44444444_1001', threadId: '44444444_1001' }),
  'feed-comment-photo': message({ text: '[photo]', attachments: photo }),
  'feed-comment-edited': message({
    ...{ externalId: '44444444_1001', text: 'My lamp broke twice.', occurredAt: null, changedAt: 1_768_577_460_001 },
  }),
  'feed-comment-remove': deletion('44444444_1001'),
  'feed-comment-hide': NOTHING,
  'feed-comment-of-the-page': NOTHING,
  'feed-comment-without-names': message({ author: { name: '', handle: 'Facebook', identities: [] } }),
  'feed-post-of-a-visitor': message({ ...ann, externalId: `${PAGE}_555`, parentId: null, threadId: `${PAGE}_555` }),
  'feed-status-of-the-page': NOTHING,
  'feed-photo-of-a-visitor': message({ text: 'Look at this.', attachments: photo }),
  'feed-reaction': NOTHING,
  'feed-like': NOTHING,
  'ratings-negative': message({ ...ann, externalId: '90001', text: 'Never again.', isPublic: true }),
  'ratings-without-words': message({ text: '[negative recommendation]' }),
  mention: message({
    ...ann,
    externalId: '44444444_444444444',
    text: 'Ask @Lamps!\n\nhttps://www.facebook.com/1/posts/2',
  }),
  leadgen: NOTHING,
  'messages-text': message({
    ...messenger,
    externalId: 'm_text',
    text: 'Where is my lamp?',
    occurredAt: 1_768_577_400_000,
  }),
  'messages-quick-reply': message({ text: 'Yes, please' }),
  'messages-reply-to': message({ parentId: 'm_ours' }),
  'messages-image': message({ ...messenger, text: '[image]', attachments: photo }),
  'messages-image-gone': message({ text: 'Look\n\n[Could not be fetched: image]', attachments: [] }),
  'messages-fallback': message({ text: 'https://shop.example/lamp', attachments: [] }),
  'message-echoes-of-ours': delivery({ key: KEY, externalId: 'm_echo' }, 'sent'),
  'message-echoes-of-a-colleague': NOTHING,
  'message-edits': message({ externalId: 'm_text', text: 'Where is my blue lamp?', occurredAt: null }),
  'message-reactions': NOTHING,
  'message-deliveries': delivery({ externalIds: ['m_ours'] }, 'delivered'),
  'message-deliveries-by-time': delivery({ to: 'facebook:5512345678901234', until: 1_768_577_399_000 }, 'delivered'),
  'message-reads': delivery({ to: 'facebook:5512345678901234', until: 1_768_577_399_000 }, 'read'),
  'messaging-postbacks': NOTHING,
  'messaging-referrals': NOTHING,
  'messaging-optins': NOTHING,
  'messaging-account-linking': NOTHING,
  'messaging-policy-enforcement': NOTHING,
  'messaging-handovers': NOTHING,
  'response-feedback': NOTHING,
  standby: NOTHING,
};

const INSTAGRAM: Readonly<Record<string, Meaning>> = {
  comments: message({
    ...{
      externalId: '17865799348089039',
      parentId: null,
      threadId: '17865799348089039',
      isPublic: true,
      text: 'It broke.',
    },
    author: { handle: '@ann.example', identities: [{ value: 'instagram:232323232', verified: true }] },
  }),
  'comments-answer': message({ parentId: '17865799348089039', threadId: '17865799348089039' }),
  'comments-of-the-account': NOTHING,
  'comments-by-instagram-login': message({ externalId: '17865799348089039', text: 'It broke.' }),
  'live-comments': message({ externalId: '17865799348089042' }),
  'mentions-comment': message({
    ...{
      externalId: 'mention:17887498072083520:17858893269000001',
      text: 'Ask @lamps!',
      occurredAt: 1_768_570_200_000,
    },
    author: { handle: '@ann.example', identities: [{ value: 'instagram:@ann.example', verified: false }] },
  }),
  'mentions-caption': message({ text: 'Broken @lamps\n\nhttps://www.instagram.com/p/1/' }),
  'story-insights': NOTHING,
  'messages-text': message({ ...byDirect, externalId: 'aWdf_text', text: 'Where is my lamp?' }),
  'messages-image': message({ ...byDirect, text: '[image]', attachments: photo }),
  'messages-story-reply': message({ parentId: null, text: 'Is this the lamp that breaks?' }),
  'messages-reply-to': message({ parentId: 'aWdf_ours' }),
  'messages-unsent': deletion('aWdf_text'),
  'messages-unsupported': message({ text: '[A message of a kind that the platform does not pass on]' }),
  'messages-echo': NOTHING,
  'message-edit': message({ externalId: 'aWdf_text', text: 'Where is my blue lamp?' }),
  'message-reactions': NOTHING,
  'message-reactions-taken-back': NOTHING,
  'messaging-seen': delivery({ externalIds: ['aWdf_ours'] }, 'read'),
  'messaging-postbacks': NOTHING,
  'messaging-referral': NOTHING,
  'messaging-handover': NOTHING,
  standby: NOTHING,
};

const media = [{ contentType: 'image/png', size: 70 }];
const WHATSAPP: Readonly<Record<string, Meaning>> = {
  text: message({ ...whatsapp, externalId: 'wamid.text', text: 'Where is my lamp?', occurredAt: 1_768_577_400_000 }),
  'text-answer': message({ parentId: 'wamid.ours', text: 'The blue one.' }),
  'text-without-a-number': message({
    author: { identities: [{ value: 'whatsapp:DE.1502576394655843', verified: true }] },
  }),
  image: message({ text: 'Look at this', attachments: media }),
  audio: message({ text: '[audio]', attachments: media }),
  video: message({ text: '[video]', attachments: media }),
  document: message({ text: 'The invoice', attachments: [{ filename: 'invoice.pdf' }] }),
  sticker: message({ text: '[sticker]', attachments: media }),
  location: message({ text: '[location: Lamp shop, Long street 1 52.52, 13.4]' }),
  contacts: message({ text: '[contacts: Bob Example]' }),
  button: message({ text: 'Not solved', parentId: 'wamid.ours' }),
  'interactive-button': message({ text: 'Call me' }),
  'interactive-list': message({ text: 'Repair: within a week' }),
  reaction: NOTHING,
  order: message({ text: 'Two of these' }),
  system: NOTHING,
  unsupported: message({ text: '[A message of a kind that WhatsApp does not pass on]' }),
  edit: message({ externalId: 'wamid.text', text: 'Where is my blue lamp?', occurredAt: null }),
  revoke: deletion('wamid.text'),
  'status-sent': delivery({ externalIds: ['wamid.ours'] }, 'sent'),
  'status-delivered': delivery({ externalIds: ['wamid.ours'] }, 'delivered'),
  'status-read': delivery({ externalIds: ['wamid.ours'] }, 'read'),
  'status-played': delivery({ externalIds: ['wamid.ours'] }, 'read'),
  'status-sent-with-our-key': delivery({ key: KEY, externalId: 'wamid.ours' }, 'sent'),
  'status-failed': {
    ...delivery({ externalIds: ['wamid.ours'] }, 'failed'),
    detail: expect24Hours(),
  },
  'errors-of-the-account': NOTHING,
  'message-echoes': NOTHING,
};

function expect24Hours(): string {
  return `More than 24 hours have passed since the customer wrote. (131047: Message failed to send because more than 24 hours have passed since the customer last replied to this number.)`;
}

export const MEANINGS = { facebook: FACEBOOK, instagram: INSTAGRAM, whatsapp: WHATSAPP } as const;

/** Bodies that hold several things, or none for this account: their texts, in order. */
export const BATCHES: Readonly<Record<keyof typeof MEANINGS, Readonly<Record<string, readonly string[]>>>> = {
  facebook: {
    'batch-of-two-pages-and-three-messages': ['My lamp broke on the first evening.', 'Mine too.', 'And by Messenger.'],
  },
  instagram: { 'batch-of-two-accounts': ['First', 'Second', 'A comment'] },
  whatsapp: { 'batch-of-two-numbers': ['Part 1', 'Part 2', 'Part 3', 'read'], 'template-status': [] },
};
