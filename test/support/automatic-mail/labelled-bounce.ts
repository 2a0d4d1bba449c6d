import type { BounceFacts } from '@redress/domain/intake/bounce.js';
import { mailFacts, type MailSketch } from './sketch.js';

/** What one mail system sends back, written after its real shape; `id` is the mail of ours that it names, null where it names none. */
export interface LabelledBounce {
  readonly system: string;
  readonly mail: BounceFacts;
  readonly expected: {
    readonly delayed: boolean;
    readonly addresses: readonly string[];
    readonly status: string | null;
    readonly id: string | null;
  };
}

export const ID = 'redress.0198c1@lumen.test';
export const WHO = 'anna.berger@kunde.test';
export const HEADERS = `From: Lumen <care@lumen.test>\nTo: ${WHO}\nSubject: Your lamp [T-2026-004217]\nMessage-ID: <${ID}>\nDate: Tue, 3 Mar 2026 10:12:00 +0100`;

export const report = (status: string, action = 'failed', code = '550 5.1.1 User unknown'): string =>
  `Reporting-MTA: dns; mx.kunde.test\nArrival-Date: Tue, 3 Mar 2026 10:12:01 +0100\n\nFinal-Recipient: rfc822; ${WHO}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${code}\n`;

export const bounce = (
  system: string,
  sketch: MailSketch,
  status: string | null,
  more: { delayed?: boolean; addresses?: readonly string[]; id?: string | null } = {},
): LabelledBounce => ({
  system,
  mail: mailFacts({ envelopeFrom: '', from: 'MAILER-DAEMON@mx.kunde.test', ...sketch }),
  expected: {
    delayed: more.delayed ?? false,
    addresses: more.addresses ?? [WHO],
    status,
    id: more.id === undefined ? ID : more.id,
  },
});
