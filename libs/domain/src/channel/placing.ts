import { type Placement, placeMessage, type Proof } from '../intake/threading.js';
import type { Instant } from '../time.js';

export interface PlacingOfPost {
  /** By the threads that the message names. */
  readonly proofs: readonly Proof[];
  /** The open ticket of the same person by the same account, where the platform knows no threads and nobody else reads along. */
  readonly continues: string | null;
}

/** Which ticket a message belongs to. The platform vouches for its authors; a reference speaks before the person. */
export function placePost({ proofs, continues }: PlacingOfPost): Placement {
  const placed = placeMessage({ proofs, verdict: 'pass', sameSenderAndSubject: null, agent: null });
  if (proofs.length > 0 || continues === null) return placed;
  return { ...placed, place: 'append', ticketId: continues, because: 'identity.conversation' };
}

/** What is known of a message that came before, or whose deletion came before it. */
export interface KnownPost {
  readonly changedAt: Instant;
  readonly isDeleted: boolean;
}

/** Whether a state of a message tells anything new. Platforms repeat themselves and keep no order; nothing comes back from being deleted. */
export const isNews = (known: KnownPost, changedAt: Instant): boolean =>
  !known.isDeleted && changedAt > known.changedAt;
