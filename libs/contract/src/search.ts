import type { QueueRow } from './queue.js';

/** A piece of a text, as it is; pieces that were searched for are marked. */
export interface ExcerptPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** The message in which the words were found. */
export interface FoundMessage {
  readonly id: string;
  readonly at: string;
  readonly direction: 'inbound' | 'outbound';
  /** Internal ones are notes. */
  readonly visibility: 'public' | 'internal';
  /** Who wrote it, where that is known. */
  readonly author: string | null;
  /** At most some 240 characters around the hits. */
  readonly excerpt: readonly ExcerptPart[];
  /** Where the words stand that neither the excerpt nor the subject of the ticket shows. */
  readonly elsewhere: readonly FoundElsewhere[];
}

/** What is found by it beside the text: the subject of the message, who wrote or whose ticket it is, a file of the message. */
export interface FoundElsewhere {
  readonly in: 'subject' | 'person' | 'file';
  readonly parts: readonly ExcerptPart[];
}

/** A ticket that was searched for, once, with the newest message in which the words were found. */
export interface SearchHit {
  readonly ticket: QueueRow;
  readonly subject: readonly ExcerptPart[];
  /** Null where it was found by its number, its customer or conditions alone. */
  readonly message: FoundMessage | null;
}
