import type { Asker } from '@redress/domain/people.js';
import { nameParts } from '@redress/domain/snippets/person-name.js';
import { textIn } from '@redress/domain/snippets/snippet.js';
import { type Filled, fillIn, valueOf, type VariableValues } from '@redress/domain/snippets/template.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { type TicketGround, ticketGround, usableSnippets } from '@redress/persistence/stores/snippets.store.js';
import { type Desk, see } from './desk.js';
import { statusLinkFor } from './status-link.js';

/** What is known of a ticket for the texts that are filled in for it. */
export interface Ground extends TicketGround {
  readonly statusLink: string | null;
}

/** @throws Refusal not-found where the asker does not see the ticket, not-allowed where he may not write on it */
export async function groundOf(desk: Desk, sql: Sql, asker: Asker, ticket: string): Promise<Ground> {
  const id = await see(sql, asker, ticket, 'note');
  const ground = await ticketGround(sql, id);
  if (ground === null) throw new Error(`No ticket ${id}`);
  const statusLink = allows(asker, 'reply') ? await statusLinkFor(desk, { asker, ticket: id, version: null }) : null;
  return { ...ground, statusLink };
}

/** As the acknowledgement writes dates: in words, by UTC. */
function dateIn(language: string, at: Date): string {
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, parts).format(at);
}

export function valuesFor(desk: Desk, asker: Asker, ground: Ground, language: string): VariableValues {
  const customer = nameParts(ground.customerName);
  return {
    'customer.name': valueOf(ground.customerName),
    'customer.first_name': valueOf(customer.first),
    'customer.last_name': valueOf(customer.last),
    'ticket.number': ground.number,
    'ticket.subject': valueOf(ground.subject),
    'ticket.opened_on': dateIn(language, ground.openedAt),
    'ticket.status_link': ground.statusLink,
    'agent.name': valueOf(asker.agentId === null ? null : asker.name),
    'agent.first_name': valueOf(asker.agentId === null ? null : nameParts(asker.name).first),
    'installation.name': valueOf(desk.installationName),
  };
}

/** A snippet as it would read on a ticket. */
export interface FilledSnippet extends Filled {
  readonly id: string;
  readonly name: string;
  readonly word: string;
  readonly personal: boolean;
  /** Of the text that was taken. */
  readonly language: string;
}

export interface Sought {
  readonly asker: Asker;
  readonly ticket: string;
  readonly words: string;
  /** Null: that of the ticket, else that of its customer. */
  readonly language: string | null;
  readonly limit: number;
}

/** The snippets that fit these words, each in the language of the ticket or the nearest there is, with its variables filled in. */
export async function filledSnippets(desk: Desk, sought: Sought): Promise<FilledSnippet[]> {
  const { asker, ticket, words, language, limit } = sought;
  const sql = sqlOn(desk.database);
  const ground = await groundOf(desk, sql, asker, ticket);
  const found = await usableSnippets(sql, asker, words, limit);
  return found.flatMap(({ texts, ...snippet }) => {
    const chosen = textIn(texts, [language, ground.language]);
    if (chosen === null) return [];
    const values = valuesFor(desk, asker, ground, chosen.language);
    return [{ ...snippet, language: chosen.language, ...fillIn(chosen.text, values) }];
  });
}

/** One text as it would read on this ticket, before anybody saved it. */
export async function filledText(
  desk: Desk,
  wanted: { readonly asker: Asker; readonly ticket: string; readonly text: string; readonly language: string },
): Promise<Filled> {
  const ground = await groundOf(desk, sqlOn(desk.database), wanted.asker, wanted.ticket);
  return fillIn(wanted.text, valuesFor(desk, wanted.asker, ground, wanted.language));
}
