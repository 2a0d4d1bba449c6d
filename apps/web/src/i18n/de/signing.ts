import type { signing as english } from '../en/signing.js';
import type { TextsLike } from '../text.js';

export const signing: TextsLike<typeof english> = {
  title: 'Wie ich unterschreibe',
  explain: 'Signaturen von Eingängen können danach fragen. Was leer ist, steht nirgends.',
  name: 'Name, wie Kunden ihn lesen',
  nameHint: 'Leer: {{name}}',
  jobTitle: 'Funktion',
  phone: 'Telefon',
  saved: 'Ihre Signaturzeile ist gespeichert',
  fault: 'Je eine Zeile, Name und Funktion mit höchstens 120 Zeichen, die Nummer mit 60',
};
