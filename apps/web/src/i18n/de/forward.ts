import type { forward as english } from '../en/forward.js';
import type { TextsLike } from '../text.js';

export const forward: TextsLike<typeof english> = {
  title: 'Weiterleiten',
  unseen: 'Der Kunde sieht das nicht.',
  subject: 'Betreff',
  placeholder: 'Was sollen die Empfänger wissen oder tun?',
  below: 'Darunter: die Nachricht von {{name}}',
  send: 'Weiterleiten',
  sent: 'Wird in {{span}} weitergeleitet',
};
