import type { absences as english } from '../en/absences.js';
import type { TextsLike } from '../text.js';

export const absences: TextsLike<typeof english> = {
  title: 'Abwesenheiten',
  mine: 'Meine Abwesenheit',
  explain: 'Unbeantwortetes geht zu Beginn zurück in den Eingang oder an die Vertretung.',
  none: 'Niemand ist fort.',
  noneMine: 'Sie haben keine eingetragen.',
  person: 'Person',
  from: 'Von',
  to: 'Bis',
  deputy: 'Vertretung',
  noDeputy: 'niemand: zurück in den Eingang',
  add: 'Abwesenheit eintragen',
  edit: 'Abwesenheit von {{name}} ändern',
  save: 'Abwesenheit speichern',
  saved: 'Die Abwesenheit von {{name}} ist gespeichert',
  remove: 'Abwesenheit von {{name}} entfernen',
  removed: 'Die Abwesenheit von {{name}} ist entfernt',
  now: 'jetzt fort',
  past_one: '{{count}} vergangene Abwesenheit',
  past_other: '{{count}} vergangene Abwesenheiten',
  fault: {
    dates: 'Wählen Sie Beginn und Ende.',
    order: 'Sie endet, bevor sie beginnt.',
    tooLong: 'Eine Abwesenheit dauert höchstens ein Jahr.',
    self: 'Niemand vertritt sich selbst: Wählen Sie jemand anderen.',
    unknown: 'Diese Person ist nicht hier oder nicht mehr da: Wählen Sie eine andere.',
    overlap: 'In dieser Zeit ist schon eine Abwesenheit eingetragen: Ändern Sie jene.',
  },
};
