import { type FormField, type FormFieldKind, type FormLanguage, type Remedy, textIn } from './form.js';

interface FormLabels {
  readonly fields: Readonly<Record<Exclude<FormFieldKind, 'text' | 'consent'>, string>>;
  readonly remedies: Readonly<Record<Remedy, string>>;
  readonly given: string;
}

/** What a field is called where its form says nothing else. */
export const FORM_LABELS: Readonly<Record<FormLanguage, FormLabels>> = {
  en: {
    fields: {
      description: 'What happened?',
      subject: 'In a few words',
      email: 'Your mail address',
      name: 'Your name',
      phone: 'Your telephone number',
      customerNumber: 'Your customer number',
      orderNumber: 'Order number',
      product: 'Which product is it about?',
      desiredRemedy: 'What would put it right?',
      files: 'Photos or other files',
    },
    remedies: {
      apology: 'Apology',
      explanation: 'Explanation',
      repair: 'Repair',
      replacement: 'Replacement',
      refund: 'Money back',
      compensation: 'Compensation',
    },
    given: 'Agreed',
  },
  de: {
    fields: {
      description: 'Was ist passiert?',
      subject: 'In wenigen Worten',
      email: 'Ihre E-Mail-Adresse',
      name: 'Ihr Name',
      phone: 'Ihre Telefonnummer',
      customerNumber: 'Ihre Kundennummer',
      orderNumber: 'Bestellnummer',
      product: 'Um welches Produkt geht es?',
      desiredRemedy: 'Was würde es gutmachen?',
      files: 'Fotos oder andere Dateien',
    },
    remedies: {
      apology: 'Entschuldigung',
      explanation: 'Erklärung',
      repair: 'Reparatur',
      replacement: 'Ersatz',
      refund: 'Geld zurück',
      compensation: 'Entschädigung',
    },
    given: 'Zugestimmt',
  },
  it: {
    fields: {
      description: 'Che cosa è successo?',
      subject: 'In poche parole',
      email: 'Il Suo indirizzo e-mail',
      name: 'Il Suo nome',
      phone: 'Il Suo numero di telefono',
      customerNumber: 'Il Suo numero cliente',
      orderNumber: 'Numero d’ordine',
      product: 'Di quale prodotto si tratta?',
      desiredRemedy: 'Come possiamo rimediare?',
      files: 'Foto o altri file',
    },
    remedies: {
      apology: 'Scuse',
      explanation: 'Spiegazione',
      repair: 'Riparazione',
      replacement: 'Sostituzione',
      refund: 'Rimborso',
      compensation: 'Risarcimento',
    },
    given: 'Accettato',
  },
};

/** What the field is called on the page and in the message. */
export function labelOf(field: FormField, language: FormLanguage, order: readonly FormLanguage[]): string {
  const own = field.label[language] ?? '';
  if (own !== '') return own;
  if (field.kind === 'text' || field.kind === 'consent') return textIn(field.label, language, order);
  return FORM_LABELS[language].fields[field.kind];
}
