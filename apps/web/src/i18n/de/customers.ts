import type { customers as english } from '../en/customers.js';
import type { TextsLike } from '../text.js';

export const customers: TextsLike<typeof english> = {
  title: 'Kunden',
  search: 'Name, Adresse oder Nummer',
  none: 'Kein Kunde passt zu „{{text}}“.',
  first: 'Kunden erscheinen hier mit ihrer ersten Nachricht.',
  since: 'seit {{year}}',
  allTickets: 'Alle Vorgänge',
  identities: 'Erreichbar über',
  verified: 'geprüft',
  undeliverable: 'unzustellbar',
  name: 'Name',
  language: 'Sprache',
  editName: 'Namen ändern',
  saved: 'Kunde gespeichert',
};
