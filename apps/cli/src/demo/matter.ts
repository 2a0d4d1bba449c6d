import type { Arrival } from './arrivals.js';
import {
  type AgentKey,
  AGENTS,
  type DemoLanguage,
  type DemoProduct,
  PRODUCTS,
  productOf,
  type TeamKey,
} from './cast.js';
import { DAY, dayMonth } from './calendar.js';
import type { Words } from './compose.js';
import type { DemoCustomer } from './customers.js';
import { addressed } from './mail.js';
import { type Problem, problemOf } from './problems.js';
import type { Random } from './random.js';
import type { DemoChannel, DemoGrade, DemoPriority } from './scenario.js';
import { MANNERS } from './texts/languages.js';

/** What a ticket is about, settled before anybody writes: so that no sentence contradicts another. */
export interface Matter {
  readonly arrival: Arrival;
  readonly customer: DemoCustomer;
  readonly channel: DemoChannel;
  /** Null unless somebody complains. */
  readonly problem: Problem | null;
  readonly product: DemoProduct;
  readonly batch: string | null;
  readonly cause: string | null;
  readonly severity: DemoGrade;
  readonly risk: DemoGrade;
  readonly priority: DemoPriority;
  readonly team: TeamKey;
  readonly owner: AgentKey;
  readonly words: Words;
  /** The ticket that the faulty batch is gathered at. */
  readonly hub: string | null;
  /** The ticket that its second matter becomes. */
  readonly splits: string | null;
  readonly now: number;
}

export const FAULTY_BATCH = '2641';
const COLOURLESS = ['2588', '2596', '2603', '2617', '2629', '2652'] as const;

export interface Ties {
  readonly hub: string | null;
  readonly splits: string | null;
}

export function settle(arrival: Arrival, customer: DemoCustomer, now: number, ties: Ties, random: Random): Matter {
  const problem = isProblem(arrival.topic) ? problemOf(arrival.topic) : null;
  const product = productFor(arrival, problem, random);
  const batch = problem?.key !== 'flicker' ? null : arrival.story === 'batch' ? FAULTY_BATCH : random.pick(COLOURLESS);
  const severity = problem === null ? 1 : random.pick(problem.severities);
  const team = problem?.team ?? 'care';
  return {
    arrival,
    customer,
    channel: arrival.channel ?? channelFor(customer, problem, random),
    problem,
    product,
    batch,
    cause: causeFor(arrival, problem, random),
    severity,
    risk: riskFor(severity, random),
    priority: priorityFor(severity, customer, arrival),
    team,
    owner: ownerFor(team, customer, random),
    words: wordsFor(customer, product, batch, arrival, random),
    ...ties,
    now,
  };
}

const isProblem = (topic: Arrival['topic']): topic is Problem['key'] =>
  !['enquiry', 'suggestion', 'compliment', 'spam'].includes(topic);

function productFor(arrival: Arrival, problem: Problem | null, random: Random): DemoProduct {
  if (arrival.story === 'batch') return productOf('lumo-2');
  const sold = PRODUCTS.filter((product) =>
    problem === null ? product.price >= 80 : problem.products.includes(product.key),
  );
  return random.draw(sold.map((product) => [product, product.sold] as const));
}

function causeFor(arrival: Arrival, problem: Problem | null, random: Random): string | null {
  if (problem === null) return null;
  if (arrival.story === 'batch') return `product.driver.batch-${FAULTY_BATCH}`;
  if (arrival.story === 'strike') return 'partner.courier.strike';
  return random.draw(problem.causes);
}

function channelFor(customer: DemoCustomer, problem: Problem | null, random: Random): DemoChannel {
  const spoken = customer.language === 'de' && problem !== null ? 8 : 0;
  return random.draw<DemoChannel>([
    ['email', 77],
    ['webForm', customer.organisation === null ? 12 : 3],
    ['phone', spoken],
    ['social', problem === null ? 0 : 1.5],
    ['letter', customer.language === 'de' && problem !== null ? 0.8 : 0],
    ['chat', 1],
  ]);
}

function riskFor(severity: DemoGrade, random: Random): DemoGrade {
  if (severity === 4) return 4;
  return random.pick([1, 2, 2, 3] as const);
}

function priorityFor(severity: DemoGrade, customer: DemoCustomer, arrival: Arrival): DemoPriority {
  if (severity === 4) return 'urgent';
  if (severity === 3 || customer.organisation !== null) return 'high';
  return ['suggestion', 'compliment', 'spam'].includes(arrival.topic) ? 'low' : 'normal';
}

function ownerFor(team: TeamKey, customer: DemoCustomer, random: Random): AgentKey {
  const able = AGENTS.filter(
    (agent) => agent.weight > 0 && agent.teams.includes(team) && agent.languages.includes(customer.language),
  );
  return random.draw(able.map((agent) => [agent.key, agent.weight] as const));
}

const JUST_DELIVERED = ['damaged', 'wrongItem', 'missingPart'];

function wordsFor(
  customer: DemoCustomer,
  product: DemoProduct,
  batch: string | null,
  arrival: Arrival,
  random: Random,
): Words {
  const manners = MANNERS[customer.language];
  const count = random.between(2, Math.min(6, manners.numbers.length + 1));
  const ago = JUST_DELIVERED.includes(arrival.topic) ? random.between(4, 9) : count * 7 + random.between(0, 4);
  const ordered = arrival.at - ago * DAY;
  const price = product.price;
  const amounts = { de: `${price},00 €`, en: `€${price}`, it: `${price} euro`, fr: `${price} €` };
  return {
    product: product.name,
    oldProduct: random.pick(['Lumo 2', 'Lumo Mini', 'Lumo Desk', 'Lumo 1']),
    order: orderNumber(ordered, random),
    date: dateWord(ordered, customer.language),
    amount: amounts[customer.language],
    batch: batch ?? FAULTY_BATCH,
    room: random.pick(manners.rooms),
    weeks: manners.numbers[count - 2] ?? '',
    name: addressed(customer),
    caller:
      customer.organisation === null ? addressed(customer) : `${addressed(customer)} (${customer.organisation.name})`,
  };
}

/** Five digits that grow by some sixty a day, as the shop counts. */
function orderNumber(at: number, random: Random): string {
  const days = Math.floor(at / DAY) % 1_300;
  return String(10_000 + days * 62 + random.between(0, 61))
    .slice(-5)
    .padStart(5, '1');
}

/** Italian says "l'8" and "l'11"; the sentences say "il", so those days are passed over. */
function dateWord(at: number, language: DemoLanguage): string {
  const date = dayMonth(at, language);
  return language === 'it' && /^(8|11) /.test(date) ? dayMonth(at - DAY, language) : date;
}
