import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { openMailbox, type Mailbox, type MailboxReport } from '@redress/channels/email/mailbox.js';

/** As much of an IMAP server as it takes to sign in by XOAUTH2; it knows one valid token. */
class TokenServer {
  readonly presented: string[] = [];
  private readonly server: Server;

  constructor(private readonly valid: string) {
    this.server = createServer((socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (chunk) =>
        chunk
          .toString()
          .split('\r\n')
          .forEach((line) => this.answer(socket, line)),
      );
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private answer(socket: Socket, line: string): void {
    const [tag = '', command = '', , response = ''] = line.split(' ');
    if (command === 'AUTHENTICATE') {
      const token = /auth=Bearer (\w[\w-]*)/.exec(Buffer.from(response, 'base64').toString())?.[1] ?? '';
      this.presented.push(token);
      socket.write(
        token === this.valid ? `${tag} OK signed in\r\n` : `${tag} NO [AUTHENTICATIONFAILED] token is over\r\n`,
      );
    } else if (command === 'LOGOUT') socket.end(`* BYE\r\n${tag} OK\r\n`);
    else if (command !== '') socket.write(`${tag} NO not here\r\n`);
  }
}

let server: TokenServer;
let mailbox: Mailbox;

afterEach(async () => {
  await mailbox.close();
  await server.close();
});

async function signIn(
  valid: string,
  tokens: { readonly kept: string; readonly renewed: string },
): Promise<MailboxReport[]> {
  server = new TokenServer(valid);
  const port = await server.listen();
  const reports: MailboxReport[] = [];
  mailbox = openMailbox(
    {
      id: 'box',
      host: '127.0.0.1',
      port,
      security: 'plain',
      user: 'desk@example.org',
      ca: null,
      folders: ['INBOX'],
      marksSeen: false,
      backlog: 'take',
      maxBytes: 1_000_000,
    },
    {
      cursor: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
      store: () => Promise.resolve('stored'),
      report: (report) => reports.push(report),
      secret: (renew) => Promise.resolve({ accessToken: renew ? tokens.renewed : tokens.kept }),
      patience: { connectMs: 30_000, commandMs: 30_000, pauseMs: 60_000, longestPauseMs: 60_000 },
    },
  );
  for (let tries = 0; tries < 6_000 && reports.length < 2; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return reports;
}

test('a token that is over is replaced once before the account counts as refused', async () => {
  const reports = await signIn('fresh', { kept: 'stale', renewed: 'fresh' });
  expect(server.presented).toEqual(['stale', 'fresh']);
  expect(reports.map((report) => (report.kind === 'state' ? report.state : report.alarm))).not.toContain('authFailed');
});

test('a new token that is refused too stops the tries', async () => {
  const reports = await signIn('other', { kept: 'stale', renewed: 'stale-again' });
  expect(server.presented).toEqual(['stale', 'stale-again']);
  expect(reports.at(-1)).toMatchObject({ kind: 'state', state: 'authFailed' });
  expect(JSON.stringify(reports)).not.toContain('stale');
});
