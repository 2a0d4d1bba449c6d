import type { Outcome } from '../ticket/ticket.js';
import type { Controllability } from './taxonomy.js';

/** What is said of every issue that says nothing yet: what somebody said of one before stays. */
export interface IssueAnswer {
  readonly outcome?: Outcome | undefined;
  readonly problemType?: string | undefined;
  readonly rootCause?: string | undefined;
  readonly controllability?: Controllability | undefined;
  /** Why no cause could be found; kept as an internal note. */
  readonly undeterminedReason?: string | undefined;
}
