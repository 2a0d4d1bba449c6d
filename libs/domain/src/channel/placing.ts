import { type Placement, placeMessage, type Proof } from '../intake/threading.js';
import type { Instant } from '../time.js';

export interface PlacingOfPost {
  /** By the threads that the message names. */
  readonly proofs: readonly Proof[];
  /** The open ticket of the same person by the same account, where the platform knows no threads and nobody else reads along. */
  readonly continues: string | null;
  /**
   * Where a private message begins a thread of its own: tickets of the same person by the same account that were answered in public and wait for
   * him in private, the newest first.
   */
  readonly invited: readonly string[];
  /** The newest live ticket of the same person by the same account, where he begins a thread of its own in private: perhaps the same matter. */
  readonly beside: string | null;
}

/** Which ticket a message belongs to. The platform vouches for its authors; a reference speaks before the person. */
export function placePost({ proofs, continues, invited, beside }: PlacingOfPost): Placement {
  const placed = placeMessage({ proofs, verdict: 'pass', sameSenderAndSubject: null, agent: null });
  if (proofs.length > 0) return placed;
  if (continues !== null) return { ...placed, place: 'append', ticketId: continues, because: 'identity.conversation' };
  const [only, ...others] = invited;
  // Nobody asked him, or of which of two he speaks nobody can know: a person looks at it beside the other.
  if (only === undefined || others.length > 0) return { ...placed, linkTo: only ?? beside };
  return { ...placed, place: 'append', ticketId: only, because: 'identity.invited' };
}

/** What is known of a message that came before, or whose deletion came before it. */
export interface KnownPost {
  readonly changedAt: Instant;
  readonly isDeleted: boolean;
}

/** Whether a state of a message tells anything new. Platforms repeat themselves and keep no order; nothing comes back from being deleted. */
export const isNews = (known: KnownPost, changedAt: Instant): boolean =>
  !known.isDeleted && changedAt > known.changedAt;
