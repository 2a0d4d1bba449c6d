import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { type Config, readConfig } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { newId } from '@redress/platform/ids.js';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { DataSource } from 'typeorm';
import { withDatabase } from './database.js';
import { type Random, seeded } from './demo/random.js';
import { type Calling, postCall, runCalls, simulatedPhones, switchboard } from './simulate-calls.js';
import { FORM_SHARE, sendForm } from './simulate-form.js';
import { postOffice, type SimulatedMail } from './simulate-mail.js';
import { answerableMails, deskAddresses } from './simulate-post.js';
import { openSquare, type Square } from './simulate-square.js';

interface Wanted {
  readonly speed: string;
  readonly seed?: string;
  readonly for?: string;
}

export const simulateCommand = (): Command =>
  new Command('simulate')
    .description('bring mails, forms, calls and posts as a day at the lamp maker does; Ctrl-C ends it')
    .option('--speed <number>', 'how much faster than a real day, 0.1 to 10000', '30')
    .option('--seed <text>', 'the same seed brings the same post')
    .option('--for <seconds>', 'end after so many seconds')
    .action(simulate);

/** A mail every five minutes: a busy day of a small company. */
const USUAL_GAP_MS = 300_000;

export interface Simulation {
  readonly target: { readonly host: string; readonly port: number };
  /** Where the forms are, like `http://127.0.0.1:3000`; null: everybody writes mails. */
  readonly forms: string | null;
  /** To read what may be answered; null leaves answers out. */
  readonly sql: Sql | null;
  /** Where some complain in public instead; null leaves that out. */
  readonly square: Square | null;
  readonly speed: number;
  readonly seed: string;
  readonly stop: AbortSignal;
  /** One line per mail or post. */
  tell(line: string): void;
}

const TROUBLES_IN_A_ROW = 5;
/** Of what is new. */
const PUBLIC_SHARE = 0.1;

/**
 * Sends until it is stopped; returns how many mails and posts were taken. A mail that is being sent when the stop comes is sent to its end.
 * @throws Error when five mails in a row are not taken.
 */
export async function runSimulation(simulation: Simulation): Promise<number> {
  const { target, sql, speed, seed, stop, tell } = simulation;
  const transport = createTransport({
    ...target,
    pool: true,
    maxConnections: 1,
    ignoreTLS: true,
    connectionTimeout: 5_000,
  });
  const random = seeded(seed);
  const doors = { forms: random.fork('doors'), square: random.fork('square') };
  const office = postOffice({ random: random.fork('post'), addressFor: await deskAddresses(sql), newId });
  let sent = 0;
  let troubles = 0;
  try {
    for (let due = Date.now(); !stop.aborted; due += gap(random.next(), speed)) {
      await sleep(Math.max(0, due - Date.now()), undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) break;
      const mail = office.next(Date.now(), sql === null ? [] : await answerableMails(sql, patience(speed)));
      const { line, send } = wayOf(mail, simulation, doors) ?? byMail(mail, transport);
      const trouble = await send().then(() => null, errorText);
      tell(trouble === null ? line : `${line}  NOT TAKEN: ${trouble}`);
      sent += trouble === null ? 1 : 0;
      troubles = trouble === null ? 0 : troubles + 1;
      if (troubles === TROUBLES_IN_A_ROW)
        throw new Error(`${TROUBLES_IN_A_ROW} mails in a row were not taken (${trouble}). Is Redress still running?`);
    }
  } finally {
    transport.close();
  }
  return sent;
}

interface Way {
  readonly line: string;
  send(): Promise<unknown>;
}

/** Some of what is new comes by another door than mail, where there is one. */
function wayOf(
  mail: SimulatedMail,
  { forms, square }: Pick<Simulation, 'forms' | 'square'>,
  doors: { readonly forms: Random; readonly square: Random },
): Way | null {
  if (mail.kind !== 'new') return null;
  if (doors.forms.chance(FORM_SHARE) && forms !== null)
    return { line: lineOf(mail, 'form'), send: () => sendForm(forms, mail) };
  if (doors.square.chance(PUBLIC_SHARE) && square !== null)
    return { line: lineOf({ ...mail, to: 'everybody' }, 'in public'), send: () => square.post(mail, new Date()) };
  return null;
}

const byMail = (mail: SimulatedMail, transport: { sendMail(mail: SendMailOptions): Promise<unknown> }): Way => ({
  line: lineOf(mail, KINDS[mail.kind]),
  send: () => transport.sendMail(mail.mail),
});

/** Ten minutes of the day, and never under five seconds: a person has to read first. */
const patience = (speed: number): number => Math.max(5, 600 / speed);

/** Exponential: mails know nothing of each other. */
const gap = (draw: number, speed: number): number => (-Math.log(1 - draw) * USUAL_GAP_MS) / speed;

/** @throws Error that says what to do when nobody takes mail at the target. */
export async function checkReceiver(target: Simulation['target']): Promise<void> {
  const transport = createTransport({ ...target, ignoreTLS: true, connectionTimeout: 5_000 });
  try {
    await transport.verify();
  } catch (error) {
    const why = `Nobody takes mail at ${target.host}:${target.port} (${errorText(error)}).`;
    throw new Error(
      `${why} Start Redress first (npm start), or set SMTP_INTAKE_HOST and SMTP_INTAKE_PORT as it has them.`,
      { cause: error },
    );
  } finally {
    transport.close();
  }
}

const KINDS: Readonly<Record<SimulatedMail['kind'], string>> = {
  new: 'new',
  again: 'same again',
  reply: 'reply',
  away: 'away',
  bounce: 'bounce',
  spam: 'spam',
};

const lineOf = ({ from, to, subject }: SimulatedMail, kind: string): string =>
  `${new Date().toLocaleTimeString('en-GB')}  ${kind.padEnd(10)}  ${from} -> ${to}  ${subject}`;

async function simulate(wanted: Wanted): Promise<void> {
  const config = readConfig(process.env);
  const speed = numberIn('--speed', wanted.speed, 0.1, 10_000);
  const seconds = wanted.for === undefined ? null : numberIn('--for', wanted.for, 1, 86_400);
  const seed = wanted.seed ?? String(Date.now());
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`Writing ${perMinute(speed)} mails a minute, seed ${seed}. Ctrl-C ends it.`);
  const begun = Date.now();
  const stop = stopAt(seconds);
  const target = targetOf(config);
  await checkReceiver(target);
  const [sent, called] = await withDatabase(config, async (database) => {
    const sql = sqlOn(database);
    const square = await openSquare(sql, config.dataDir);
    // Calls end with the mails, also when those are taken no more.
    const over = new AbortController();
    const day = { speed, stop: AbortSignal.any([stop, over.signal]), tell: print };
    const calls = callsInto(config, database, { ...day, random: seeded(seed).fork('calls') });
    const mails = runSimulation({ ...day, target, forms: serverOf(config), sql, square, seed });
    return Promise.all([mails.finally(() => over.abort()), calls]);
  });
  print(`${sent} mails, forms and posts and ${called} calls in ${Math.round((Date.now() - begun) / 1_000)} s`);
}

async function callsInto(
  config: Config,
  database: DataSource,
  day: Pick<Calling, 'speed' | 'stop' | 'tell' | 'random'>,
): Promise<number> {
  const url = `${serverOf(config)}${await simulatedPhones(database, config.publicUrl)}`;
  const board = await switchboard(sqlOn(database));
  return runCalls({ ...day, board, newCallId: newId, post: (event) => postCall(url, event) });
}

function numberIn(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max)
    throw new Error(`${option} is "${text}": write a number from ${min} to ${max}`);
  return value;
}

const perMinute = (speed: number): string => String(Number(((speed * 60_000) / USUAL_GAP_MS).toFixed(1)));

function stopAt(seconds: number | null): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
  if (seconds !== null) setTimeout(() => asked.abort(), seconds * 1_000).unref();
  return asked.signal;
}

const ANYWHERE = ['0.0.0.0', '::'];

const serverOf = ({ host, port }: Config): string =>
  `http://${ANYWHERE.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;

/** A receiver that listens everywhere is spoken to here. */
function targetOf({ smtpIntake: { host, port } }: Config): Simulation['target'] {
  if (port === 0) throw new Error('SMTP_INTAKE_PORT is 0, so the receiver is off: nobody would take the mails.');
  return { host: ANYWHERE.includes(host) ? 'localhost' : host, port };
}
