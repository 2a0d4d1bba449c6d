import type { Transaction } from '../sql.js';

export interface StoredCall {
  readonly messageId: string;
  readonly direction: 'inbound' | 'outbound';
  /** E.164, or an extension of our own; null when withheld or not said. */
  readonly from: string | null;
  readonly to: string | null;
  readonly durationSeconds: number | null;
}

/** The message that holds what was said must be there already. */
export async function insertCall(tx: Transaction, call: StoredCall): Promise<void> {
  await tx.rows(
    'INSERT INTO calls (message_id, direction, from_number, to_number, duration_seconds) VALUES ($1, $2, $3, $4, $5)',
    [call.messageId, call.direction, call.from, call.to, call.durationSeconds],
  );
}
