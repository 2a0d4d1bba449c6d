import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuthenticationVerdict } from './inbound.js';
import {
  PROOF_KINDS,
  placeMessage,
  type AgentClaim,
  type Placement,
  type Proof,
  type ThreadingFacts,
} from './threading.js';

const proof = (kind: Proof['kind'], senderTakesPart: boolean, ticketId = 'lamp'): Proof => ({
  kind,
  ticketId,
  senderTakesPart,
});
const facts = (
  proofs: readonly Proof[],
  verdict: AuthenticationVerdict,
  more: Partial<ThreadingFacts> = {},
): ThreadingFacts => ({
  proofs,
  verdict,
  sameSenderAndSubject: null,
  agent: null,
  ...more,
});

type Row = [sentence: string, proofs: readonly Proof[], verdict: AuthenticationVerdict, expected: Partial<Placement>];

const appended = { place: 'append', ticketId: 'lamp', held: null, linkTo: null } as const;
const plain = { unverifiedSender: false, mayAddParticipants: true, mayAnswerAutomatically: true } as const;
const marked = { unverifiedSender: true, mayAddParticipants: false, mayAnswerAutomatically: false } as const;
const started = { place: 'new', ticketId: null } as const;
const held = { held: 'unverifiedSender', mayAnswerAutomatically: false } as const;

const TABLE: Row[] = [
  ['our id from somebody who takes part is appended', [proof('ours', true)], 'pass', { ...appended, ...plain }],
  [
    'our id from somebody who takes part is appended where nobody judged',
    [proof('ours', true)],
    'none',
    { ...appended, ...plain },
  ],
  [
    'our id from a forged participant is appended, marked and silent',
    [proof('ours', true)],
    'fail',
    { ...appended, ...marked },
  ],
  [
    'our id from a stranger starts a held ticket linked for agents',
    [proof('ours', false)],
    'pass',
    { ...started, ...held, linkTo: 'lamp' },
  ],
  [
    'our id from a stranger nobody judged is held and linked',
    [proof('ours', false)],
    'none',
    { ...started, ...held, linkTo: 'lamp' },
  ],
  [
    'our id from a forged stranger is held and linked',
    [proof('ours', false)],
    'fail',
    { ...started, ...held, linkTo: 'lamp' },
  ],
  [
    'an answer to an earlier mail of a participant is appended',
    [proof('earlierInbound', true)],
    'pass',
    { ...appended, ...plain },
  ],
  ['the same is appended where nobody judged', [proof('earlierInbound', true)], 'none', { ...appended, ...plain }],
  [
    'the same from a forged participant is appended and marked',
    [proof('earlierInbound', true)],
    'fail',
    { ...appended, ...marked },
  ],
  [
    'an answer to an earlier mail from a stranger starts a linked ticket',
    [proof('earlierInbound', false)],
    'pass',
    { ...started, ...plain, held: null, linkTo: 'lamp' },
  ],
  [
    'the same is new and linked where nobody judged',
    [proof('earlierInbound', false)],
    'none',
    { ...started, ...plain, held: null, linkTo: 'lamp' },
  ],
  [
    'the same from a forged stranger is held',
    [proof('earlierInbound', false)],
    'fail',
    { ...started, ...held, linkTo: null },
  ],
  ['our number from a participant is appended', [proof('number', true)], 'pass', { ...appended, ...plain }],
  [
    'our number from a participant is appended where nobody judged',
    [proof('number', true)],
    'none',
    { ...appended, ...plain },
  ],
  [
    'our number from a forged participant starts a held ticket',
    [proof('number', true)],
    'fail',
    { ...started, ...held, linkTo: null },
  ],
  [
    'our number from a stranger starts a ticket and hints at nothing',
    [proof('number', false)],
    'pass',
    { ...started, ...plain, held: null, linkTo: null, suggestDuplicateOf: null },
  ],
  [
    'our number from a stranger nobody judged hints at nothing',
    [proof('number', false)],
    'none',
    { ...started, ...plain, held: null, linkTo: null, suggestDuplicateOf: null },
  ],
  [
    'our number from a forged stranger starts a ticket',
    [proof('number', false)],
    'fail',
    { ...started, held: null, linkTo: null, unverifiedSender: true },
  ],
  [
    'no proof starts a ticket and suggests the duplicate',
    [],
    'pass',
    { ...started, ...plain, held: null, suggestDuplicateOf: 'sofa' },
  ],
  [
    'no proof and no judge starts a ticket and suggests the duplicate',
    [],
    'none',
    { ...started, ...plain, held: null, suggestDuplicateOf: 'sofa' },
  ],
  [
    'no proof and a forged sender starts a ticket that suggests nothing',
    [],
    'fail',
    { ...started, held: null, suggestDuplicateOf: null, unverifiedSender: true },
  ],
];

const arbitraryFacts: fc.Arbitrary<ThreadingFacts> = fc.record({
  proofs: fc.array(
    fc.record({
      kind: fc.constantFrom(...PROOF_KINDS),
      ticketId: fc.constantFrom('a', 'b', 'c'),
      senderTakesPart: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  verdict: fc.constantFrom<AuthenticationVerdict>('pass', 'fail', 'none'),
  sameSenderAndSubject: fc.option(fc.constant('sofa'), { nil: null }),
  agent: fc.option(
    fc.record<AgentClaim>({
      token: fc.constantFrom('valid', 'invalid', 'none'),
      ticketId: fc.option(fc.constantFrom('a', 'b'), { nil: null }),
      mayReply: fc.boolean(),
    }),
    { nil: null },
  ),
});

describe('which ticket a mail belongs to', () => {
  it.each(TABLE)('%s', (_sentence, proofs, verdict, expected) => {
    expect(placeMessage(facts(proofs, verdict, { sameSenderAndSubject: 'sofa' }))).toMatchObject({
      speaksAs: 'customer',
      ...expected,
    });
  });

  it('lets the strongest proof speak, in whatever order they were found', () => {
    const proofs = [
      proof('number', true, 'number'),
      proof('earlierInbound', true, 'earlier'),
      proof('ours', true, 'ours'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(proofs, { minLength: 1 }), (some) => {
        const best = PROOF_KINDS.map((kind) => some.find((each) => each.kind === kind)).find(
          (each) => each !== undefined,
        );
        expect(placeMessage(facts(some, 'pass')).ticketId).toBe(best?.ticketId);
      }),
    );
  });

  it('prefers among equal proofs the ticket where the sender takes part', () => {
    expect(placeMessage(facts([proof('ours', false, 'a'), proof('ours', true, 'b')], 'pass')).ticketId).toBe('b');
  });

  it('never lets a weaker proof carry a stranger past a stronger one', () => {
    expect(placeMessage(facts([proof('number', true, 'mine'), proof('ours', false, 'lamp')], 'pass'))).toMatchObject({
      place: 'new',
      held: 'unverifiedSender',
      linkTo: 'lamp',
    });
  });

  it('never appends for a stranger, never answers what is held or marked, and links only what is new', () => {
    fc.assert(
      fc.property(arbitraryFacts, (some) => {
        const placed = placeMessage(some);
        expect(placed.ticketId !== null).toBe(placed.place === 'append');
        if (placed.place === 'append') {
          expect(placed.held).toBeNull();
          expect(placed.linkTo).toBeNull();
          const part = some.proofs.some((each) => each.ticketId === placed.ticketId && each.senderTakesPart);
          expect(part || placed.speaksAs === 'agent').toBe(true);
        }
        if (placed.held !== null) expect(placed.mayAnswerAutomatically).toBe(false);
        if (some.verdict === 'fail') expect(placed.mayAddParticipants).toBe(false);
        if (placed.speaksAs === 'agent')
          expect(some).toMatchObject({ verdict: 'pass', agent: { token: 'valid', mayReply: true } });
      }),
    );
  });
});

describe('an agent who answers by mail', () => {
  const claim = (change: Partial<AgentClaim> = {}): AgentClaim => ({
    token: 'valid',
    ticketId: 'lamp',
    mayReply: true,
    ...change,
  });
  const refused = { place: 'new', held: 'agentUnverified', mayAnswerAutomatically: false, because: 'agent.unverified' };

  it('speaks to the customer with an authenticated address, a valid token and present rights', () => {
    expect(placeMessage(facts([], 'pass', { agent: claim() }))).toMatchObject({
      ...appended,
      speaksAs: 'agent',
      mayAnswerAutomatically: false,
    });
  });

  it.each<[string, AuthenticationVerdict, AgentClaim, readonly Proof[]]>([
    ['is held when his address failed authentication', 'fail', claim(), []],
    ['is held when nobody authenticated his address', 'none', claim(), []],
    ['is held when the seal of the token is wrong', 'pass', claim({ token: 'invalid', ticketId: null }), []],
    ['is held when he lost his rights on the ticket', 'pass', claim({ mayReply: false }), []],
    [
      'is held when he knows an id of ours but has no token',
      'pass',
      claim({ token: 'none', ticketId: null }),
      [proof('ours', false)],
    ],
  ])('%s', (_sentence, verdict, agent, proofs) => {
    expect(placeMessage(facts(proofs, verdict, { agent }))).toMatchObject(refused);
  });

  it('shows a held answer beside the ticket it names', () => {
    expect(placeMessage(facts([], 'fail', { agent: claim() })).linkTo).toBe('lamp');
  });

  it('starts a ticket of his own like any customer', () => {
    expect(placeMessage(facts([], 'pass', { agent: claim({ token: 'none', ticketId: null }) }))).toMatchObject({
      ...started,
      held: null,
    });
  });

  it('is a customer on the ticket where he complained himself', () => {
    const agent = claim({ token: 'none', ticketId: null });
    expect(placeMessage(facts([proof('ours', true)], 'pass', { agent }))).toMatchObject({
      ...appended,
      speaksAs: 'customer',
    });
  });
});
