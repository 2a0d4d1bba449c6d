import { praiseIn } from '@redress/domain/praise/praise.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { channelMessageRow, type PostFacts, rememberAuthor } from '@redress/persistence/stores/posts.store.js';
import type { NewRows, RowOf } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import type { PostFiling } from './posts.js';
import type { Arriving } from './routing.js';

export const postRow = ({ account, said, message }: PostFiling): RowOf<'channel_messages'> =>
  channelMessageRow({
    ...{ accountId: account.id, externalId: said.externalId, messageId: message.id, isPublic: said.isPublic },
    threadId: said.threadId,
    author: said.author.identities[0]?.value ?? null,
    changedAt: new Date(said.changedAt),
    deletedAt: null,
  });

/** By what else the platform vouches for him: a strong key that nobody has links by itself, a weak one never does. */
export function knownAs({ said, at }: PostFiling, facts: PostFacts, customerId: string): NewRows {
  const taken = new Set(facts.identities.map(({ kind, value }) => `${kind} ${value}`));
  const rows = said.author.identities
    .filter(({ kind, value, verified }) => verified && !taken.has(`${kind} ${value}`))
    .map(({ kind, value }) => ({
      ...{ id: newId(), customer_id: customerId, first_customer_id: customerId, kind, value },
      verified_at: new Date(at),
    }));
  return rows.length === 0 ? {} : { identities: rows };
}

/** Whose the message is, or a new customer: nobody else makes one of the same identity meanwhile, since it is locked. */
export function authorRows(
  filing: PostFiling,
  facts: PostFacts,
  language: string | null,
): { readonly id: string | null; readonly rows: NewRows } {
  const known = facts.identities[0]?.customerId;
  if (known !== undefined) return { id: known, rows: knownAs(filing, facts, known) };
  const { name, handle } = filing.said.author;
  const id = newId();
  const customer = { id, name: name || handle, language, organisation_id: null };
  return { id, rows: { customers: [customer], ...knownAs(filing, facts, id) } };
}

/** What is said in public is praise or a complaint; of praise that leaves no doubt no complaint is made. A picture may say otherwise. */
const kindOf = ({ said, message, attachments }: PostFiling, { queue }: PostFacts): Arriving['kind'] =>
  queue.kind === 'complaint' && said.isPublic && attachments.length === 0 && praiseIn(message.newText) === 'sure'
    ? 'compliment'
    : queue.kind;

export const postArriving = (filing: PostFiling, facts: PostFacts, language: string | null): Arriving => {
  const { account, message } = filing;
  return {
    ...{
      kind: kindOf(filing, facts),
      isClaim: false,
      channel: account.channel,
      queue: facts.queue.id,
      queueAddress: null,
    },
    ...{ subject: message.subject, text: message.newText, language, product: null, sender: null },
    ...{ receivedAt: message.receivedAt, severity: null, risk: null, tags: [], queueIsChosen: false },
    ...{ chosenPriority: null, excluded: [] },
  };
};

/** What the author is called on his platform now, and the keys that prove nothing or are another's: they are suggested to be his. */
export const keepAuthor = (tx: Transaction, { said }: PostFiling, customerId: string | null): Promise<void> =>
  customerId === null ? Promise.resolve() : rememberAuthor(tx, customerId, said.author);
