import { DAY, shortDate } from './calendar.js';
import { fill, remark } from './compose.js';
import type { Matter } from './matter.js';
import type { DemoOutcome } from './scenario.js';
import { MANNERS } from './texts/languages.js';
import type { Thread } from './thread.js';

/** The automatic acknowledgement: after mails and forms, a minute later. */
export function sendReceipt(thread: Thread, matter: Matter): void {
  if (matter.channel !== 'email' && matter.channel !== 'webForm') return;
  const { customer, arrival } = matter;
  const manners = MANNERS[customer.language];
  thread.pass(0.005, 0.02);
  // The number is given when the ticket is loaded; the slot stays for it.
  const words = {
    number: '{number}',
    date: shortDate(arrival.at + 3 * DAY, customer.language),
    subject: thread.subject,
  };
  thread.receipt(
    fill(manners.receiptSubject, words, customer, thread.random),
    fill(manners.receipt, words, customer, thread.random),
  );
}

/** Somebody takes the ticket, grades it and says how urgent it is. */
export function takeOver(thread: Thread, matter: Matter): void {
  const { owner, problem, severity, risk, priority, arrival } = matter;
  const { random } = thread;
  const lead = random.chance(0.3) ? leadOf(matter) : owner;
  const urgent = severity === 4 ? 0.4 : 1;
  thread.work(0.05 * urgent, (random.chance(0.7) ? 4 : 20) * urgent);
  thread.push(lead, { verb: 'assign', to: owner });
  thread.pass(0.01, 0.1);
  if (priority !== 'normal') thread.push(owner, { verb: 'prioritise', to: priority });
  if (problem === null) return;
  thread.push(owner, { verb: 'grade', severity, risk });
  const tags = [
    problem.tag,
    ...(arrival.story === 'batch' && random.chance(0.8) ? ['batch-2641'] : []),
    ...(arrival.story === 'strike' ? ['strike'] : []),
  ];
  if (random.chance(0.8)) thread.push(owner, { verb: 'tag', tags });
  if (problem.claim && random.chance(0.5)) thread.push(owner, { verb: 'claim' });
  // A template does not acknowledge a complaint: a person does.
  thread.push(owner, { verb: 'step', name: 'acknowledge', reason: null });
  if (arrival.fate === 'taken' && random.chance(0.3)) return;
  thread.push(owner, { verb: 'step', name: 'assess', reason: null });
  if (matter.hub !== null && arrival.story === 'batch' && random.chance(0.3))
    thread.push(owner, { verb: 'link', kind: 'related', other: matter.hub });
}

const leadOf = (matter: Matter): 'mara' | 'elif' => (matter.team === 'care' ? 'mara' : 'elif');

/** A vacation notice that answers our mail: filed, and nobody is woken. */
export function fileTo(thread: Thread, matter: Matter): void {
  const { customer } = matter;
  const manners = MANNERS[customer.language];
  thread.pass(0.01, 0.03);
  const words = {
    date: shortDate(thread.at + thread.random.between(3, 12) * DAY, customer.language),
    subject: thread.subject,
  };
  const text = fill(thread.random.pick(manners.away), words, customer, thread.random);
  thread.receiveAutomatic(fill(manners.awaySubject, words, customer, thread.random), text, 'outOfOffice');
}

/** Decided, judged, resolved; now and then the answer bounces and goes out again. */
export function finish(thread: Thread, matter: Matter, outcome: DemoOutcome): void {
  const { owner, arrival } = matter;
  thread.push(owner, { verb: 'step', name: 'decide', reason: null });
  thread.push(owner, { verb: 'judge', outcome });
  thread.push(owner, { verb: 'resolve' });
  if (arrival.fate === 'done' && thread.random.chance(0.008)) bounce(thread, matter);
}

/** A full mailbox: the decision did not arrive, so the complaint is not decided yet. */
function bounce(thread: Thread, matter: Matter): void {
  const { customer, owner, words } = matter;
  thread.pass(0.02, 0.2);
  const answer = thread.lastReply();
  if (answer === null) return;
  const text = `This is the mail system at host mx.${customer.email.split('@')[1] ?? 'mail.example'}.\n\nI'm sorry to have to inform you that your message could not be delivered.\n\n<${customer.email}>: 552 5.2.2 Mailbox full`;
  thread.receiveAutomatic('Undelivered Mail Returned to Sender', text, 'bounce');
  thread.push('system', { verb: 'report', messageId: answer.id, report: 'bounced' });
  thread.work(1, 8);
  thread.note(owner, 'Postfach war voll. Habe angerufen, es ist wieder Platz, schicke die Antwort noch einmal.');
  thread.reply(owner, [
    thread.say(MANNERS[customer.language].agentPatience, words),
    answer.newText.split('\n\n')[2] ?? '',
  ]);
  thread.push(owner, { verb: 'step', name: 'decide', reason: null });
  thread.push(owner, { verb: 'resolve' });
}

/** The customer says thank you, which opens the ticket again; the agent resolves it once more. */
export function greetBack(thread: Thread, matter: Matter): void {
  const { customer, owner, words, now } = matter;
  const { random } = thread;
  if (thread.at + 2 * DAY > now) return;
  thread.pass(0.5, 30);
  thread.receive(remark(customer, random.pick(MANNERS[customer.language].thanks), words, random));
  thread.work(0.1, 5);
  thread.push(owner, { verb: 'resolve' });
}
