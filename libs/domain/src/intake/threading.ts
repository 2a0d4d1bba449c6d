import type { AuthenticationVerdict } from './inbound.js';

/** Why a message waits for a person before anything happens on it. */
export const HELD_CAUSES = ['unverifiedSender', 'agentUnverified', 'loop', 'flood', 'suspectedSpam'] as const;
export type HeldCause = (typeof HELD_CAUSES)[number];

/**
 * What in the mail names a ticket, the strongest first:
 * `ours`: our Message-ID or signed token in References, In-Reply-To or the reply address;
 * `earlierInbound`: References to a mail that the ticket holds already; `number`: our number in the subject.
 */
export const PROOF_KINDS = ['ours', 'earlierInbound', 'number'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

export interface Proof {
  readonly kind: ProofKind;
  readonly ticketId: string;
  /** As the customer or somebody he copied; an agent who only worked on the ticket does not take part. */
  readonly senderTakesPart: boolean;
}

/** Present when From is the address of an agent. */
export interface AgentClaim {
  /** `invalid`: an id in the form of our notifications to agents whose seal is missing or wrong; `none`: no such id at all. */
  readonly token: 'valid' | 'invalid' | 'none';
  /** Ticket of the valid token, null otherwise. */
  readonly ticketId: string | null;
  /** He may answer on that ticket now, not when the notification was sent. */
  readonly mayReply: boolean;
}

export interface ThreadingFacts {
  /** In any order; of two proofs of a kind the one where the sender takes part speaks, then the one given first. */
  readonly proofs: readonly Proof[];
  readonly verdict: AuthenticationVerdict;
  /** The newest open ticket of the same sender with the same normalised subject within days. */
  readonly sameSenderAndSubject: string | null;
  readonly agent: AgentClaim | null;
}

/** `kind.part.trust`: the row and the column of the table that spoke. A code, so that an event may carry it. */
export type PlacementReason =
  | `${ProofKind}.${'participant' | 'stranger'}.${'trusted' | 'failed'}`
  | `none.${'trusted' | 'failed'}`
  | 'identity.conversation'
  | 'identity.invited'
  | 'agent.verified'
  | 'agent.unverified';

export interface Placement {
  readonly place: 'append' | 'new';
  /** Given when appended. */
  readonly ticketId: string | null;
  readonly held: HeldCause | null;
  /** Shown to agents who may see that ticket, never to the sender. */
  readonly linkTo: string | null;
  /** The message is marked and its sender proves nothing: no participant is added because of it. */
  readonly unverifiedSender: boolean;
  readonly mayAddParticipants: boolean;
  /** False: nothing automatic is sent because of this message. True still leaves the budgets to ask. */
  readonly mayAnswerAutomatically: boolean;
  readonly suggestDuplicateOf: string | null;
  /** An `agent` message goes out to the customer; everything else came in from one. */
  readonly speaksAs: 'customer' | 'agent';
  readonly because: PlacementReason;
}

const START: Omit<Placement, 'because'> = {
  place: 'new',
  ticketId: null,
  held: null,
  linkTo: null,
  unverifiedSender: false,
  mayAddParticipants: true,
  mayAnswerAutomatically: true,
  suggestDuplicateOf: null,
  speaksAs: 'customer',
};
const MARKED = { unverifiedSender: true, mayAddParticipants: false, mayAnswerAutomatically: false } as const;

type Cell = (ticketId: string) => Partial<Placement>;

const append: Cell = (ticketId) => ({ place: 'append', ticketId });
const appendMarked: Cell = (ticketId) => ({ place: 'append', ticketId, ...MARKED });
const startLinked: Cell = (linkTo) => ({ linkTo });
const startHeld: Cell = () => ({ held: 'unverifiedSender', ...MARKED });
const startHeldLinked: Cell = (linkTo) => ({ held: 'unverifiedSender', linkTo, ...MARKED });
const start: Cell = () => ({});
const startMarked: Cell = () => ({ unverifiedSender: true, mayAddParticipants: false });

/** One row of the table per kind of proof and part of the sender; columns: authentication passed or absent, and failed. */
const TABLE: Record<ProofKind, Record<'participant' | 'stranger', Record<'trusted' | 'failed', Cell>>> = {
  ours: {
    participant: { trusted: append, failed: appendMarked },
    stranger: { trusted: startHeldLinked, failed: startHeldLinked },
  },
  earlierInbound: {
    participant: { trusted: append, failed: appendMarked },
    stranger: { trusted: startLinked, failed: startHeld },
  },
  number: {
    participant: { trusted: append, failed: startHeld },
    stranger: { trusted: start, failed: startMarked },
  },
};

function strongest(proofs: readonly Proof[]): Proof | undefined {
  for (const kind of PROOF_KINDS) {
    const ofKind = proofs.filter((proof) => proof.kind === kind);
    const speaking = ofKind.find((proof) => proof.senderTakesPart) ?? ofKind[0];
    if (speaking) return speaking;
  }
  return undefined;
}

/**
 * An agent speaks to a customer by mail only with an authenticated address, a valid token and present rights. Null: this is no
 * answer of an agent (a new matter, or the agent is himself the customer of that ticket).
 */
function placeAgent(agent: AgentClaim, facts: ThreadingFacts, proof: Proof | undefined): Placement | null {
  if (agent.token === 'none' && (proof === undefined || proof.senderTakesPart)) return null;
  if (agent.token === 'valid' && agent.ticketId !== null && agent.mayReply && facts.verdict === 'pass') {
    return {
      ...START,
      ...append(agent.ticketId),
      mayAnswerAutomatically: false,
      speaksAs: 'agent',
      because: 'agent.verified',
    };
  }
  const linkTo = agent.ticketId ?? proof?.ticketId ?? null;
  return { ...START, ...MARKED, held: 'agentUnverified', linkTo, because: 'agent.unverified' };
}

/** Which ticket an inbound mail belongs to. Total: every mail gets a place, none is refused. */
export function placeMessage(facts: ThreadingFacts): Placement {
  const proof = strongest(facts.proofs);
  const asAgent = facts.agent && placeAgent(facts.agent, facts, proof);
  if (asAgent) return asAgent;
  const trust = facts.verdict === 'fail' ? 'failed' : 'trusted';
  if (!proof) {
    if (trust === 'failed') return { ...START, ...startMarked(''), because: 'none.failed' };
    return { ...START, suggestDuplicateOf: facts.sameSenderAndSubject, because: 'none.trusted' };
  }
  const part = proof.senderTakesPart ? 'participant' : 'stranger';
  return { ...START, ...TABLE[proof.kind][part][trust](proof.ticketId), because: `${proof.kind}.${part}.${trust}` };
}
