import type { adminPhones as english } from '../en/admin-phones.js';
import type { TextsLike } from '../text.js';

export const adminPhones: TextsLike<typeof english> = {
  title: 'Telefonanlagen',
  explain:
    'Telefonanlagen, die Anrufe melden: Der Anrufer erscheint auf dem richtigen Bildschirm, und wer verpasst wurde, wird zurückgerufen.',
  add: 'Telefonanlage verbinden',
  edit: '{{name}} bearbeiten',
  none: 'Keine Telefonanlage ist verbunden.',
  name: 'Name',
  queue: 'Eingang',
  queueHint:
    'Hierher kommen Anrufe, zu denen die Anlage keinen Ihrer Eingänge nennt. Sein Team sieht sie und ruft zurück.',
  minutes: 'Minuten bis zum Rückruf',
  minutesHint: 'In den Geschäftszeiten derer, die den Eingang bearbeiten.',
  minutesFault: 'Eine ganze Zahl von Minuten von 1 bis 10.080.',
  enabled: 'Nimmt Anrufe entgegen',
  state: 'Zustand',
  calls: 'Anrufe in 24 Stunden',
  health: { off: 'ausgeschaltet', refused: 'abgewiesen', silent: 'noch nichts gehört', heard: 'gehört' },
  addressTitle: 'Adresse von {{name}}',
  addressExplain: 'Tragen Sie sie in der Telefonanlage ein. Wer sie kennt, kann Anrufe melden.',
  renew: 'Neue Adresse',
  renewHint: 'Kennt jemand die Adresse, der sie nicht kennen soll?',
  renewTitle: 'Bekommt {{name}} eine neue Adresse?',
  renewExplain: 'Die bisherige Adresse öffnet dann nichts mehr: Tragen Sie die neue gleich in der Telefonanlage ein.',
  saved: '{{name}} ist gespeichert',
  removeTitle: '{{name}} entfernen?',
  removeExplain: 'Nur eine Verbindung, über die nie ein Anruf kam, kann entfernt werden. Schalten Sie jede andere aus.',
  removed: '{{name}} ist entfernt',
  howTo: {
    title: 'So wird eine Telefonanlage verbunden',
    address: 'Legen Sie hier eine Verbindung an und kopieren Sie ihre Adresse; sie wird einmal gezeigt.',
    events:
      'Lassen Sie die Anlage einen HTTP-POST dorthin senden, als JSON oder als Formular, wenn ein Anruf beginnt (newCall), angenommen wird (answer) und endet (hangup). Alle drei sind nötig: Ohne die beiden anderen sieht jeder Anruf verpasst aus.',
    people:
      'Tragen Sie Nebenstellen oder Benutzernamen bei den Personen ein; unter „Mein Telefon“ kann es jeder selbst.',
    fields:
      'Felder: event, direction (in oder out), callId (in allen Meldungen eines Anrufs gleich), from, to; und wo bekannt user, queue, answeringNumber und cause. Was sonst gesendet wird, wird übergangen.',
    example: 'Beispiel eines Anrufs',
    systems:
      'Das ist das allgemeine Format von Zammad: Was damit spricht, braucht nur diese Adresse. 3CX sendet es aus einem Call Flow, Asterisk und FreePBX aus dem Wählplan. Placetel und sipgate benennen ihre Felder anders und brauchen einen Vermittler, der diese sendet.',
  },
};
