import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { instant } from '@redress/domain/time.js';
import { within, type ImapPatience, type MailboxAccount } from './imap.js';
import type { FolderCursor, MailboxAlarm, MailboxDelivery, MailboxWorld } from './mailbox-reports.js';
import { failureText } from './failure.js';

const BATCH = 50;
const BATCH_BYTES = 16 * 1024 * 1024;
const OVERSIZE_HEAD = 64 * 1024;
const MOST_RETRIES = 1_000;
/** So many failures in a row are no longer about the mails. */
const OUTAGE = 3;
const ALARM_AFTER_TRIES = 3;

/** The store takes nothing at the moment; the cursor stands before what it refused. */
export class StoreFailing extends Error {}

/** The answer was cut short: what is missing of it is still on the server. */
class IncompleteAnswer extends Error {
  readonly code = 'EConnectionClosed';
}

const retryDelay = (tries: number): number => Math.min(60 * 60_000, 30_000 * 2 ** (tries - 1));

interface Listed {
  readonly uid: number;
  readonly size: number;
}

/** What outlives a single pass over a folder. */
export interface FolderMemory {
  /** How often the store refused mail after mail; beyond a few times it is taken to be about the mails after all. */
  outages: number;
  toldNotMarked: boolean;
}

/** A folder, and who wants to know what is in it. */
export interface FolderPlace {
  readonly account: MailboxAccount;
  readonly folder: string;
  readonly world: MailboxWorld;
  readonly patience: ImapPatience;
}

/** Reads what is new in one open folder, in the order of the UIDs: stored first, then the cursor, then the mark. */
export class FolderPass {
  constructor(
    private readonly client: ImapFlow,
    private readonly place: FolderPlace,
    private cursor: FolderCursor,
    private readonly memory: FolderMemory,
  ) {}

  /** @throws StoreFailing, or whatever the connection throws when it is gone. */
  async run(isWanted: () => boolean): Promise<void> {
    // `n:*` always names the last mail, also when it is older than n.
    const found = await this.present(`${this.cursor.lastUid + 1}:*`);
    const fresh = found.filter((uid) => uid > this.cursor.lastUid).sort((a, b) => a - b);
    for (let at = 0; at < fresh.length && isWanted(); at += BATCH) await this.takeBatch(fresh.slice(at, at + BATCH));
    if (isWanted()) await this.retryDue();
  }

  private async present(range: string): Promise<number[]> {
    const found = await this.command(this.client.search({ uid: range }, { uid: true }));
    if (!Array.isArray(found)) throw new IncompleteAnswer('The server did not search');
    return found;
  }

  /**
   * Of these the ones that are still on the server. A fetch that a lost connection cut short looks like one of fewer mails: what is
   * missing has left only when the server says so.
   */
  private async remaining(missing: readonly number[]): Promise<readonly number[]> {
    if (missing.length === 0) return [];
    const found = await this.present(missing.join(','));
    return missing.filter((uid) => found.includes(uid));
  }

  private command<T>(work: Promise<T>): Promise<T> {
    return within(this.place.patience.commandMs, work);
  }

  private async takeBatch(uids: readonly number[]): Promise<void> {
    const listed = await this.command(this.client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true }));
    const unlisted = uids.filter((uid) => !listed.some((entry) => entry.uid === uid));
    if ((await this.remaining(unlisted)).length > 0) throw new IncompleteAnswer('The server listed too few mails');
    let group: Listed[] = [];
    let bytes = 0;
    for (const { uid, size = 0 } of [...listed].sort((a, b) => a.uid - b.uid)) {
      const taken = Math.min(size, this.place.account.maxBytes);
      if (group.length > 0 && bytes + taken > BATCH_BYTES) {
        await this.takeGroup(group);
        [group, bytes] = [[], 0];
      }
      group.push({ uid, size });
      bytes += taken;
    }
    if (group.length > 0) await this.takeGroup(group);
    // Mails that vanished between search and fetch are passed over for good.
    const last = uids.at(-1) ?? 0;
    if (last > this.cursor.lastUid) await this.save({ ...this.cursor, lastUid: last });
  }

  private async takeGroup(group: readonly Listed[]): Promise<void> {
    const done: number[] = [];
    const failed: number[] = [];
    /** Failures since the last success: about these mails if a later one succeeds, else about the store. */
    let doubtful: number[] = [];
    const mails = await this.fetchEach(group, failed);
    for (const mail of mails) {
      if (await this.store(mail, sizeOf(group, mail.uid))) {
        this.memory.outages = 0;
        done.push(mail.uid);
        failed.push(...doubtful);
        doubtful = [];
      } else doubtful.push(mail.uid);
      if (doubtful.length >= OUTAGE && this.memory.outages < OUTAGE) {
        this.memory.outages += 1;
        await this.settle((doubtful[0] ?? mail.uid) - 1, done, failed);
        throw new StoreFailing('Mails cannot be stored at the moment. They stay on the server until they can.');
      }
    }
    const unread = group.filter(({ uid }) => !mails.some((mail) => mail.uid === uid) && !failed.includes(uid));
    failed.push(...(await this.remaining(unread.map(({ uid }) => uid))));
    await this.settle(group.at(-1)?.uid ?? 0, done, [...failed, ...doubtful]);
  }

  private async settle(reached: number, done: readonly number[], failed: readonly number[]): Promise<void> {
    const now = Date.now();
    const retries = [...this.cursor.retries, ...failed.map((uid) => ({ uid, tries: 1, dueAt: now + retryDelay(1) }))];
    if (retries.length > MOST_RETRIES) throw new StoreFailing('Too many mails of this folder wait to be stored');
    if (reached > this.cursor.lastUid) await this.save({ ...this.cursor, lastUid: reached, retries });
    await this.mark(done);
  }

  /** A mail that its own server cannot hand out must not stand in the way of the others. */
  private async fetchEach(group: readonly Listed[], failed: number[]): Promise<FetchMessageObject[]> {
    try {
      return await this.fetch(group);
    } catch (failure) {
      if (!this.client.usable || failureText(failure, 'responseStatus') === '') throw failure;
    }
    const mails: FetchMessageObject[] = [];
    for (const entry of group) {
      try {
        mails.push(...(await this.fetch([entry])));
      } catch (failure) {
        if (!this.client.usable || failureText(failure, 'responseStatus') === '') throw failure;
        failed.push(entry.uid);
      }
    }
    return mails;
  }

  private async fetch(group: readonly Listed[]): Promise<FetchMessageObject[]> {
    const large = group.filter(({ size }) => size > this.place.account.maxBytes).map(({ uid }) => uid);
    const whole = group.map(({ uid }) => uid).filter((uid) => !large.includes(uid));
    const wanted = { uid: true, flags: true, internalDate: true };
    // A mail of many megabytes over a slow line is no silence; imapflow watches the socket itself.
    const sources = async (
      uids: readonly number[],
      source: true | { maxLength: number },
    ): Promise<FetchMessageObject[]> =>
      uids.length === 0
        ? []
        : within(
            this.place.patience.commandMs * 5,
            this.client.fetchAll(uids.join(','), { ...wanted, source }, { uid: true }),
          );
    const mails = [...(await sources(whole, true)), ...(await sources(large, { maxLength: OVERSIZE_HEAD }))];
    return mails.sort((a, b) => a.uid - b.uid);
  }

  private async store(mail: FetchMessageObject, size: number): Promise<boolean> {
    if (mail.source === undefined) return false;
    const { uidValidity } = this.cursor;
    const at = mail.internalDate === undefined ? Number.NaN : new Date(mail.internalDate).getTime();
    const delivery: MailboxDelivery = {
      mailbox: this.place.account.id,
      folder: this.place.folder,
      uidValidity,
      uid: mail.uid,
      internalDate: Number.isNaN(at) ? null : instant(at),
      flags: [...(mail.flags ?? [])],
      oversize: size > this.place.account.maxBytes ? size : null,
    };
    try {
      await this.place.world.store(mail.source, delivery);
      return true;
    } catch {
      return false;
    }
  }

  private async retryDue(): Promise<void> {
    const now = Date.now();
    for (const entry of this.cursor.retries.filter(({ dueAt }) => dueAt <= now).slice(0, BATCH)) {
      const mail = await this.fetchOne(entry.uid);
      const stored = mail === null || (await this.store(mail, mail.size ?? 0));
      const others = this.cursor.retries.filter(({ uid }) => uid !== entry.uid);
      const tries = entry.tries + 1;
      const again = { uid: entry.uid, tries, dueAt: Date.now() + retryDelay(tries) };
      await this.save({ ...this.cursor, retries: stored ? others : [...others, again] });
      if (stored && mail !== null) await this.mark([entry.uid]);
      if (!stored && tries === ALARM_AFTER_TRIES) this.alarm('mailNotStored', `UID ${entry.uid} failed ${tries} times`);
    }
  }

  /** Null when it is gone from the server. */
  private async fetchOne(uid: number): Promise<FetchMessageObject | null> {
    if ((await this.remaining([uid])).length === 0) return null;
    const [listed] = await this.command(this.client.fetchAll(String(uid), { uid: true, size: true }, { uid: true }));
    const size = listed?.size ?? 0;
    const [mail] = await this.fetchEach([{ uid, size }], []);
    return { ...(mail ?? { uid, seq: 0 }), size };
  }

  private async mark(uids: readonly number[]): Promise<void> {
    if (!this.place.account.marksSeen || uids.length === 0) return;
    try {
      const set = await this.command(
        this.client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true, silent: true }),
      );
      if (!set) this.tellNotMarked('the server refused the flag');
    } catch (failure) {
      if (!this.client.usable) throw failure;
      this.tellNotMarked(failureText(failure, 'responseText') || failureText(failure, 'message'));
    }
  }

  private tellNotMarked(detail: string): void {
    if (this.memory.toldNotMarked) return;
    this.memory.toldNotMarked = true;
    this.alarm('notMarked', `Mails are stored but cannot be marked as read: ${detail.slice(0, 200)}`);
  }

  private alarm(alarm: MailboxAlarm, detail: string): void {
    this.place.world.report({
      kind: 'alarm',
      mailbox: this.place.account.id,
      folder: this.place.folder,
      alarm,
      detail,
    });
  }

  private async save(cursor: FolderCursor): Promise<void> {
    await this.place.world.cursor.save(this.place.folder, cursor);
    this.cursor = cursor;
  }
}

const sizeOf = (group: readonly Listed[], uid: number): number => group.find((entry) => entry.uid === uid)?.size ?? 0;
