import type { AgentKey, TeamKey } from './cast.js';
import { atWork, HOUR } from './calendar.js';
import type { BlobKey } from './blobs.js';
import { fill } from './compose.js';
import type { DemoCustomer } from './customers.js';
import { agentBody, type Body, customerBody, type Quoted } from './mail.js';
import { type Random, storyId } from './random.js';
import type { DemoMessage, DemoStep, DemoVerb } from './scenario.js';
import { teamOf } from './cast.js';

export interface Pace {
  /** All waiting is multiplied by this. */
  readonly factor: number;
  /** Agents answer at any hour: for what must have happened by now, whenever now is. */
  readonly anyHour: boolean;
}

/** A ticket's history while it is written: a clock that runs on, the mails so far, the steps taken. */
export class Thread {
  readonly steps: DemoStep[] = [];
  at: number;
  private last: DemoMessage | null = null;
  private lastFromCustomer: DemoMessage | null = null;
  private readonly hours: Random;
  private readonly used = new Set<string>();

  constructor(
    readonly customer: DemoCustomer,
    readonly team: TeamKey,
    start: number,
    private readonly setting: { readonly random: Random; readonly pace: Pace; readonly subject: string },
  ) {
    this.at = start;
    this.hours = setting.random.fork('hours');
  }

  get subject(): string {
    return this.setting.subject;
  }

  get random(): Random {
    return this.setting.random;
  }

  /** Whether a verb or a step of that name was taken. */
  did(name: string): boolean {
    return this.steps.some((step) => step.verb === name || (step.verb === 'step' && step.name === name));
  }

  lastReply(): DemoMessage | null {
    return this.steps.reduce<DemoMessage | null>((last, step) => (step.verb === 'reply' ? step.message : last), null);
  }

  /** Returns the id of the issue. */
  addIssue(by: AgentKey, summary: string): string {
    const issueId = storyId(this.at, this.random);
    this.push(by, { verb: 'addIssue', issueId, summary });
    return issueId;
  }

  /** Some time between so many hours goes by. */
  pass(from: number, to: number): void {
    this.at += Math.round((from + this.random.next() * (to - from)) * HOUR * this.setting.pace.factor);
  }

  /** As `pass`, then until the desk is open. */
  work(from: number, to: number): void {
    this.pass(from, to);
    if (!this.setting.pace.anyHour) this.at = atWork(this.at, this.hours);
  }

  push(by: DemoStep['by'], verb: DemoVerb): void {
    this.steps.push({ ...verb, at: this.at, by });
  }

  receive(
    written: string,
    more: {
      readonly attachments?: readonly BlobKey[];
      readonly verdict?: DemoMessage['verdict'];
      readonly by?: AgentKey;
    } = {},
  ): DemoMessage {
    const heard = more.by !== undefined;
    const body: Body = heard
      ? { text: written, newText: written, html: null }
      : customerBody(this.customer, written, this.quoted('desk'), this.random);
    const first = this.last === null;
    const prefix = this.customer.language === 'de' && this.customer.mailer === 'html' ? 'AW: ' : 'Re: ';
    const message = this.message('customer', body, {
      subject: first ? this.setting.subject : `${prefix}${this.setting.subject}`,
      attachments: more.attachments ?? [],
      verdict: more.verdict ?? (this.random.chance(0.8) ? 'pass' : 'none'),
      rfcMessageId: `${storyId(this.at, this.random).slice(9)}@${this.customer.email.split('@')[1] ?? 'mail.example'}`,
    });
    this.push(more.by ?? 'customer', { verb: 'receive', message });
    this.lastFromCustomer = message;
    return message;
  }

  /** Mail that a machine sent for the customer: it answers nothing and wakes nobody. */
  receiveAutomatic(subject: string, text: string, automatic: 'outOfOffice' | 'bounce'): void {
    const message = this.message(
      'customer',
      { text, newText: text, html: null },
      { subject, automatic, verdict: 'none' },
    );
    this.push('customer', { verb: 'receive', message });
  }

  reply(
    agent: AgentKey,
    said: readonly string[],
    more: { readonly attachments?: readonly BlobKey[]; readonly bounced?: boolean } = {},
  ): DemoMessage {
    const body = agentBody(
      { agent, team: this.team, customer: this.customer, said, quoted: this.quoted('customer') },
      this.random,
    );
    const delivery = more.bounced === true ? 'bounced' : 'captured';
    const message = this.message(agent, body, {
      subject: `Re: ${this.setting.subject}`,
      attachments: more.attachments ?? [],
      delivery,
    });
    this.push(agent, { verb: 'reply', message });
    this.push('system', { verb: 'report', messageId: message.id, report: 'captured' });
    return message;
  }

  receipt(subject: string, text: string): void {
    const message = this.message('system', { text, newText: text, html: null }, { subject, delivery: 'captured' });
    this.push('system', { verb: 'receipt', message });
    this.push('system', { verb: 'report', messageId: message.id, report: 'captured' });
  }

  note(agent: AgentKey, text: string): DemoMessage {
    const message = this.noted(agent, text);
    this.push(agent, { verb: 'note', message });
    return message;
  }

  /** An internal note that is part of another step. */
  noted(agent: AgentKey, text: string): DemoMessage {
    return this.build(agent, { text, newText: text, html: null }, { subject: '' });
  }

  say(sentences: readonly string[], words: Readonly<Record<string, string>>): string {
    return fill(this.random.pick(sentences), words, this.customer, this.random);
  }

  /** As `say`, with a sentence that was not said here before, as long as there is one. */
  sayNew(sentences: readonly string[], words: Readonly<Record<string, string>>): string {
    const fresh = sentences.filter((sentence) => !this.used.has(sentence));
    const sentence = this.random.pick(fresh.length > 0 ? fresh : sentences);
    this.used.add(sentence);
    return fill(sentence, words, this.customer, this.random);
  }

  private quoted(of: 'desk' | 'customer'): Quoted | null {
    const message = of === 'customer' ? this.lastFromCustomer : this.last;
    if (message === null || (of === 'desk' && message.from === 'customer')) return null;
    const team = teamOf(this.team);
    const who =
      of === 'customer'
        ? `${this.customer.name} <${this.customer.email}>`
        : `${team.signs[this.customer.language]} <${team.address}>`;
    return { at: message.at, who, text: message.newText };
  }

  /** A public message: the next one answers it. */
  private message(
    from: DemoMessage['from'],
    body: Body,
    more: Partial<DemoMessage> & { readonly subject: string },
  ): DemoMessage {
    const message = this.build(from, body, more);
    this.last = message;
    return message;
  }

  private build(
    from: DemoMessage['from'],
    body: Body,
    more: Partial<DemoMessage> & { readonly subject: string },
  ): DemoMessage {
    const id = storyId(this.at, this.random);
    return {
      id,
      at: this.at,
      from,
      ...body,
      attachments: [],
      automatic: null,
      verdict: 'none',
      delivery: null,
      rfcMessageId: `${id.slice(9)}@lumo.example`,
      inReplyTo: this.last?.rfcMessageId ?? null,
      ...more,
    };
  }
}
