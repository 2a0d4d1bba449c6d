import type { SimulatedMail } from './simulate-mail.js';

/** Of what is new: most people write a mail. */
export const FORM_SHARE = 0.1;

const PATIENCE_MS = 10_000;

/** The same words as somebody types them into the form. @throws Error when it is not taken */
export async function sendForm(server: string, { from, mail }: SimulatedMail): Promise<void> {
  const description = typeof mail.text === 'string' ? mail.text : '';
  const name = typeof mail.from === 'object' && 'name' in mail.from ? mail.from.name : '';
  const answer = await fetch(`${server}/api/v1/intake/web-form/complaint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description, email: from, name }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the form was answered ${answer.status}: ${text.slice(0, 200)}`);
}
