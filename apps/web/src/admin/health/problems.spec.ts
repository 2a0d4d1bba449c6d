import { describe, expect, it } from '@jest/globals';
import type { SystemHealth } from '@redress/contract/system-health.js';
import { problemsOf } from './problems.js';

const AT = '2026-11-22T12:00:00.000Z';

const well: SystemHealth = {
  ...{ at: AT, version: '0.1.0', mailboxes: [], channels: [], endings: [] },
  relay: { host: 'mail.lumo.example', lastSentAt: AT, lastError: null },
  receiver: { address: '127.0.0.1:2525', tls: false, lastMailAt: null },
  work: {
    ...{ workers: 1, quarantined: 0, failed: 0 },
    waiting: [{ kind: 'mailToFile', count: 1, oldestAt: '2026-11-22T11:59:58.000Z' }],
  },
  database: { version: '18.4', bytes: 1, connections: 20, mostConnections: 100, pendingMigrations: [] },
};

const mailbox: SystemHealth['mailboxes'][number] = {
  ...{ id: 'm', address: 'care@lumo.example', queue: { id: 'q', name: 'Care' }, host: 'imap.lumo.example', port: 993 },
  ...{
    security: 'tls',
    user: 'care',
    authentication: 'password',
    grantedBy: null,
    folders: ['INBOX'],
    markSeen: true,
    enabled: true,
  },
  ...{ grantedBy: null, outgoing: null, state: 'connected', lastSuccessAt: AT, lastError: null, stored: 1, version: 1 },
};

const kinds = (change: Partial<SystemHealth>): readonly string[] =>
  problemsOf({ ...well, ...change }).map(({ kind }) => kind);

describe('what a person should look at', () => {
  it('is nothing while everything works', () => {
    expect(kinds({ mailboxes: [mailbox] })).toEqual([]);
  });

  it('is a mailbox that refuses us, before one that is tried again, and none that is switched off', () => {
    const refuses = { ...mailbox, state: 'authFailed' as const, lastError: 'Check the password.' };
    const tried = { ...mailbox, id: 'n', address: 'b@lumo.example', state: 'retrying' as const };
    const found = problemsOf({ ...well, mailboxes: [tried, refuses, { ...refuses, enabled: false }] });
    expect(found).toMatchObject([
      { kind: 'mailbox', severe: true, name: 'care@lumo.example', detail: 'Check the password.', open: 'm' },
      { kind: 'mailbox', severe: false, name: 'b@lumo.example' },
    ]);
  });

  it('is that mail leaves nowhere, unless a mailbox sends by a server of its own', () => {
    const relay = { host: null, lastSentAt: null, lastError: null };
    expect(kinds({ relay })).toEqual(['relayNone']);
    const outgoing = { host: 'smtp.lumo.example', port: 587, security: 'starttls' } as const;
    expect(kinds({ relay, mailboxes: [{ ...mailbox, outgoing }] })).toEqual([]);
  });

  it('is work that nobody takes for five minutes, and that nobody is there', () => {
    const waiting = [{ kind: 'mailToSend', count: 3, oldestAt: '2026-11-22T11:55:00.000Z' }] as const;
    expect(problemsOf({ ...well, work: { ...well.work, waiting } })).toMatchObject([{ kind: 'stuck', count: 5 }]);
    expect(kinds({ work: { ...well.work, waiting: [], workers: 0 } })).toEqual(['noWorker']);
  });

  it.each([
    ['2026-12-07T12:00:00.000Z', []],
    ['2026-12-05T12:00:00.000Z', [['ending', 13]]],
    ['2026-11-22T11:00:00.000Z', [['ended', 0]]],
  ])('is what ends within two weeks: %s', (endsAt, expected) => {
    const found = problemsOf({ ...well, endings: [{ kind: 'receiver', name: 'mail.lumo.example', endsAt }] });
    expect(found.map(({ kind, count }) => [kind, Math.abs(count)])).toEqual(expected);
  });

  it('is mail that could not be read or sent, and a database that is not the one this build knows', () => {
    const work = { ...well.work, quarantined: 2, failed: 1 };
    const database = { ...well.database, connections: 90, pendingMigrations: ['WaysOut'] };
    expect(kinds({ work, database })).toEqual(['migrations', 'quarantined', 'failed', 'crowded']);
  });
});
