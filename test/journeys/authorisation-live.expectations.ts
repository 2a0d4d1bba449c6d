import type { ActorName } from './authorisation.expectations.js';

/**
 * What a message on the socket comes to. `refused`: the socket does not open. `sees`: the ticket in queue A is in the answer and changes of
 * it are told; `nothing`: answered without it; `not-found`: hidden and missing alike. `shown`: whoever looks at the ticket is told of the
 * sender; `unheard`: nobody is told, nor is the sender.
 */
export type LiveVerdict = 'refused' | 'sees' | 'nothing' | 'not-found' | 'shown' | 'unheard';

const live = (
  seeing: LiveVerdict,
  hidden: LiveVerdict,
  forLight: LiveVerdict,
): Readonly<Record<ActorName, LiveVerdict>> => ({
  anybody: 'refused',
  agentA: seeing,
  agentB: hidden,
  leadA: seeing,
  quality: seeing,
  light: forLight,
  admin: seeing,
  readToken: seeing,
  intakeToken: 'refused',
});

export interface LiveExpectation {
  readonly event: string;
  readonly message: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<ActorName, LiveVerdict>>;
}

/** Every event that a screen may send. `light` sees the tickets that he logged himself, and this is none of them. */
export const LIVE_EXPECTATIONS: readonly LiveExpectation[] = [
  { event: 'watch', message: { queue: '{queueA}' }, answers: live('sees', 'not-found', 'nothing') },
  { event: 'watch', message: { queue: 'all' }, answers: live('sees', 'nothing', 'nothing') },
  {
    event: 'presence',
    message: { ticketId: '{ticket}', state: 'composing' },
    answers: live('shown', 'unheard', 'unheard'),
  },
];
