import type { ImapFlow } from 'imapflow';
import { connectImap, leave, PATIENCE, within, type MailboxAccount, type MailboxSecret } from './imap.js';
import { isAuthenticationFailure, tryStep, type ConnectionStep } from './steps.js';

export interface MailboxTest {
  readonly steps: readonly ConnectionStep[];
  /** Folders that could be read; empty when signing in did not work. */
  readonly folders: readonly string[];
}

/** Connects, signs in and opens each folder without reading or marking anything. Never rejects. */
export async function testMailbox(
  account: MailboxAccount,
  secret: MailboxSecret,
  patience = PATIENCE,
): Promise<MailboxTest> {
  let client: ImapFlow | null = null;
  const signedIn = await tryStep('signIn', async () => {
    client = await connectImap(account, secret, patience);
    return 'Signed in';
  });
  const connected: ConnectionStep = {
    ...signedIn.report,
    step: 'connect',
    ok: true,
    detail: `Connected to ${account.host}`,
    remedy: null,
  };
  if (client === null) {
    const steps = isAuthenticationFailure(signedIn.failure)
      ? [connected, signedIn.report]
      : [{ ...signedIn.report, step: 'connect' as const }];
    return { steps, folders: [] };
  }
  const open: ImapFlow = client;
  try {
    const list = await within(patience.commandMs, open.list()).catch(() => []);
    const folders = list.filter(({ flags }) => !flags.has('\\Noselect')).map(({ path }) => path);
    const opened: ConnectionStep[] = [];
    for (const folder of account.folders) opened.push(await openFolder(open, folder, folders, patience.commandMs));
    return { steps: [connected, signedIn.report, ...opened], folders };
  } finally {
    await leave(open);
  }
}

async function openFolder(
  client: ImapFlow,
  folder: string,
  folders: readonly string[],
  patienceMs: number,
): Promise<ConnectionStep> {
  const { report, failure } = await tryStep('openFolder', async () => {
    const { exists } = await within(patienceMs, client.mailboxOpen(folder, { readOnly: true }));
    return `${folder}: ${exists} mails`;
  });
  if (failure === null || folders.includes(folder)) return report;
  return { ...report, detail: `There is no folder "${folder}". Choose one of the list.`, remedy: 'folder' };
}
