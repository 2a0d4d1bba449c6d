import type { Named } from './answers.js';

export type SnippetVariable =
  | 'customer.name'
  | 'customer.first_name'
  | 'customer.last_name'
  | 'ticket.number'
  | 'ticket.subject'
  | 'ticket.opened_on'
  | 'ticket.status_link'
  | 'agent.name'
  | 'agent.first_name'
  | 'installation.name';

/** With variables: `{{customer.first_name | default: "customer"}}`. */
export interface SnippetText {
  /** ISO 639-1. */
  readonly language: string;
  readonly text: string;
}

/** `me`: for its owner alone; `team`: for one team; `everybody`. */
export type SharedWith = 'me' | 'team' | 'everybody';

/** A text that is written once and used in many replies. */
export interface Snippet {
  readonly id: string;
  readonly name: string;
  /** What is typed behind `/`. */
  readonly word: string;
  /** One for a language; the first is for every language that has none. */
  readonly texts: readonly SnippetText[];
  readonly sharedWith: SharedWith;
  /** Where it is shared with one. */
  readonly team: Named | null;
  /** How often it was put into a text. */
  readonly uses: number;
  /** Whether the asker may change and remove it. */
  readonly mine: boolean;
  readonly version: number;
}

/** Body of `POST /snippets` and `PUT /snippets/{id}`. */
export interface SaveSnippet {
  readonly name: string;
  readonly word: string;
  readonly texts: readonly SnippetText[];
  readonly sharedWith: SharedWith;
  readonly teamId?: string | null;
}

/** A variable without a value and without a default: it stands in the text as it was written, and holds up the sending. */
export interface Gap {
  readonly variable: SnippetVariable;
  /** Where it stands, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** `POST /tickets/{id}/snippets/preview` */
export interface FilledText {
  readonly text: string;
  readonly gaps: readonly Gap[];
}

/** `GET /tickets/{id}/snippets`: as it would read on this ticket. */
export interface FilledSnippet extends FilledText {
  readonly id: string;
  readonly name: string;
  readonly word: string;
  readonly personal: boolean;
  /** Of the text that was taken: the one asked for, that of the ticket, that of its customer, else the first of the snippet. */
  readonly language: string;
}
