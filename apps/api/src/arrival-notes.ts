import { Inject, Injectable } from '@nestjs/common';
import type { Desk } from '@redress/desk/desk.js';
import { noteTaken, type Taken } from '@redress/desk/receiving.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { Afterwards } from './afterwards.js';
import { DESK } from './parts.js';

/** Notes of one account are written down together after this. */
const GATHER_MS = 250;

/**
 * Notes on accounts what platforms brought to them, after they were answered and for a crowd at once: each would wait for the same row.
 * Whoever is killed meanwhile loses the count of a moment, and nothing of what was brought.
 */
@Injectable()
export class ArrivalNotes {
  private readonly gathered = new Map<string, Taken>();

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(Afterwards) private readonly afterwards: Afterwards,
  ) {}

  note(accountId: string, taken: Taken): void {
    const before = this.gathered.get(accountId);
    this.gathered.set(accountId, {
      count: taken.count + (before?.count ?? 0),
      lagSeconds: taken.lagSeconds ?? before?.lagSeconds ?? null,
    });
    if (before === undefined) this.afterwards.run(() => this.write(accountId));
  }

  private async write(accountId: string): Promise<void> {
    await sleep(GATHER_MS);
    const taken = this.gathered.get(accountId);
    this.gathered.delete(accountId);
    if (taken !== undefined) await noteTaken(this.desk, accountId, taken);
  }
}
