import { HOUR } from './calendar.js';
import type { BlobKey } from './blobs.js';
import { complain, fill, remark, type Written } from './compose.js';
import type { Matter } from './matter.js';
import type { DemoOutcome } from './scenario.js';
import type { Problem } from './problems.js';
import type { Random } from './random.js';
import type { Thread } from './thread.js';
import type { Bank } from './texts/bank.js';
import {
  BATCH_NOTES,
  CALLS,
  GOING_BACK,
  HOUSE_LINES,
  NOTES,
  SECOND_MATTER,
  STRIKE_NOTES,
  SUMMARIES,
} from './texts/desk.js';
import { BANKS, MANNERS } from './texts/languages.js';
import { fileTo, finish, greetBack, sendReceipt, takeOver } from './steps.js';

const DAYS = 24;

/** A complaint from its first words to where its fate leaves it. */
export function complaintCourse(thread: Thread, matter: Matter, problem: Problem, written: string): void {
  const { fate } = matter.arrival;
  openComplaint(thread, matter, problem, written);
  if (fate === 'untouched' || fate === 'merged' || isHeld(fate)) return;
  const bank = BANKS[matter.customer.language][problem.key];
  takeOver(thread, matter);
  nameIssues(thread, matter, problem);
  if (thread.random.chance(0.4)) thread.note(matter.owner, noteFor(thread, matter, problem));
  if (fate === 'taken') return;
  const withdrawn = fate === 'done' && problem.key !== 'heat' && thread.random.chance(0.03);
  if (withdrawn) return withdraw(thread, matter);
  const waits = ['thirdParty', 'internal', 'scheduled'].includes(fate);
  const asks = !waits && (fate === 'asked' || fate === 'answered' || thread.random.chance(0.5));
  if (asks && !askFirst(thread, matter, problem, bank)) return;
  if (waits || (!asks && thread.random.chance(0.3))) {
    waitForOthers(thread, matter, problem);
    if (waits) return;
  }
  const outcome = decide(thread, matter, bank, { answered: asks });
  afterwards(thread, matter, bank, outcome);
}

const isHeld = (fate: Matter['arrival']['fate']): boolean =>
  ['unverifiedSender', 'suspectedSpam', 'flood', 'loop'].includes(fate);

/** Subject and first words. What came by phone was written down by the agent who took the call. */
export function openingWords(matter: Matter, problem: Problem, random: Random): Written {
  const { customer, words } = matter;
  const written = complain(customer, problem.key, words, circumstances(matter, random), random);
  if (matter.channel !== 'phone') return written;
  return {
    subject: fill(SUMMARIES[problem.key].de, words, customer, random),
    body: fill(random.pick(CALLS[problem.key]), words, customer, random),
  };
}

function openComplaint(thread: Thread, matter: Matter, problem: Problem, written: string): void {
  const { channel, arrival } = matter;
  const { random } = thread;
  if (channel === 'phone') {
    thread.receive(written, { by: matter.owner, verdict: 'none' });
    return;
  }
  const verdict = arrival.fate === 'unverifiedSender' ? ('fail' as const) : undefined;
  thread.receive(written, {
    attachments: WITH_FILES.includes(channel) ? openingPictures(written, problem, random) : [],
    ...(verdict === undefined ? {} : { verdict }),
  });
  if (!isHeld(arrival.fate)) sendReceipt(thread, matter);
  if (arrival.fate === 'untouched' && random.chance(0.15) && thread.at < matter.now - 4 * HOUR) remind(thread, matter);
}

function circumstances(matter: Matter, random: Random): string[] {
  const { customer, arrival } = matter;
  const extra: string[] = [];
  if (customer.organisation !== null && random.chance(0.6)) extra.push(random.pick(HOUSE_LINES[customer.language]));
  if (arrival.story === 'batch' && random.chance(0.4)) extra.push(random.pick(MANNERS[customer.language].batchLines));
  if (matter.splits !== null) extra.push(random.pick(SECOND_MATTER[customer.language]));
  return extra;
}

const MENTIONS_PICTURE = /\b(fotos?|photos?|bild|picture)\b/i;
const PICTURES: Readonly<Partial<Record<Problem['key'], readonly BlobKey[]>>> = {
  damaged: ['dent', 'box'],
  wobble: ['joint'],
  water: ['wet'],
  wrongItem: ['label'],
  late: ['tracking'],
  invoice: ['invoice'],
};

/** Who says that a picture is attached attaches one; some do without saying so. */
export function openingPictures(written: string, problem: Problem, random: Random): readonly BlobKey[] {
  const known = PICTURES[problem.key];
  if (known === undefined) return [];
  return MENTIONS_PICTURE.test(written) || random.chance(0.15) ? [random.pick(known)] : [];
}

const WITH_FILES: readonly Matter['channel'][] = ['email', 'webForm', 'chat'];

function remind(thread: Thread, matter: Matter): void {
  thread.pass(2, 3);
  thread.receive(
    remark(
      matter.customer,
      thread.random.pick(MANNERS[matter.customer.language].reminders),
      matter.words,
      thread.random,
    ),
  );
}

/** Says in few words what is complained of; a second matter goes to a ticket of its own. */
function nameIssues(thread: Thread, matter: Matter, problem: Problem): void {
  const { owner, words, splits } = matter;
  if (splits === null && !thread.random.chance(0.35)) return;
  const language = matter.customer.language === 'de' ? 'de' : 'en';
  thread.addIssue(owner, thread.say([SUMMARIES[problem.key][language]], words));
  if (splits === null) return;
  const issueId = thread.addIssue(owner, thread.say([SUMMARIES.invoice[language]], words));
  thread.push(owner, { verb: 'split', child: splits, issueId });
}

function noteFor(thread: Thread, matter: Matter, problem: Problem): string {
  const { story } = matter.arrival;
  if (story === 'strike' && thread.random.chance(0.6)) return thread.sayNew(STRIKE_NOTES, {});
  const known = story === 'batch' && matter.now - thread.at < KNOWN_FOR;
  return thread.sayNew(known ? BATCH_NOTES : NOTES[problem.key], {});
}

/** For six weeks the desk has known that one batch is behind the flickering. */
const KNOWN_FOR = 42 * DAYS * HOUR;

/** Asks back. False when the story of this ticket ends before we go on. */
function askFirst(thread: Thread, matter: Matter, problem: Problem, bank: Bank): boolean {
  const { customer, owner, words, arrival } = matter;
  const { random } = thread;
  thread.work(0.1, 5);
  thread.reply(owner, [thread.say(MANNERS[customer.language].agentThanks, words), thread.say(bank.asks, words)]);
  thread.push(owner, { verb: 'status', to: 'waitingCustomer' });
  if (random.chance(0.04)) fileTo(thread, matter);
  if (arrival.fate === 'asked') return false;
  thread.pass(1, random.chance(0.8) ? 30 : 120);
  const answer = remark(customer, random.pick(bank.backs), words, random);
  thread.receive(answer, { attachments: openingPictures(answer, problem, random) });
  if (arrival.fate !== 'answered') return true;
  // Half of them are being answered right now.
  thread.pass(0.2, 1);
  if (random.chance(0.5)) thread.push(owner, { verb: 'step', name: 'respond', reason: null });
  return false;
}

function waitForOthers(thread: Thread, matter: Matter, problem: Problem): void {
  const { customer, owner, words, arrival, team } = matter;
  const { random } = thread;
  thread.work(0.2, 6);
  thread.push(owner, { verb: 'step', name: 'investigate', reason: null });
  thread.note(owner, noteFor(thread, matter, problem));
  const manners = MANNERS[customer.language];
  const wait = manners.agentWaits[['care', 'delivery', 'billing'].indexOf(team)] ?? '';
  thread.reply(owner, [thread.say(manners.agentThanks, words), wait]);
  const third = arrival.fate === 'thirdParty' || (arrival.fate === 'done' && team === 'delivery');
  thread.push(owner, {
    verb: 'status',
    to: arrival.fate === 'scheduled' ? 'scheduled' : third ? 'waitingThirdParty' : 'waitingInternal',
  });
  if (arrival.fate !== 'done' && arrival.fate !== 'disputed') return;
  thread.work(20, 80);
  if (random.chance(0.2)) thread.receive(remark(customer, random.pick(manners.reminders), words, random));
  thread.work(0.3, 8);
  thread.push(owner, { verb: 'status', to: 'open' });
}

const MENTIONS_PAPER = /anhang|hängt an dieser|is attached|è allegata|est jointe/i;

/** @param again a decision was disputed: the second one meets the customer at least half way. */
function decide(thread: Thread, matter: Matter, bank: Bank, { answered = false, again = false }): DemoOutcome {
  const { customer, owner, words, problem } = matter;
  const manners = MANNERS[customer.language];
  thread.work(0.3, answered ? 10 : 26);
  if (answered && thread.random.chance(0.5) && !thread.did('investigate')) {
    thread.push(owner, { verb: 'step', name: 'investigate', reason: null });
    thread.work(0.5, 12);
  }
  thread.push(owner, { verb: 'step', name: 'respond', reason: null });
  const outcome = again ? thread.random.pick(['upheld', 'partlyUpheld'] as const) : judgement(matter, thread.random);
  const answer = thread.sayNew(isRefused(outcome) ? manners.refusals : bank.solutions, words);
  const paper: readonly BlobKey[] = MENTIONS_PAPER.test(answer)
    ? [problem?.key === 'invoice' ? 'invoice' : 'returnLabel']
    : [];
  const waited = thread.did('reply') && !again;
  const start = answered ? manners.agentFollowUps : waited ? manners.agentPatience : manners.agentThanks;
  thread.reply(owner, [thread.say(start, words), answer], { attachments: paper });
  finish(thread, matter, outcome);
  return outcome;
}

function judgement({ problem }: Matter, random: Random): DemoOutcome {
  // What burns is never the customer's fault.
  if (problem?.key === 'heat') return 'upheld';
  return random.draw<DemoOutcome>([
    ['upheld', problem?.claim === true ? 74 : 62],
    ['partlyUpheld', 18],
    ['notUpheld', 9],
    ['outOfScope', 2],
  ]);
}

const isRefused = (outcome: DemoOutcome): boolean => outcome === 'notUpheld' || outcome === 'outOfScope';

function withdraw(thread: Thread, matter: Matter): void {
  const { customer, owner, words } = matter;
  thread.pass(1, 20);
  thread.receive(remark(customer, thread.random.pick(MANNERS[customer.language].withdrawals), words, thread.random));
  thread.work(0.1, 4);
  thread.push(owner, { verb: 'judge', outcome: 'withdrawn' });
  thread.push(owner, { verb: 'close' });
}

/** Thanks, a dispute, or nothing; then the ticket closes after a quiet week. */
function afterwards(thread: Thread, matter: Matter, bank: Bank, outcome: DemoOutcome): void {
  const { customer, owner, words, arrival, now } = matter;
  const { random } = thread;
  const manners = MANNERS[customer.language];
  if (arrival.fate === 'disputed' || random.chance(isRefused(outcome) ? 0.2 : 0.05)) {
    thread.pass(5, 50);
    thread.receive(remark(customer, random.pick(manners.disputes), words, random));
    if (arrival.fate === 'disputed') return;
    thread.work(0.2, 8);
    const reason = thread.noted(owner, random.pick(GOING_BACK));
    thread.push(owner, { verb: 'step', name: 'investigate', reason });
    decide(thread, matter, bank, { again: true });
  } else if (random.chance(0.22) && !isRefused(outcome)) {
    greetBack(thread, matter);
  }
  const closes = thread.at + 7 * DAYS * HOUR;
  if (closes > now) return;
  thread.at = closes;
  thread.push('system', { verb: 'close' });
  if (random.chance(0.03) && closes + 9 * DAYS * HOUR < now) comeBack(thread, matter, bank);
}

/** The trouble returns within the fortnight: a new episode of the same ticket. */
function comeBack(thread: Thread, matter: Matter, bank: Bank): void {
  const { customer, owner, words } = matter;
  thread.pass(24, 120);
  thread.receive(remark(customer, thread.random.pick(MANNERS[customer.language].disputes), words, thread.random));
  thread.work(0.3, 6);
  thread.push(owner, { verb: 'step', name: 'respond', reason: null });
  const said = [thread.say(MANNERS[customer.language].agentThanks, words), thread.sayNew(bank.solutions, words)];
  thread.reply(owner, said);
  finish(thread, matter, 'upheld');
}
