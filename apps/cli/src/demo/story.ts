import { type Arrival, pastArrivals } from './arrivals.js';
import { clientele, type Clientele, type DemoCustomer } from './customers.js';
import { complaintCourse, openingWords } from './course.js';
import { fill } from './compose.js';
import { letterCourse, letterFor } from './letters.js';
import { liveArrivals } from './live.js';
import { type Matter, settle } from './matter.js';
import { type Random, seeded, storyId } from './random.js';
import type { DemoTicket, HeldBecause } from './scenario.js';
import { spamCourse, spammer } from './spam.js';
import { type Pace, Thread } from './thread.js';
import { duplicateOf, secondMatter } from './twins.js';

export interface Telling {
  readonly seed: string;
  /** The story ends here: nothing in it happens later. */
  readonly now: number;
  /** How many tickets in all. */
  readonly count?: number;
}

export const DEMO_SEED = 'lumo';
export const DEMO_COUNT = 2_500;
const DUPLICATES = 36;
const SPLITS = 14;
const MINUTE = 60_000;

/** The half year of Lumo, oldest ticket first. The same seed and instant tell the same story, byte for byte. */
export function tellStory({ seed, now, count = DEMO_COUNT }: Telling): DemoTicket[] {
  const random = seeded(seed);
  const live = liveArrivals(now);
  const past = pastArrivals(now, count - live.length - DUPLICATES - SPLITS, random.fork('arrivals'));
  const people = clientele(random.fork('people'), past[0]?.at ?? now);
  const arrivals = [...past, ...live].sort((one, other) => one.at - other.at);
  const every = Math.floor(past.length / (DUPLICATES + SPLITS + 2));
  const tickets: DemoTicket[] = [];
  const last = new Map<string, DemoTicket>();
  let hub: string | null = null;
  let twins = 0;
  arrivals.forEach((arrival, index) => {
    const own = seeded(`${seed}/${index}`);
    const id = storyId(arrival.at, own.fork('id'));
    // Duplicates and splits are spread evenly over what is settled.
    const due = index >= (twins + 1) * every && twins < DUPLICATES + SPLITS && mayBeTwin(arrival);
    const splits = due && twins % Math.ceil((DUPLICATES + SPLITS) / SPLITS) === 0;
    const child = splits ? storyId(arrival.at + 1, own.fork('child')) : null;
    const matter = settle(
      arrival,
      whoWrites(arrival, index, people, own.fork('who')),
      now,
      { hub, splits: child },
      own.fork('matter'),
    );
    const ticket = told(id, matter, own, index, last.get(matter.customer.id));
    tickets.push(ticket);
    last.set(matter.customer.id, ticket);
    if (arrival.story === 'batch') hub ??= id;
    if (!due) return;
    twins += 1;
    tickets.push(
      child === null
        ? duplicateOf(ticket, matter, own.fork('twin'))
        : secondMatter(ticket, matter, child, own.fork('twin')),
    );
  });
  return tickets.sort((one, other) => one.receivedAt - other.receivedAt || (one.id < other.id ? -1 : 1));
}

const mayBeTwin = (arrival: Arrival): boolean =>
  arrival.fate === 'done' &&
  !['enquiry', 'suggestion', 'compliment', 'spam', 'heat', 'invoice', 'refund', 'noReply'].includes(arrival.topic) &&
  arrival.channel === undefined;

function whoWrites(arrival: Arrival, index: number, people: Clientele, random: Random): DemoCustomer {
  if (arrival.topic === 'spam') return spammer(index, arrival.at, random).customer;
  const { language, tone } = arrival;
  if (language !== undefined) return people.newcomer(arrival.at, { language, ...(tone === undefined ? {} : { tone }) });
  if (random.chance(0.05) && arrival.topic !== 'compliment') return people.organisation();
  const regular = random.chance(0.13) ? people.regular() : undefined;
  return regular ?? people.newcomer(arrival.at);
}

/** The ticket and what became of it; when its natural pace would lead beyond now, everybody hurries. */
function told(id: string, matter: Matter, random: Random, index: number, earlier: DemoTicket | undefined): DemoTicket {
  const limit = matter.now - MINUTE;
  const start = matter.arrival.at;
  let ticket = write(id, matter, random, index, { factor: 1, anyHour: false });
  const end = ticket.steps.at(-1)?.at ?? start;
  if (end > limit)
    ticket = write(id, matter, random, index, { factor: (limit - start) / (end - start), anyHour: true });
  return follows(ticket, earlier) ? linked(ticket, earlier, matter) : ticket;
}

type Told = Pick<DemoTicket, 'channel' | 'subject' | 'held' | 'steps'>;

function write(id: string, matter: Matter, random: Random, index: number, pace: Pace): DemoTicket {
  const { arrival, customer, problem, team } = matter;
  const setting = { random: random.fork('course'), pace };
  const begin = (subject: string): Thread => new Thread(customer, team, arrival.at, { ...setting, subject });
  return {
    id,
    customer,
    team,
    issueId: storyId(arrival.at, random.fork('issue')),
    splitFrom: null,
    kind: 'complaint',
    language: customer.language,
    receivedAt: arrival.at,
    priority: 'normal',
    problem: problem?.key ?? null,
    product: arrival.topic === 'spam' ? null : matter.product.key,
    batch: matter.batch,
    cause: matter.cause,
    ...(arrival.topic === 'spam' ? spam(matter, random, index, begin) : letterOrComplaint(matter, random, begin)),
  };
}

function spam(matter: Matter, random: Random, index: number, begin: (subject: string) => Thread): Told {
  const { subject, text } = spammer(index, matter.arrival.at, random);
  const held = matter.arrival.fate === 'suspectedSpam' || random.fork('held').chance(0.5);
  const thread = begin(subject);
  spamCourse(thread, matter, text, held);
  return { channel: 'email', subject, held: held ? 'suspectedSpam' : null, steps: thread.steps };
}

function letterOrComplaint(matter: Matter, random: Random, begin: (subject: string) => Thread): Told {
  const { problem, channel, arrival, customer, words } = matter;
  if (problem === null) {
    const letter = letterFor(matter, random.fork('letter'));
    const subject = fill(letter.subject, words, customer, random.fork('subject'));
    const thread = begin(subject);
    letterCourse(thread, matter, letter);
    return { channel, subject, held: null, steps: thread.steps };
  }
  const opening = openingWords(matter, problem, random.fork('opening'));
  const thread = begin(opening.subject);
  complaintCourse(thread, matter, problem, opening.body);
  return { channel, subject: opening.subject, held: heldBy(arrival), steps: thread.steps };
}

const heldBy = (arrival: Arrival): HeldBecause | null =>
  arrival.fate === 'unverifiedSender' ? 'unverifiedSender' : null;

const CLOSED_LONG = 15 * 24 * 60 * MINUTE;

/** A new complaint of somebody whose last one was closed more than the reopening window ago. */
function follows(ticket: DemoTicket, earlier: DemoTicket | undefined): earlier is DemoTicket {
  const end = earlier?.steps.at(-1);
  return (
    earlier?.problem === ticket.problem &&
    ticket.problem !== null &&
    end?.verb === 'close' &&
    end.at + CLOSED_LONG < ticket.receivedAt
  );
}

function linked(ticket: DemoTicket, earlier: DemoTicket, matter: Matter): DemoTicket {
  const at = ticket.steps.findIndex((step) => step.verb === 'assign');
  const assigned = ticket.steps[at];
  if (assigned === undefined) return ticket;
  const link = { verb: 'link', kind: 'followUpOf', other: earlier.id, at: assigned.at, by: matter.owner } as const;
  return { ...ticket, steps: [...ticket.steps.slice(0, at + 1), link, ...ticket.steps.slice(at + 1)] };
}
