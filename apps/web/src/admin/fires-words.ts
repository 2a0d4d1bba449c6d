import type { TriggerFires } from '@redress/contract/automation.js';
import type { Say } from '../i18n/text.js';

/** What it waits for: something that happens to a ticket, or that one stays in a status for so long. */
export function firesWords(say: Say, fires: TriggerFires): string {
  if (fires.on !== undefined) return say(`admin.triggers.occasion.${fires.on}`);
  return `${say(`words.status.${fires.status ?? 'open'}`)}, ${fires.afterMinutes ?? 0} min`;
}
