import type { Draft } from '@redress/contract/messages.js';
import { ApiError, get, put, remove, Unreachable } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { bodyOf, type Content, contentOf, isBlank, keepCopy, NOTHING, readCopy } from './drafts.js';

/** `here`: only this device has it, because the server is out of reach; it is tried again with the next key and the next connection. */
export type DraftPhase = 'reading' | 'clean' | 'typing' | 'saving' | 'here';

export interface DraftSnapshot {
  readonly content: Content;
  readonly phase: DraftPhase;
  readonly savedAt: number | null;
  /** What another window has stored meanwhile; nothing is saved until one of the two is chosen. */
  readonly conflict: Draft | null;
}

const AFTER_TYPING_MS = 800;

/** Keeps one draft: on this device with every key, on the server 800 ms after the last one. */
export class DraftKeeper {
  private snapshot: DraftSnapshot = { content: NOTHING, phase: 'reading', savedAt: null, conflict: null };
  private version = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private saving: Promise<void> | null = null;
  private stopped = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ticketId: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): DraftSnapshot => this.snapshot;

  readonly retry = (): void => {
    if (this.snapshot.phase === 'here') void this.save();
  };

  async start(): Promise<void> {
    this.stopped = false;
    const stored = await this.fetchStored();
    const copy = readCopy(this.ticketId);
    if (this.snapshot.phase !== 'reading') return;
    this.version = stored?.version ?? 0;
    if (copy === null) {
      this.set({ content: stored === null ? NOTHING : contentOf(stored), phase: 'clean' });
    } else if (stored !== null && copy.version < stored.version && copy.content.text !== stored.text) {
      this.set({ content: copy.content, phase: 'clean', conflict: stored });
    } else {
      this.set({ content: copy.content, phase: 'typing' });
      this.schedule();
    }
  }

  /** What is not saved yet is sent on its way; the copy on this device stays until it has arrived. */
  stop(): void {
    this.stopped = true;
    if (this.timer !== null) void this.save();
  }

  edit(change: Partial<Content>): void {
    const content = { ...this.snapshot.content, ...change };
    keepCopy(this.ticketId, { content, version: this.version });
    this.set({ content, phase: 'typing' });
    if (this.snapshot.conflict === null) this.schedule();
  }

  choose(which: 'here' | 'stored'): void {
    const { conflict } = this.snapshot;
    if (conflict === null) return;
    this.version = conflict.version;
    if (which === 'stored') {
      keepCopy(this.ticketId, null);
      this.set({ content: contentOf(conflict), phase: 'clean', conflict: null });
    } else {
      this.set({ conflict: null });
      void this.save();
    }
  }

  /** No save may reach the server after the message that makes it needless. */
  async rest(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.saving;
  }

  /** The message was refused: what was typed is a draft as before. */
  goOn(): void {
    if (this.snapshot.phase === 'typing') this.schedule();
  }

  /**
   * After sending or discarding: nothing of it is left anywhere. @param sent with the message the server forgot it already
   * @param next what was written meanwhile
   */
  async clear(sent = false, next: Content = NOTHING): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    keepCopy(this.ticketId, null);
    this.set({ content: { ...NOTHING }, phase: 'clean', savedAt: null, conflict: null });
    // what is typed from now on is saved after it: else the removal takes the new draft with it
    this.saving = this.forget(sent, this.saving).finally(() => (this.saving = null));
    if (!isBlank(next)) this.edit(next);
    await this.saving;
  }

  private async forget(sent: boolean, saving: Promise<void> | null): Promise<void> {
    // one that failed has said so itself
    await saving?.catch(() => undefined);
    this.version = 0;
    queryClient.setQueryData(keys.draft(this.ticketId), null);
    if (sent && saving === null) return;
    try {
      await remove(`/tickets/${this.ticketId}/draft`);
    } catch {
      // an unreachable server forgets it with the next save
    }
  }

  replace(draft: Draft): void {
    this.version = draft.version;
    this.set({ content: contentOf(draft), phase: 'clean', conflict: null });
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), AFTER_TYPING_MS);
  }

  private async save(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    while (this.saving !== null) await this.saving;
    const { content, conflict } = this.snapshot;
    if (conflict !== null) return;
    // a way that was chosen for nothing is no draft
    if (isBlank(content) && this.version === 0) return this.set({ phase: 'clean' });
    this.set({ phase: 'saving' });
    this.saving = this.put(content).finally(() => (this.saving = null));
    await this.saving;
  }

  private async put(content: Content): Promise<void> {
    try {
      const draft = await put<Draft>(`/tickets/${this.ticketId}/draft`, { body: bodyOf(content, this.version) });
      this.version = draft.version;
      queryClient.setQueryData(keys.draft(this.ticketId), draft);
      if (this.snapshot.content !== content) return;
      keepCopy(this.ticketId, null);
      this.set({ phase: 'clean', savedAt: Date.now() });
    } catch (reason) {
      await this.explain(reason);
    }
  }

  private async explain(reason: unknown): Promise<void> {
    if (reason instanceof ApiError && (reason.status === 412 || reason.status === 409)) {
      const stored = await this.fetchStored();
      if (stored === null) {
        this.version = 0;
        this.schedule();
      } else this.set({ conflict: stored, phase: 'here' });
      return;
    }
    this.set({ phase: 'here' });
    if (!(reason instanceof Unreachable) && !this.stopped) throw reason;
  }

  private async fetchStored(): Promise<Draft | null> {
    try {
      return await get<Draft | null>(`/tickets/${this.ticketId}/draft`);
    } catch {
      return null;
    }
  }

  private set(change: Partial<DraftSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
