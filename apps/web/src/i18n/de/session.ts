import type { session as english } from '../en/session.js';
import type { TextsLike } from '../text.js';

export const session: TextsLike<typeof english> = {
  title: 'Anmelden',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  repeatPassword: 'Noch einmal',
  submit: 'Anmelden',
  forgot: 'Passwort vergessen?',
  back: 'Zurück zur Anmeldung',
  reset: {
    title: 'Passwort zurücksetzen',
    explain: 'Geben Sie die Adresse an, mit der Sie sich anmelden. Ist sie hier bekannt, kommt ein Link per E-Mail.',
    submit: 'Link senden',
    sent: 'Ist diese Adresse hier bekannt, ist ein Link unterwegs. Er gilt nur kurze Zeit.',
    choose: 'Neues Passwort wählen',
    save: 'Passwort speichern',
    saved: 'Das Passwort ist geändert. Melden Sie sich damit an.',
    gone: 'Dieser Link wurde benutzt oder ist zu alt. Fordern Sie einen neuen an.',
    differ: 'Die beiden Passwörter sind verschieden.',
    short: 'Bitte mindestens 12 Zeichen.',
  },
  wrong: 'Adresse oder Passwort stimmt nicht.',
  tooMany: 'Zu viele Versuche. Warten Sie eine Minute.',
  ended: 'Ihre Sitzung ist beendet. Melden Sie sich neu an; Ihre Entwürfe bleiben erhalten.',
  tagline: 'Von der Beschwerde zur Lösung.',
};
