import type { MailTemplateName, MailText } from './template.js';

type Languages = Readonly<{ en: MailText }> & Readonly<Record<string, MailText>>;

/** What is sent where nobody wrote anything else. Lines are as long as the mail's: what gets it folds them. */
export const BUILT_IN: Readonly<Record<MailTemplateName, Languages>> = {
  acknowledgement: {
    en: {
      subject: 'We have received your message [{{ ticket.number }}]',
      text: `Good day,

thank you for your message. We received it on {{ ticket.received_on }} and keep it under the number {{ ticket.number }}.

What happens next: a person reads it, and you get our answer by {{ ticket.answer_by }}.

If you want to add something, just answer this mail{% if ticket.status_link %}, or use your own page, which also shows how far we are:
{{ ticket.status_link }}
Whoever has this link can read along: please keep it to yourself{% endif %}.

{{ installation.name }}
`,
    },
    de: {
      subject: 'Ihre Nachricht ist bei uns angekommen [{{ ticket.number }}]',
      text: `Guten Tag,

vielen Dank für Ihre Nachricht. Sie ist am {{ ticket.received_on }} bei uns eingegangen und hat die Nummer {{ ticket.number }}.

So geht es weiter: Ein Mensch liest sie, und Sie bekommen unsere Antwort bis {{ ticket.answer_by }}.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail{% if ticket.status_link %} oder nutzen Sie Ihre eigene Seite, die auch zeigt, wie weit wir sind:
{{ ticket.status_link }}
Wer diesen Link hat, kann mitlesen: Bitte behalten Sie ihn für sich{% endif %}.

{{ installation.name }}
`,
    },
    it: {
      subject: 'Abbiamo ricevuto il Suo messaggio [{{ ticket.number }}]',
      text: `Buongiorno,

grazie per il Suo messaggio. È arrivato da noi {{ ticket.received_on }} e ha il numero {{ ticket.number }}.

Come si procede: una persona lo legge e Lei riceve la nostra risposta entro {{ ticket.answer_by }}.

Se desidera aggiungere qualcosa, risponda semplicemente a questa e-mail{% if ticket.status_link %} oppure usi la Sua pagina personale, che mostra anche a che punto siamo:
{{ ticket.status_link }}
Chi ha questo link può leggere tutto: per favore lo tenga per sé{% endif %}.

{{ installation.name }}
`,
    },
  },
  formAcknowledgement: {
    en: {
      subject: 'We have received your message [{{ ticket.number }}]',
      text: `Good day,

thank you for your message. We received it on {{ ticket.received_on }} and keep it under the number {{ ticket.number }}.

What happens next: a person reads it, and you get our answer by {{ ticket.answer_by }}.

If you want to add something, just answer this mail{% if ticket.status_link %}, or use your own page, which also shows how far we are:
{{ ticket.status_link }}
Whoever has this link can read along: please keep it to yourself{% endif %}.

You get this because your address was given in our form. If that was not you, you need do nothing.

{{ installation.name }}
`,
    },
    de: {
      subject: 'Ihre Nachricht ist bei uns angekommen [{{ ticket.number }}]',
      text: `Guten Tag,

vielen Dank für Ihre Nachricht. Sie ist am {{ ticket.received_on }} bei uns eingegangen und hat die Nummer {{ ticket.number }}.

So geht es weiter: Ein Mensch liest sie, und Sie bekommen unsere Antwort bis {{ ticket.answer_by }}.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail{% if ticket.status_link %} oder nutzen Sie Ihre eigene Seite, die auch zeigt, wie weit wir sind:
{{ ticket.status_link }}
Wer diesen Link hat, kann mitlesen: Bitte behalten Sie ihn für sich{% endif %}.

Sie bekommen diese E-Mail, weil Ihre Adresse in unserem Formular angegeben wurde. Waren Sie das nicht, müssen Sie nichts tun.

{{ installation.name }}
`,
    },
    it: {
      subject: 'Abbiamo ricevuto il Suo messaggio [{{ ticket.number }}]',
      text: `Buongiorno,

grazie per il Suo messaggio. È arrivato da noi {{ ticket.received_on }} e ha il numero {{ ticket.number }}.

Come si procede: una persona lo legge e Lei riceve la nostra risposta entro {{ ticket.answer_by }}.

Se desidera aggiungere qualcosa, risponda semplicemente a questa e-mail{% if ticket.status_link %} oppure usi la Sua pagina personale, che mostra anche a che punto siamo:
{{ ticket.status_link }}
Chi ha questo link può leggere tutto: per favore lo tenga per sé{% endif %}.

Riceve questa e-mail perché il Suo indirizzo è stato indicato nel nostro modulo. Se non è stato Lei, non deve fare nulla.

{{ installation.name }}
`,
    },
  },
  statusLink: {
    en: {
      subject: 'Your page for [{{ ticket.number }}]',
      text: `Good day,

this page shows everything that we wrote to each other about {{ ticket.number }}, and how far we are:
{{ ticket.status_link }}

Whoever has this link can read along: please keep it to yourself. If you did not ask for it, you need not do anything.

{{ installation.name }}
`,
    },
    de: {
      subject: 'Ihre Seite zum Vorgang [{{ ticket.number }}]',
      text: `Guten Tag,

auf dieser Seite sehen Sie alles, was wir uns zum Vorgang {{ ticket.number }} geschrieben haben, und wie weit wir sind:
{{ ticket.status_link }}

Wer diesen Link hat, kann mitlesen: Bitte behalten Sie ihn für sich. Haben Sie ihn nicht angefordert, müssen Sie nichts tun.

{{ installation.name }}
`,
    },
    it: {
      subject: 'La Sua pagina per la pratica [{{ ticket.number }}]',
      text: `Buongiorno,

su questa pagina trova tutto ciò che ci siamo scritti sulla pratica {{ ticket.number }} e a che punto siamo:
{{ ticket.status_link }}

Chi ha questo link può leggere tutto: per favore lo tenga per sé. Se non lo ha chiesto, non deve fare nulla.

{{ installation.name }}
`,
    },
  },
  taskQuestion: {
    en: {
      subject: 'Question from {{ installation.name }}: {{ task.summary }}',
      text: `Hello,

{{ agent.name }} asks:

{{ task.question }}

Please answer by {{ task.due_at }}: either reply to this mail or answer here:

{{ task.link }}

Your answer stays in the house; the customer does not get it.
`,
    },
    de: {
      subject: 'Frage von {{ installation.name }}: {{ task.summary }}',
      text: `Guten Tag,

{{ agent.name }} fragt:

{{ task.question }}

Bitte antworten Sie bis {{ task.due_at }}: entweder auf diese E-Mail oder hier:

{{ task.link }}

Ihre Antwort bleibt im Haus; der Kunde bekommt sie nicht.
`,
    },
  },
  taskReminder: {
    en: {
      subject: 'Reminder: Question from {{ installation.name }}: {{ task.summary }}',
      text: `Hello,

{{ agent.name }} asks:

{{ task.question }}

Please answer by {{ task.due_at }}: either reply to this mail or answer here:

{{ task.link }}

Your answer stays in the house; the customer does not get it.
`,
    },
    de: {
      subject: 'Erinnerung: Frage von {{ installation.name }}: {{ task.summary }}',
      text: `Guten Tag,

{{ agent.name }} fragt:

{{ task.question }}

Bitte antworten Sie bis {{ task.due_at }}: entweder auf diese E-Mail oder hier:

{{ task.link }}

Ihre Antwort bleibt im Haus; der Kunde bekommt sie nicht.
`,
    },
  },
  passwordLink: {
    en: {
      subject: 'New password for {{ installation.name }}',
      text: `Hello,

this link lets you choose a new password. It works once and for one hour:

{{ password.link }}

If you did not ask for it, do nothing: your password stays as it is.
`,
    },
    de: {
      subject: 'Neues Passwort für {{ installation.name }}',
      text: `Guten Tag,

mit diesem Link wählen Sie ein neues Passwort. Er gilt eine Stunde und einmal:

{{ password.link }}

Wenn Sie das nicht wollten, tun Sie nichts: Ihr Passwort bleibt, wie es ist.
`,
    },
  },
};
