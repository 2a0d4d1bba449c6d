import type { undertakings as english } from '../en/undertakings.js';
import type { TextsLike } from '../text.js';

export const undertakings: TextsLike<typeof english> = {
  title: 'Zusagen',
  none: 'Dem Kunden ist nichts zugesagt.',
  make: 'Zusagen',
  makeTitle: 'Dem Kunden etwas zusagen',
  makeHint: 'Der Kunde bekommt keine Nachricht. Sie werden erinnert, bevor die Zusage fällig ist.',
  text: 'Was zugesagt ist',
  dueAt: 'Bis',
  made: 'Zusage festgehalten',
  keep: 'Eingehalten',
  kept: 'Zusage eingehalten',
  withdraw: 'Zurücknehmen …',
  reason: 'Warum sie nicht mehr geschuldet ist (eine interne Notiz)',
  doWithdraw: 'Zusage zurücknehmen',
  withdrawn: 'Zusage zurückgenommen',
  by: 'von {{name}}',
  state: { kept: 'Eingehalten', late: 'Verspätet eingehalten', withdrawn: 'Zurückgenommen' },
};
