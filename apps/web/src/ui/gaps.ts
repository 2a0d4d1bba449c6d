import type { Gap, SnippetVariable } from '@redress/contract/snippets.js';

export const VARIABLES = [
  'customer.first_name',
  'customer.last_name',
  'customer.name',
  'ticket.number',
  'ticket.subject',
  'ticket.opened_on',
  'ticket.status_link',
  'agent.name',
  'agent.first_name',
  'installation.name',
] as const satisfies readonly SnippetVariable[];

/** As the server reads them: braces, a name, perhaps a default. */
const HOLE = /\{\{\s*([a-z_.]{1,40})\s*(?:\|\s*default\s*:\s*(?:"[^"{}]{0,200}"|'[^'{}]{0,200}')\s*)?\}\}/g;

/** The variables that a text still holds: it cannot be sent so. */
export function gapsIn(text: string): readonly Gap[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(HOLE)].flatMap((found) => {
    const variable = VARIABLES.find((one) => one === found[1]);
    return variable === undefined ? [] : [{ variable, from: found.index, to: found.index + found[0].length }];
  });
}

type Dashed<Name extends string> = Name extends `${infer Before}.${infer After}` ? `${Before}-${After}` : Name;

/** Under which name the texts know it: a point would lead into a part of them. */
export function wordOf({ variable }: Pick<Gap, 'variable'>): Dashed<SnippetVariable> {
  return WORDS[variable];
}

const WORDS: { readonly [Name in SnippetVariable]: Dashed<Name> } = {
  'customer.name': 'customer-name',
  'customer.first_name': 'customer-first_name',
  'customer.last_name': 'customer-last_name',
  'ticket.number': 'ticket-number',
  'ticket.subject': 'ticket-subject',
  'ticket.opened_on': 'ticket-opened_on',
  'ticket.status_link': 'ticket-status_link',
  'agent.name': 'agent-name',
  'agent.first_name': 'agent-first_name',
  'installation.name': 'installation-name',
};
