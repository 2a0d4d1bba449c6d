import type { AgentKey, DemoLanguage, ProductKey, TeamKey } from './cast.js';
import type { DemoCustomer } from './customers.js';
import type { BlobKey } from './blobs.js';
import type { ProblemKey } from './problems.js';

/** Plain words for what happened: loading turns each step into the verb of that name and lets the product decide what follows. */
export interface DemoMessage {
  readonly id: string;
  readonly at: number;
  readonly from: 'customer' | 'system' | AgentKey;
  readonly subject: string;
  /** The whole plain body with signature and quotation. */
  readonly text: string;
  /** Without them. */
  readonly newText: string;
  readonly html: string | null;
  readonly attachments: readonly BlobKey[];
  readonly automatic: 'outOfOffice' | 'bounce' | null;
  readonly verdict: 'pass' | 'fail' | 'none';
  /** Of outgoing mail. */
  readonly delivery: 'captured' | 'bounced' | null;
  readonly rfcMessageId: string;
  readonly inReplyTo: string | null;
}

export type StepName = 'acknowledge' | 'assess' | 'investigate' | 'respond' | 'decide';
export type WaitStatus = 'open' | 'waitingCustomer' | 'waitingThirdParty' | 'waitingInternal' | 'scheduled' | 'spam';
export type DemoOutcome = 'upheld' | 'partlyUpheld' | 'notUpheld' | 'withdrawn' | 'outOfScope';
export type DemoKind = 'complaint' | 'enquiry' | 'suggestion' | 'compliment';
export type DemoPriority = 'low' | 'normal' | 'high' | 'urgent';
export type DemoChannel = 'email' | 'webForm' | 'phone' | 'social' | 'letter' | 'visit' | 'chat';
export type DemoGrade = 1 | 2 | 3 | 4;
export type HeldBecause = 'unverifiedSender' | 'suspectedSpam' | 'flood' | 'loop';

export type DemoVerb =
  | { readonly verb: 'receive'; readonly message: DemoMessage }
  /** The automatic acknowledgement. */
  | { readonly verb: 'receipt'; readonly message: DemoMessage }
  | { readonly verb: 'reply'; readonly message: DemoMessage }
  | { readonly verb: 'report'; readonly messageId: string; readonly report: 'captured' | 'bounced' }
  | { readonly verb: 'note'; readonly message: DemoMessage }
  | { readonly verb: 'assign'; readonly to: AgentKey }
  | { readonly verb: 'status'; readonly to: WaitStatus }
  | { readonly verb: 'prioritise'; readonly to: DemoPriority }
  | { readonly verb: 'grade'; readonly severity: DemoGrade; readonly risk: DemoGrade | null }
  | { readonly verb: 'claim' }
  | { readonly verb: 'tag'; readonly tags: readonly string[] }
  | { readonly verb: 'reclassify'; readonly kind: DemoKind }
  | { readonly verb: 'move'; readonly to: TeamKey }
  /** `reason` is an internal note, needed for going back. */
  | { readonly verb: 'step'; readonly name: StepName; readonly reason: DemoMessage | null }
  | { readonly verb: 'addIssue'; readonly issueId: string; readonly summary: string }
  /** All issues that are still on this ticket. */
  | { readonly verb: 'judge'; readonly outcome: DemoOutcome }
  | { readonly verb: 'resolve' }
  | { readonly verb: 'close' }
  | { readonly verb: 'release'; readonly rejected: boolean }
  /** This ticket goes into another of the story. */
  | { readonly verb: 'merge'; readonly into: string }
  | { readonly verb: 'split'; readonly child: string; readonly issueId: string }
  | { readonly verb: 'link'; readonly kind: 'duplicateOf' | 'followUpOf' | 'related'; readonly other: string };

export type DemoStep = DemoVerb & { readonly at: number; readonly by: 'customer' | 'system' | AgentKey };

export interface DemoTicket {
  readonly id: string;
  readonly customer: DemoCustomer;
  readonly team: TeamKey;
  readonly channel: DemoChannel;
  readonly kind: DemoKind;
  readonly subject: string;
  readonly language: DemoLanguage;
  readonly receivedAt: number;
  readonly priority: DemoPriority;
  readonly held: HeldBecause | null;
  readonly issueId: string;
  /** Born by a split: its opening comes from the parent's verb. */
  readonly splitFrom: string | null;
  readonly problem: ProblemKey | null;
  readonly product: ProductKey | null;
  /** Production batch, where it is known. */
  readonly batch: string | null;
  readonly cause: string | null;
  /** In the order of time; the first message opens the ticket. */
  readonly steps: readonly DemoStep[];
}
