import { DAY } from './calendar.js';
import { fill, remark, upperFirst } from './compose.js';
import type { Matter } from './matter.js';
import { type Random, storyId } from './random.js';
import type { DemoTicket } from './scenario.js';
import { sendReceipt } from './steps.js';
import { BANKS, MANNERS } from './texts/languages.js';
import { Thread } from './thread.js';

const HOUR = 3_600_000;
const NATURAL = { factor: 1, anyHour: false };

/** The same person writes again before anybody answered; an agent merges the second ticket into the first. */
export function duplicateOf(first: DemoTicket, matter: Matter, random: Random): DemoTicket {
  const { customer, words, now, problem } = matter;
  const at = Math.min(first.receivedAt + random.between(1, 6) * HOUR, now - 2 * HOUR);
  const thread = new Thread(customer, first.team, at, { random, pace: NATURAL, subject: first.subject });
  const again = `${random.pick(MANNERS[customer.language].reminders)} ${upperFirst(random.pick(BANKS[customer.language][problem?.key ?? 'noReply'].facts).split(' => ')[0] ?? '')}`;
  thread.receive(remark(customer, again, words, random));
  sendReceipt(thread, { ...matter, channel: 'email' });
  const assigned = first.steps.find((step) => step.verb === 'assign')?.at ?? at;
  thread.at = Math.min(Math.max(thread.at, assigned) + random.between(2, 20) * 60_000, now - HOUR);
  thread.push(matter.owner, { verb: 'merge', into: first.id });
  return {
    ...first,
    id: storyId(at, random),
    issueId: storyId(at, random),
    channel: 'email',
    receivedAt: at,
    steps: thread.steps,
  };
}

/** What a complaint about a lamp said about its invoice besides: accounting answers that for itself. */
export function secondMatter(parent: DemoTicket, matter: Matter, id: string, random: Random): DemoTicket {
  const split = parent.steps.find((step) => step.verb === 'split');
  if (split?.verb !== 'split') throw new Error(`${parent.id} was never split`);
  const { customer, words, now } = matter;
  const agent = customer.language === 'de' || customer.language === 'en' ? 'tobias' : 'giulia';
  const bank = BANKS[customer.language].invoice;
  const subject = upperFirst(fill(random.pick(bank.subjects), words, customer, random));
  const thread = new Thread(customer, 'billing', split.at, { random, pace: NATURAL, subject });
  thread.push(matter.owner, { verb: 'move', to: 'billing' });
  thread.work(0.5, 12);
  thread.push(agent, { verb: 'assign', to: agent });
  for (const name of ['acknowledge', 'assess', 'respond'] as const)
    thread.push(agent, { verb: 'step', name, reason: null });
  thread.work(0.2, 4);
  thread.reply(agent, [thread.say(MANNERS[customer.language].agentThanks, words), thread.say(bank.solutions, words)]);
  thread.push(agent, { verb: 'step', name: 'decide', reason: null });
  thread.push(agent, { verb: 'judge', outcome: 'upheld' });
  thread.push(agent, { verb: 'resolve' });
  if (thread.at + 7 * DAY < now) {
    thread.at += 7 * DAY;
    thread.push('system', { verb: 'close' });
  }
  const steps = thread.steps.filter((step) => step.at < now);
  return {
    ...parent,
    id,
    team: parent.team,
    subject,
    issueId: split.issueId,
    splitFrom: parent.id,
    problem: 'invoice',
    cause: 'accounting.double-booking',
    batch: null,
    steps,
  };
}
