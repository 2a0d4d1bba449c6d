import { createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the sink does with one connection (`421_greet`) or one transaction (all others). */
export type SinkPlan =
  | 'ok'
  | '421_greet'
  | '554_greet'
  | '535_auth'
  | '450_rcpt'
  | '550_rcpt'
  | '550_second_rcpt'
  | '450_then_550_rcpt'
  | '451_data_end'
  | '554_data_end'
  | 'accept_then_hang'
  | 'accept_then_drop'
  | 'drop_in_data';

export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly sha256: string;
  readonly messageId: string | null;
  readonly at: number;
}

export interface SmtpSink {
  readonly port: number;
  readonly url: string;
  /** Every mail whose end it saw and did not refuse, whether or not the sender learnt of it. */
  readonly mails: readonly SunkMail[];
  /** Most connections that were open at the same time. */
  readonly mostConnections: number;
  /** What comes next, one by one; after that all is `ok`. */
  plan(...steps: SinkPlan[]): void;
  close(): Promise<void>;
}

class Session {
  private buffered = Buffer.alloc(0);
  private inData = false;
  private from = '';
  private to: string[] = [];
  private step: SinkPlan = 'ok';

  constructor(
    private readonly socket: Socket,
    private readonly sink: Sink,
  ) {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      this.buffered = Buffer.concat([this.buffered, chunk]);
      this.read();
    });
    const greeting = sink.next(['421_greet', '554_greet']);
    if (greeting === null) this.say('220 sink.test ESMTP');
    else this.socket.end(greeting === '421_greet' ? '421 4.3.2 Later\r\n' : '554 5.7.1 Go away\r\n');
  }

  private say(line: string): void {
    if (!this.socket.destroyed) this.socket.write(`${line}\r\n`);
  }

  private read(): void {
    for (;;) {
      if (this.inData) {
        if (this.step === 'drop_in_data' && this.buffered.length > 0) return void this.socket.destroy();
        const end = this.buffered.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const raw = this.buffered.subarray(0, end + 2);
        this.buffered = this.buffered.subarray(end + 5);
        this.inData = false;
        this.finish(raw);
        continue;
      }
      const end = this.buffered.indexOf('\r\n');
      if (end < 0) return;
      const line = this.buffered.subarray(0, end).toString('utf8');
      this.buffered = this.buffered.subarray(end + 2);
      this.command(line);
    }
  }

  private command(line: string): void {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO')
      this.say('250-sink.test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN\r\n250 SIZE 50000000');
    else if (verb === 'AUTH') this.say(this.sink.next(['535_auth']) ? '535 5.7.8 Wrong password' : '235 2.7.0 ok');
    else if (verb === 'MAIL') {
      this.step = this.sink.next() ?? 'ok';
      this.from = address;
      this.to = [];
      this.say('250 2.1.0 ok');
    } else if (verb === 'RCPT') this.recipient(address);
    else if (verb === 'DATA') {
      this.inData = true;
      this.say('354 go on');
    } else if (verb === 'QUIT') this.socket.end('221 2.0.0 bye\r\n');
    else this.say('250 2.0.0 ok');
  }

  private recipient(address: string): void {
    if (this.step === '450_rcpt') return this.say('450 4.2.0 Later');
    if (this.step === '450_then_550_rcpt') {
      this.step = '550_rcpt';
      return this.say('450 4.2.0 Later');
    }
    if (this.step === '550_rcpt') return this.say('550 5.1.1 Unknown');
    this.to.push(address);
    if (this.step === '550_second_rcpt' && this.to.length === 2) {
      this.to.pop();
      this.step = 'ok';
      return this.say('550 5.1.1 Unknown');
    }
    this.say('250 2.1.5 ok');
  }

  private finish(stuffed: Buffer): void {
    if (this.step === '451_data_end') return this.say('451 4.3.0 Later');
    if (this.step === '554_data_end') return this.say('554 5.6.0 Never');
    const raw = Buffer.from(stuffed.toString('latin1').replace(/^\.\./gm, '.'), 'latin1');
    this.sink.keep({
      from: this.from,
      to: this.to,
      raw,
      sha256: createHash('sha256').update(raw).digest('hex'),
      messageId: /^message-id:\s*<([^>]*)>/im.exec(raw.toString('latin1'))?.[1] ?? null,
      at: Date.now(),
    });
    if (this.step === 'accept_then_drop') this.socket.destroy();
    else if (this.step !== 'accept_then_hang') this.say('250 2.0.0 Taken');
  }
}

class Sink implements SmtpSink {
  readonly mails: SunkMail[] = [];
  mostConnections = 0;
  private readonly steps: SinkPlan[] = [];
  private readonly sockets = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      this.mostConnections = Math.max(this.mostConnections, this.sockets.size);
      socket.on('close', () => this.sockets.delete(socket));
      new Session(socket, this);
    });
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  plan(...steps: SinkPlan[]): void {
    this.steps.push(...steps);
  }

  /** The next step, if it is one of `only`. */
  next(only?: readonly SinkPlan[]): SinkPlan | null {
    const [step] = this.steps;
    if (step === undefined || (only && !only.includes(step))) return null;
    this.steps.shift();
    return step;
  }

  keep(mail: SunkMail): void {
    this.mails.push(mail);
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** A mail server that journals what it takes and misbehaves as planned. */
export async function openSmtpSink(port = 0): Promise<SmtpSink> {
  const server = createServer();
  const sink = new Sink(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return sink;
}
