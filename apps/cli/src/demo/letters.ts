import { DAY } from './calendar.js';
import { fill, upperFirst } from './compose.js';
import type { Matter } from './matter.js';
import type { Random } from './random.js';
import { sendReceipt, takeOver } from './steps.js';
import { MANNERS } from './texts/languages.js';
import { COMPLIMENTS, ENQUIRIES, type Letter, SUGGESTIONS } from './texts/other.js';
import type { Thread } from './thread.js';

/** The letter of somebody who does not complain. */
export function letterFor(matter: Matter, random: Random): Letter {
  const { topic } = matter.arrival;
  const letters = topic === 'compliment' ? COMPLIMENTS : topic === 'suggestion' ? SUGGESTIONS : ENQUIRIES;
  return random.pick(letters[matter.customer.language]);
}

/** An enquiry, a suggestion or a compliment: no stages; asked, answered, done. */
export function letterCourse(thread: Thread, matter: Matter, letter: Letter): void {
  const { customer, owner, words, arrival, now } = matter;
  const { random } = thread;
  const manners = MANNERS[customer.language];
  const text = fill(letter.text, words, customer, random);
  const body =
    customer.tone === 'brief'
      ? upperFirst(text)
      : `${random.pick(manners.plainGreetings)}\n\n${text}\n\n${random.pick(manners.plainClosings)}\n${customer.name}`;
  thread.receive(body);
  sendReceipt(thread, matter);
  // Agents sort it: the queue takes everything for a complaint.
  const kind =
    arrival.topic === 'compliment' ? 'compliment' : arrival.topic === 'suggestion' ? 'suggestion' : 'enquiry';
  if (arrival.fate === 'untouched') return;
  takeOver(thread, matter);
  thread.push(owner, { verb: 'reclassify', kind });
  if (arrival.fate === 'taken') return;
  thread.work(0.1, 9);
  thread.reply(owner, [fill(letter.answer, words, customer, random)]);
  if (arrival.fate === 'scheduled') {
    thread.push(owner, { verb: 'status', to: 'scheduled' });
    return;
  }
  thread.push(owner, { verb: 'resolve' });
  const closes = thread.at + 7 * DAY;
  if (closes > now) return;
  thread.at = closes;
  thread.push('system', { verb: 'close' });
}
