import type { DemoCustomer } from './customers.js';
import type { Matter } from './matter.js';
import { type Random, storyId } from './random.js';
import { SPAM } from './texts/other.js';
import type { Thread } from './thread.js';

/** A sender of what nobody asked for, as the desk sees it: one more customer. */
export function spammer(
  index: number,
  at: number,
  random: Random,
): { readonly customer: DemoCustomer; readonly subject: string; readonly text: string } {
  const letter = SPAM[index % SPAM.length];
  if (letter === undefined) throw new RangeError('there is no such spam');
  const email = letter.address.replace('@', `${index}@`);
  const customer: DemoCustomer = {
    id: storyId(at, random),
    name: letter.name,
    surname: letter.name,
    woman: false,
    email,
    phone: '',
    language: /\b(ihr|sie|alle|und)\b/i.test(letter.text) ? 'de' : 'en',
    tone: 'plain',
    organisation: null,
    typing: 'neat',
    mailer: 'plain',
    since: at,
  };
  return { customer, subject: letter.subject, text: letter.text };
}

/** Held until somebody looks; then rejected, or marked by hand when it was not held. */
export function spamCourse(thread: Thread, matter: Matter, text: string, held: boolean): void {
  thread.receive(text, { verdict: held ? 'fail' : 'none' });
  if (matter.arrival.fate !== 'done') return;
  thread.work(0.1, 20);
  if (held) thread.push(matter.owner, { verb: 'release', rejected: true });
  else thread.push(matter.owner, { verb: 'status', to: 'spam' });
}
