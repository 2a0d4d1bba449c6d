import { DAY } from '@redress/domain/time.js';
import { sqlOn, inTransaction } from '@redress/persistence/sql.js';
import { type LinkGround, linkGround, revokeLinks } from '@redress/persistence/stores/status-links.store.js';
import type { KeyRing } from '@redress/platform/seal.js';
import { auditIn } from './audit.js';
import { type Desk, see, type Wish } from './desk.js';

/**
 * Who has a link. `mailed` went to an address of the customer and nowhere else, so that whoever opens it reads that mailbox: it shows the
 * conversation with that address. `handed` was given by other means and proves nothing: it shows the own text and where we are.
 */
export type LinkReach = 'mailed' | 'handed';

/** What a link opens. */
export interface OpenLink {
  /** Of the ticket that is shown: where a merged one went. */
  readonly ticketId: string;
  readonly reach: LinkReach;
  /** Null for a link that was handed out. */
  readonly customer: { readonly address: string; readonly name: string } | null;
}

/** How long a finished ticket can be looked at. */
const DAYS_AFTER_CLOSING = 90;
const PURPOSE = 'status-link';
const FORM = /^([mh])([\w-]{22})([\w-]{43})$/;

interface Nonces {
  readonly ticketId: string;
  readonly replyToken: string;
  readonly turn: number;
}

/** The reply token is random and made with the ticket: the link needs no row of its own, and no copy of a key opens another ticket. */
const signed = ({ ticketId, replyToken, turn }: Nonces, address: string | null): string =>
  [ticketId, replyToken, turn, address === null ? 'handed' : `mailed ${address.toLowerCase()}`].join('\n');

const wordOf = (ticketId: string): string => Buffer.from(ticketId.replaceAll('-', ''), 'hex').toString('base64url');

function idOf(word: string): string {
  const hex = Buffer.from(word, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function linkTo(desk: { readonly keys: KeyRing; readonly publicUrl: string }, of: Nonces, to: string | null): string {
  const token = `${to === null ? 'h' : 'm'}${wordOf(of.ticketId)}${desk.keys.sign(PURPOSE, signed(of, to))}`;
  return `${desk.publicUrl}/portal/t/${token}`;
}

/** The link that goes into a mail to this address, and to nobody else, of a ticket whose links were never revoked. */
export const mailedLink = (desk: Desk, ticketId: string, replyToken: string, address: string): string =>
  linkTo(desk, { ticketId, replyToken, turn: 0 }, address);

/** The same of a ticket whose links may have been revoked. */
export const fullLink = (desk: Desk, ground: LinkGround, address: string): string => linkTo(desk, ground, address);

/** The link that whoever sent the form gets at once: it shows his own text and the status. */
export const handedLink = (desk: Desk, ticketId: string, replyToken: string): string =>
  linkTo(desk, { ticketId, replyToken, turn: 0 }, null);

/** Of a text that carries links: what is shown to people of the house, who must not speak as the customer. */
export const withoutLinks = (text: string): string => text.replace(/(\/portal\/t\/)[mh][\w-]{65}/g, '$1…');

/** Null for whatever opens nothing: made up, revoked, expired, of a ticket that is gone or is spam. */
export async function behindLink(desk: Desk, token: string): Promise<OpenLink | null> {
  const [, kind = '', word = '', signature = ''] = FORM.exec(token) ?? [];
  if (kind === '') return null;
  const ground = await linkGround(sqlOn(desk.database), idOf(word));
  if (ground === null || isOver(ground, desk.clock.now())) return null;
  const ticketId = ground.shownId;
  if (kind === 'h') {
    const fits = desk.keys.verify(PURPOSE, signed(ground, null), signature);
    return fits ? { ticketId, reach: 'handed', customer: null } : null;
  }
  const customer = ground.customers.find(({ address }) =>
    desk.keys.verify(PURPOSE, signed(ground, address), signature),
  );
  return customer === undefined ? null : { ticketId, reach: 'mailed', customer };
}

function isOver({ sameCustomer, shownStatus, shownClosedAt }: LinkGround, now: number): boolean {
  if (!sameCustomer || shownStatus === 'spam') return true;
  return shownClosedAt !== null && now > shownClosedAt.getTime() + DAYS_AFTER_CLOSING * DAY;
}

/** The link that an agent gives to the customer by other means than mail. */
export async function statusLinkFor(desk: Desk, wish: Wish): Promise<string> {
  const sql = sqlOn(desk.database);
  const id = await see(sql, wish.asker, wish.ticket, 'reply');
  const ground = await linkGround(sql, id);
  if (ground === null) throw new Error(`No ticket ${id}`);
  return linkTo(desk, ground, null);
}

/** Whatever links of this ticket are about open nothing any more. @returns the link that holds from now on */
export async function revokeStatusLinks(desk: Desk, wish: Wish): Promise<string> {
  await inTransaction(desk.database, async (tx) => {
    const id = await see(tx, wish.asker, wish.ticket, 'reply');
    await revokeLinks(tx, id, new Date(desk.clock.now()));
    const actor = wish.asker.agentId ?? wish.asker.via.id;
    await auditIn(tx, desk.clock, { actor, action: 'statusLinksRevoked', subject: id });
  });
  return statusLinkFor(desk, wish);
}
