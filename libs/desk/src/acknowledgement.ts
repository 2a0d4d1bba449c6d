import { Liquid } from 'liquidjs';
import type { Instant } from '@redress/domain/time.js';

/** What an acknowledgement may say; nothing of what the customer wrote, so that it cannot be made to carry a stranger's words. */
export interface AcknowledgementFacts {
  readonly number: string;
  readonly installation: string;
  readonly receivedAt: Instant;
  readonly answerBy: Instant;
  /** The secret page of this customer; null where the mail may reach somebody else. */
  readonly statusUrl: string | null;
  /** Somebody typed the address into a form: it may be another's. */
  readonly byForm: boolean;
}

const TEMPLATES = {
  en: {
    subject: 'We have received your message [{{ number }}]',
    date: { locale: 'en-GB', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    text: `Good day,

thank you for your message. We received it on {{ receivedOn }} and keep it under the number {{ number }}.

What happens next: a person reads it, and you get our answer by {{ answerBy }}.

If you want to add something, just answer this mail{% if statusUrl %}, or use your own page, which also shows how far we are:
{{ statusUrl }}
Whoever has this link can read along: please keep it to yourself{% endif %}.{% if byForm %}

You get this because your address was given in our form. If that was not you, you need do nothing.{% endif %}

{{ installation }}
`,
  },
  de: {
    subject: 'Ihre Nachricht ist bei uns angekommen [{{ number }}]',
    date: { locale: 'de-DE', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    text: `Guten Tag,

vielen Dank für Ihre Nachricht. Sie ist am {{ receivedOn }} bei uns eingegangen und hat die Nummer {{ number }}.

So geht es weiter: Ein Mensch liest sie, und Sie bekommen unsere Antwort bis {{ answerBy }}.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail{% if statusUrl %} oder nutzen Sie Ihre eigene Seite, die auch zeigt, wie weit wir sind:
{{ statusUrl }}
Wer diesen Link hat, kann mitlesen: Bitte behalten Sie ihn für sich{% endif %}.{% if byForm %}

Sie bekommen diese E-Mail, weil Ihre Adresse in unserem Formular angegeben wurde. Waren Sie das nicht, müssen Sie nichts tun.{% endif %}

{{ installation }}
`,
  },
  it: {
    subject: 'Abbiamo ricevuto il Suo messaggio [{{ number }}]',
    date: { locale: 'it-IT', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    text: `Buongiorno,

grazie per il Suo messaggio. È arrivato da noi {{ receivedOn }} e ha il numero {{ number }}.

Come si procede: una persona lo legge e Lei riceve la nostra risposta entro {{ answerBy }}.

Se desidera aggiungere qualcosa, risponda semplicemente a questa e-mail{% if statusUrl %} oppure usi la Sua pagina personale, che mostra anche a che punto siamo:
{{ statusUrl }}
Chi ha questo link può leggere tutto: per favore lo tenga per sé{% endif %}.{% if byForm %}

Riceve questa e-mail perché il Suo indirizzo è stato indicato nel nostro modulo. Se non è stato Lei, non deve fare nulla.{% endif %}

{{ installation }}
`,
  },
} as const;

const liquid = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true });

type TemplateLanguage = keyof typeof TEMPLATES;

const parsed = {
  en: { subject: liquid.parse(TEMPLATES.en.subject), text: liquid.parse(TEMPLATES.en.text) },
  de: { subject: liquid.parse(TEMPLATES.de.subject), text: liquid.parse(TEMPLATES.de.text) },
  it: { subject: liquid.parse(TEMPLATES.it.subject), text: liquid.parse(TEMPLATES.it.text) },
};

function dateIn(language: TemplateLanguage, at: Instant): string {
  const { locale, ...parts } = TEMPLATES[language].date;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(at));
}

/** German for German mails, Italian for Italian ones, English for all others. */
export function acknowledgementLetter(
  language: string | null,
  facts: AcknowledgementFacts,
): { subject: string; text: string } {
  const chosen: TemplateLanguage = language === 'de' || language === 'it' ? language : 'en';
  const scope = {
    number: facts.number,
    installation: facts.installation,
    receivedOn: dateIn(chosen, facts.receivedAt),
    answerBy: dateIn(chosen, facts.answerBy),
    statusUrl: facts.statusUrl,
    byForm: facts.byForm,
  };
  return {
    subject: liquid.renderSync(parsed[chosen].subject, scope),
    text: liquid.renderSync(parsed[chosen].text, scope),
  };
}
