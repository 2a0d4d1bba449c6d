import type { ConnectionStep } from '@redress/contract/mail.js';
import type { Say } from '../../i18n/text.js';

/** What the server said of it, where it said something. */
const SAID = 'It said: ';

/** What is to be done about a step that failed, in the language of the screen; of one that worked, what it found. */
export function remedyWords(say: Say, { remedy, detail }: ConnectionStep): string {
  if (remedy === null || remedy === 'other') return detail;
  const [, said] = detail.split(SAID);
  const words = say(`admin.mailbox.remedies.${remedy}`);
  return said === undefined || said === '' ? words : `${words} ${say('admin.mailbox.said', { said })}`;
}
