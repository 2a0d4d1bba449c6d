import type { TextsLike } from '../text.js';
import type { newTicket as english } from '../en/new-ticket.js';

export const newTicket: TextsLike<typeof english> = {
  title: 'Neuer Vorgang',
  explain: 'Für einen Anruf, einen Besuch, einen Brief oder im Namen eines Kunden.',
  channel: 'Wie es uns erreichte',
  subject: 'Worum geht es?',
  text: 'Was ist geschehen?',
  customer: 'Von wem kommt es?',
  name: 'Name',
  email: 'E-Mail-Adresse',
  phone: 'Telefon',
  queue: 'Eingang',
  priority: 'Priorität',
  kind: 'Art',
  create: 'Vorgang anlegen',
  created: '{{number}} angelegt',
  subjectMissing: 'Sagen Sie in wenigen Worten, worum es geht.',
  textMissing: 'Schreiben Sie, was geschehen ist.',
  emailWrong: 'Das ist keine E-Mail-Adresse.',
  unknownCustomer: 'Ohne Name, Adresse oder Telefon hat der Vorgang keinen Kunden.',
};
