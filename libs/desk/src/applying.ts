import { factsOfAction } from '@redress/domain/automation/trigger.js';
import type { Macro, MacroStep } from '@redress/domain/macros/macro.js';
import { Refusal } from '@redress/domain/refusal.js';
import { judge } from '@redress/domain/rules/judge.js';
import { textIn } from '@redress/domain/snippets/snippet.js';
import { type Filled, fillIn, gapsIn } from '@redress/domain/snippets/template.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { mayTakeAway, type Verb } from '@redress/domain/ticket/permissions.js';
import * as stages from '@redress/domain/ticket/stages.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { countMacroUse, usableMacro, usableMacros } from '@redress/persistence/stores/macros.store.js';
import { holdTicket, type StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { triggerFacts } from '@redress/persistence/stores/triggers.store.js';
import { newId } from '@redress/platform/ids.js';
import { actorOf, commit, type Desk, hold, refuseStale, see, type Wish } from './desk.js';
import { groundOf, valuesFor } from './filling.js';
import { type Writing, writeNote, writeReply } from './messages.js';
import { faulty } from './people.js';
import { refuseUnfit } from './tickets.js';

/** The macros that fit a ticket as it is, in their order. */
export async function fittingMacros(desk: Desk, { asker, ticket }: Pick<Wish, 'asker' | 'ticket'>): Promise<Macro[]> {
  const sql = sqlOn(desk.database);
  const id = await see(sql, asker, ticket, 'edit');
  const all = await usableMacros(sql, asker);
  return inTransaction(desk.database, async (tx) => {
    const stored = await holdTicket(tx, id);
    if (stored === null) throw new Refusal('not-found');
    const facts = await triggerFacts(tx, stored.ticket);
    return all.filter(({ condition }) => judge(condition, facts).holds);
  });
}

/** A text that goes out or stays as a note, in the language that was found for it. */
export interface MacroText extends Filled {
  readonly kind: 'reply' | 'note';
  readonly language: string;
}

export interface Rehearsal {
  readonly macro: Macro;
  readonly before: Ticket;
  readonly after: Ticket;
  readonly texts: readonly MacroText[];
  /** Why it cannot be applied as it is; what stands before the step is in `after`. */
  readonly refused: { readonly step: number; readonly refusal: Refusal } | null;
}

/** Carries what a rehearsal found out of the transaction that it undoes. */
class Rehearsed extends Error {
  constructor(readonly rehearsal: Rehearsal) {
    super('Nothing of it happened');
  }
}

/**
 * What applying would do: it is done, and taken back. What is shown is so what happens, with every rule asked. Gaps are told with the texts and
 * hold nothing up here.
 */
export async function rehearse(desk: Desk, wish: Wish, macroId: string): Promise<Rehearsal> {
  try {
    return await inTransaction(desk.database, async (tx) => {
      const acting = await prepare(desk, tx, wish, macroId);
      const texts = await textsOf(acting);
      const before = acting.stored.ticket;
      const plain = texts.map(({ text }) => (gapsIn(text).length > 0 ? text.replaceAll('{{', '{ {') : text));
      const { after, refused } = await perform(acting, plain, 0);
      throw new Rehearsed({ macro: acting.macro, before, after, texts, refused });
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.rehearsal;
    throw error;
  }
}

export interface Applying {
  readonly macroId: string;
  /** As it was shown; null takes whichever there is. */
  readonly macroVersion: number | null;
  /** Of its replies and notes, in their order, as they were shown and perhaps changed since. */
  readonly texts: readonly string[];
  /** The undo window of a reply. */
  readonly sendAfterSeconds: number;
}

export interface Applied {
  readonly ticket: Ticket;
  /** The reply, which can be taken back in its undo window. */
  readonly replyId: string | null;
  readonly goTo: Macro['goTo'];
}

/** All steps at one stroke, or none: one undo takes them back, and cancelling the reply takes that. Notes stay. */
export function apply(desk: Desk, wish: Wish, wanted: Applying): Promise<Applied> {
  return inTransaction(desk.database, async (tx) => {
    const acting = await prepare(desk, tx, wish, wanted.macroId);
    const { macro } = acting;
    if (wanted.macroVersion !== null && wanted.macroVersion !== macro.version)
      throw new Refusal('moved-on', 'Somebody changed this macro meanwhile: look at it again.');
    const count = macro.steps.filter(hasText).length;
    if (wanted.texts.length !== count)
      throw faulty('/texts', 'count', `This macro has ${count} texts: send each of them as it was shown.`);
    await refuseUnfitting(tx, acting);
    const { after, refused, replyId } = await perform(acting, wanted.texts, wanted.sendAfterSeconds);
    if (refused !== null) throw refused.refusal;
    await countMacroUse(tx, macro.id);
    return { ticket: after, replyId, goTo: macro.goTo };
  });
}

interface Acting {
  readonly desk: Desk;
  readonly tx: Transaction;
  readonly wish: Wish;
  readonly macro: Macro;
  readonly stored: StoredTicket;
  readonly at: Instant;
}

async function prepare(desk: Desk, tx: Transaction, wish: Wish, macroId: string): Promise<Acting> {
  const id = await see(tx, wish.asker, wish.ticket, 'edit');
  const macro = await usableMacro(tx, wish.asker, macroId);
  if (macro === null) throw new Refusal('not-found', 'There is no such macro, or it is not yours to use.');
  const stored = await hold(tx, id);
  await refuseStale(tx, stored.ticket, wish.version);
  return { desk, tx, wish, macro, stored, at: desk.clock.now() };
}

async function refuseUnfitting(tx: Transaction, { macro, stored }: Acting): Promise<void> {
  if (judge(macro.condition, await triggerFacts(tx, stored.ticket)).holds) return;
  throw new Refusal('not-in-this-status', 'This macro is for other tickets: its condition does not hold here.');
}

type TextStep = Extract<MacroStep, { readonly do: 'reply' | 'note' }>;
const hasText = (step: MacroStep): step is TextStep => step.do === 'reply' || step.do === 'note';

async function textsOf({ desk, tx, wish, macro, stored }: Acting): Promise<MacroText[]> {
  const ground = await groundOf(desk, tx, wish.asker, stored.ticket.id);
  return macro.steps.filter(hasText).flatMap((step) => {
    const chosen = textIn(step.texts, [ground.language]);
    if (chosen === null) return [];
    const filled = fillIn(chosen.text, valuesFor(desk, wish.asker, ground, chosen.language));
    return [{ kind: step.do, language: chosen.language, ...filled }];
  });
}

interface Performed {
  readonly after: Ticket;
  readonly replyId: string | null;
  readonly refused: Rehearsal['refused'];
}

/** Each step on the ticket as the one before left it, all at one instant: that makes them one stroke for whoever takes it back. */
async function perform(acting: Acting, texts: readonly string[], sendAfterSeconds: number): Promise<Performed> {
  const left = [...texts];
  let replyId: string | null = null;
  let { stored } = acting;
  for (const [index, step] of acting.macro.steps.entries()) {
    try {
      if (hasText(step)) {
        const messageId = newId();
        await write(acting, stored, step.do, { messageId, text: left.shift() ?? '', sendAfterSeconds });
        if (step.do === 'reply') replyId = messageId;
      } else await change(acting, stored, step);
      stored = await hold(acting.tx, stored.ticket.id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { after: stored.ticket, replyId, refused: { step: index, refusal: error } };
    }
  }
  return { after: stored.ticket, replyId, refused: null };
}

async function write(
  { desk, tx, wish, at }: Acting,
  stored: StoredTicket,
  kind: TextStep['do'],
  words: Pick<Writing, 'messageId' | 'text' | 'sendAfterSeconds'>,
): Promise<void> {
  const { asker } = wish;
  await see(tx, asker, stored.ticket.id, kind);
  if (words.text.trim() === '') throw faulty('/texts', 'required', 'Write something, or choose another macro.');
  const writing: Writing = {
    ...words,
    ...{ asker, ticket: stored.ticket.id, html: null, to: null, cc: [], attachments: [] },
    visibility: kind === 'reply' ? 'public' : 'internal',
    seenVersion: wish.version,
  };
  if (kind === 'note') await writeNote(tx, stored, writing, null, at);
  else await writeReply(desk, tx, stored, writing, at);
}

async function change(
  { tx, wish, at }: Acting,
  stored: StoredTicket,
  step: Exclude<MacroStep, TextStep>,
): Promise<void> {
  await see(tx, wish.asker, stored.ticket.id, verbOf(step));
  const facts = await factsOf(tx, wish, stored.ticket, step);
  await commit(tx, stored, { facts }, actorOf(wish.asker), at);
}

function verbOf(step: Exclude<MacroStep, TextStep>): Verb {
  if (step.do === 'step') return step.verb;
  return step.do === 'assign' || step.do === 'assignMe' ? 'assign' : 'edit';
}

async function factsOf(
  tx: Transaction,
  { asker }: Wish,
  ticket: Ticket,
  step: Exclude<MacroStep, TextStep>,
): Promise<readonly TicketFact[]> {
  if (step.do === 'assign' || step.do === 'assignMe') {
    const ownerId = step.do === 'assign' ? step.agentId : asker.agentId;
    if (ownerId !== null) await refuseUnfit(tx, ownerId, ticket);
    return lifecycle.assign(ticket, ownerId, asker.agentId, mayTakeAway(asker));
  }
  if (step.do !== 'step') return factsOfAction(ticket, step);
  if (step.verb === 'resolve') return stages.resolve(ticket);
  return step.verb === 'close' ? stages.close(ticket, null) : stages.step(ticket, step.verb, null);
}
