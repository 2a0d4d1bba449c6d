import type { Named } from './answers.js';
import type { Gap, SharedWith, SnippetText } from './snippets.js';
import type { Ticket } from './ticket.js';
import type { TicketPriority, TicketStatus } from './words.js';

/** `do` says which of the other fields count. */
export interface MacroStepView {
  readonly do: 'reply' | 'note' | 'setStatus' | 'setPriority' | 'setQueue' | 'tag' | 'assign' | 'assignMe' | 'step';
  readonly texts?: readonly SnippetText[];
  readonly status?: TicketStatus;
  readonly priority?: TicketPriority;
  readonly queueId?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** null gives it back to the queue. */
  readonly agentId?: string | null;
  readonly verb?: 'acknowledge' | 'assess' | 'investigate' | 'respond' | 'decide' | 'resolve' | 'close';
}

/** Where whoever applied it is afterwards. */
export type MacroGoTo = 'stay' | 'next' | 'queue';

export interface Macro {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** In the menu, smallest first. */
  readonly position: number;
  /** In the language of conditions; null fits every ticket. */
  readonly condition: unknown;
  readonly steps: readonly MacroStepView[];
  readonly goTo: MacroGoTo;
  readonly sharedWith: SharedWith;
  /** Where it is shared with one. */
  readonly team: Named | null;
  readonly uses: number;
  /** Whether the asker may change and remove it. */
  readonly mine: boolean;
}

/** Body of `POST /macros` and `PUT /macros/{id}`. */
export interface SaveMacro {
  readonly name: string;
  readonly position: number;
  readonly condition: unknown;
  readonly steps: readonly MacroStepView[];
  readonly goTo: MacroGoTo;
  readonly sharedWith: SharedWith;
  readonly teamId?: string | null;
}

/** `GET /tickets/{id}/macros`: one that fits the ticket. */
export interface FittingMacro {
  readonly id: string;
  readonly name: string;
  readonly personal: boolean;
}

/** One part of the ticket that would be another: codes, names of queues and people, and tags. */
export interface MacroChange {
  readonly what: 'status' | 'stage' | 'priority' | 'queue' | 'owner' | 'tagAdded' | 'tagRemoved';
  readonly from: string | null;
  readonly to: string | null;
}

export interface MacroText {
  readonly kind: 'reply' | 'note';
  readonly language: string;
  readonly text: string;
  readonly gaps: readonly Gap[];
}

/** `POST /tickets/{id}/macros/{macro}/preview`: what applying would do; nothing was done. */
export interface MacroPreview {
  readonly macro: { readonly id: string; readonly name: string; readonly version: number; readonly goTo: MacroGoTo };
  readonly changes: readonly MacroChange[];
  readonly texts: readonly MacroText[];
  /** Why it cannot be applied to this ticket; null when it can. */
  readonly refused: { readonly code: string; readonly detail: string } | null;
}

/** Body of `POST /tickets/{id}/macros/{macro}`. */
export interface ApplyMacro {
  /** As it was shown. */
  readonly macroVersion?: number;
  /** Of its replies and notes in their order, as they were shown and perhaps changed since. */
  readonly texts: readonly string[];
  /** 0 to 30, the undo window of a reply. */
  readonly sendAfterSeconds?: number;
}

/** What was done. `POST /tickets/{id}/undo` takes the changes back, `POST /messages/{replyId}/cancel` the reply; a note stays. */
export interface AppliedMacro {
  readonly ticket: Ticket;
  readonly replyId: string | null;
  readonly goTo: MacroGoTo;
}
