import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { connectImap, leave, PATIENCE, within, type MailboxAccount, type MailboxSecret } from './imap.js';
import { tryStep, type ConnectionStep } from './steps.js';

/** One mail as it lies in the folder. */
export interface LaidMail {
  readonly uid: number;
  /** When its server got it; null where that is not said. */
  readonly internalDate: Date | null;
  readonly source: Buffer;
}

export interface FolderLook {
  readonly folder: string;
  readonly uidValidity: string;
  /** UID of the newest mail; 0 for an empty folder. */
  readonly lastUid: number;
  /** All mails of the folder. */
  readonly total: number;
  /** The newest ones, oldest first. */
  readonly mails: readonly LaidMail[];
}

/** Of a mail larger than that its beginning is enough to say what it is: somebody waits in front of a screen. */
const MOST_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;

/** Either what was asked for, or the step at which it ended, with what to do. */
export type Looked<Found> = { readonly found: Found } | { readonly failed: ConnectionStep };

async function look<Found>(
  account: MailboxAccount,
  secret: MailboxSecret,
  patience: typeof PATIENCE,
  work: (client: ImapFlow) => Promise<Found>,
): Promise<Looked<Found>> {
  let client: ImapFlow | null = null;
  let found: Found | undefined;
  const signedIn = await tryStep('connect', async () => {
    client = await connectImap(account, secret, patience);
    return '';
  });
  if (client === null) return { failed: signedIn.report };
  const open: ImapFlow = client;
  try {
    const { report } = await tryStep('openFolder', async () => {
      found = await work(open);
      return '';
    });
    return found === undefined ? { failed: report } : { found };
  } finally {
    await leave(open);
  }
}

/** Reads the newest mails of the first folder of the account; marks and stores nothing. Never rejects for a mailbox that does not work. */
export function newestMails(
  account: MailboxAccount,
  secret: MailboxSecret,
  most: number,
  patience = PATIENCE,
): Promise<Looked<FolderLook>> {
  const folder = account.folders[0] ?? 'INBOX';
  return look(account, secret, patience, async (client) => {
    const opened = await within(patience.commandMs, client.mailboxOpen(folder, { readOnly: true }));
    const { exists } = opened;
    const start = Math.max(1, exists - most + 1);
    const mails = exists === 0 ? [] : await fetchAll(client, `${start}:*`, patience.commandMs);
    const lastUid = Math.max(0, ...mails.map(({ uid }) => uid));
    return { folder, uidValidity: String(opened.uidValidity), lastUid, total: exists, mails };
  });
}

async function fetchAll(client: ImapFlow, range: string, patienceMs: number): Promise<LaidMail[]> {
  const listed = await within(patienceMs, client.fetchAll(range, { uid: true, size: true }));
  const isLarge = ({ size = 0 }: FetchMessageObject): boolean => size > MOST_BYTES;
  const sources = async (
    some: readonly FetchMessageObject[],
    source: true | { maxLength: number },
  ): Promise<FetchMessageObject[]> => {
    const uids = some.map(({ uid }) => uid).join(',');
    const wanted = { uid: true, internalDate: true, source };
    return uids === '' ? [] : within(patienceMs, client.fetchAll(uids, wanted, { uid: true }));
  };
  const small = await sources(
    listed.filter((one) => !isLarge(one)),
    true,
  );
  const mails = [...small, ...(await sources(listed.filter(isLarge), { maxLength: HEAD_BYTES }))];
  return mails
    .sort((a, b) => a.uid - b.uid)
    .flatMap((one) =>
      one.source === undefined ? [] : [{ uid: one.uid, internalDate: dateOf(one), source: one.source }],
    );
}

function dateOf({ internalDate }: FetchMessageObject): Date | null {
  const date = internalDate === undefined ? null : new Date(internalDate);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

const LOOK_AGAIN_MS = 1_000;

/**
 * Waits until a mail with this Message-ID lies in the first folder of the account, or in the one for junk.
 * @returns the folder, or null when it did not come in time.
 */
export function awaitMail(
  account: MailboxAccount,
  secret: MailboxSecret,
  messageId: string,
  waitMs: number,
  patience = PATIENCE,
): Promise<Looked<{ readonly folder: string | null; readonly isJunk: boolean }>> {
  const folder = account.folders[0] ?? 'INBOX';
  const end = Date.now() + waitMs;
  return look(account, secret, patience, async (client) => {
    const list = await within(patience.commandMs, client.list());
    const junk = list.find(({ specialUse }) => specialUse === '\\Junk')?.path;
    const places = junk === undefined || junk === folder ? [folder] : [folder, junk];
    for (;;) {
      for (const place of places) {
        if (await holds(client, place, messageId, patience.commandMs))
          return { folder: place, isJunk: place !== folder };
      }
      if (Date.now() >= end) return { folder: null, isJunk: false };
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  });
}

/** Opens the folder anew each time: what came since shows only then on some servers. */
async function holds(client: ImapFlow, folder: string, messageId: string, patienceMs: number): Promise<boolean> {
  await within(patienceMs, client.mailboxOpen(folder, { readOnly: true }));
  const found = await within(patienceMs, client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true }));
  return Array.isArray(found) && found.length > 0;
}
