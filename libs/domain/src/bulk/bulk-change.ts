import type { IssueAnswer } from '../causes/issue-answer.js';
import type { Asker } from '../people.js';
import { Refusal } from '../refusal.js';
import { allows, type Verb } from '../ticket/permissions.js';
import type { Priority, Status } from '../ticket/ticket.js';
import { HOUR, type Instant, later } from '../time.js';

/** The one thing that is done to all tickets of a bulk change: by the verb, and with the rights, of a change of one ticket. */
export type BulkStep =
  | { readonly kind: 'assign'; readonly ownerId: string | null }
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'resolve'; readonly reason: string | null; readonly answer: IssueAnswer }
  | { readonly kind: 'close'; readonly reason: string | null };

export const BULK_KINDS = [
  'assign',
  'status',
  'priority',
  'tags',
  'resolve',
  'close',
] as const satisfies readonly BulkStep['kind'][];

/** More tickets than this are no stroke of one hand any more. */
export const MOST_TICKETS = 10_000;
/** Of one person at a time. */
export const MOST_RUNNING = 10;
/** After its end a bulk change can be taken back for so long. */
export const UNDO_WITHIN = 24 * HOUR;

const VERBS: Readonly<Record<BulkStep['kind'], Verb>> = {
  assign: 'assign',
  status: 'edit',
  priority: 'edit',
  tags: 'edit',
  resolve: 'resolve',
  close: 'close',
};

/** @throws Refusal not-allowed when the role of the asker allows the step on no ticket at all. */
export function refuseForRole(asker: Asker, step: BulkStep): void {
  if (!allows(asker, VERBS[step.kind])) throw new Refusal('not-allowed');
  if (asker.role === 'quality' && step.kind !== 'tags')
    throw new Refusal('not-allowed', 'Quality tags and judges tickets; their work is moved by agents.');
}

const LEAST_DRIFT = 10;
const DRIFT_SHARE = 0.1;

/**
 * Whether so many tickets came or went since somebody saw how many there are that he cannot mean these: more than a tenth, and more than ten.
 * A queue that lives moves by a few all the time.
 */
export const driftedAway = (seen: number, now: number): boolean =>
  Math.abs(now - seen) > Math.max(LEAST_DRIFT, seen * DRIFT_SHARE);

/** The last moment at which a change that ended then can be taken back. */
export const undoableUntil = (finishedAt: Instant): Instant => later(finishedAt, UNDO_WITHIN);

/** The tags of a ticket after the step, whatever it had before. */
export function tagsAfter(
  tags: readonly string[],
  { add, remove }: Extract<BulkStep, { kind: 'tags' }>,
): readonly string[] {
  const gone = new Set(remove.map(tidy));
  return [...tags.filter((tag) => !gone.has(tag)), ...add.map(tidy)];
}

const tidy = (tag: string): string => tag.trim().toLowerCase();
