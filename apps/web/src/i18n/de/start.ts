import type { TextsLike } from '../text.js';
import type { start as en } from '../en/start.js';

export const start: TextsLike<typeof en> = {
  steps: {
    title: 'Erste Schritte',
    done: '{{done}} von {{all}}',
    taken: 'erledigt',
    hide: 'Ausblenden',
    reply: {
      title: 'Eine Beschwerde beantworten',
      explain: 'Öffnen, schreiben, senden. Zehn Sekunden lang lässt es sich zurücknehmen.',
    },
    cause: {
      title: 'Sagen, warum es passiert ist',
      explain: 'Jede Beschwerde endet mit einer Ursache, damit die nächste ausbleibt.',
    },
    figures: {
      title: 'Sehen, was sich summiert',
      explain: 'Was sich geändert hat, welche Ursachen überwiegen, und seit wann.',
    },
    mailbox: {
      title: 'Ein Postfach verbinden',
      explain: 'Adresse, Passwort, jeder Schritt wird geprüft, dann kommen Mails an.',
    },
    colleague: {
      title: 'Jemanden einladen',
      explain: 'Name, Adresse, Rolle: dafür gibt es einen Link zum Weitergeben.',
    },
  },
  demo: {
    bar: 'Demo: ein halbes Jahr eines kleinen Lampenherstellers',
    title: 'Die Demo',
    simulate: 'Einen Tag simulieren',
    simulateExplain:
      'Mails, Formulare, Anrufe und Beiträge kommen wie an einem vollen Tag. Es sind Vorgänge wie alle anderen; „Leer anfangen“ entfernt sie nicht.',
    speed: 'Wie schnell',
    times: '{{n}}×',
    begin: 'Beginnen',
    end: 'Den Tag beenden',
    running: 'Ein Tag vergeht {{n}}-mal so schnell wie sonst',
    clear: 'Leer anfangen',
    clearExplain_one:
      'Entfernt {{count}} Vorgang der Demo mit seinen Personen, Eingängen und Regeln. Was Sie selbst eingerichtet oder geschrieben haben, bleibt.',
    clearExplain_other:
      'Entfernt {{count}} Vorgänge der Demo mit ihren Personen, Eingängen und Regeln. Was Sie selbst eingerichtet oder geschrieben haben, bleibt.',
    clearSure: 'Demo entfernen',
    loading: 'Die Demo wird noch geladen …',
    clearing: 'Die Demo wird entfernt …',
    cleared: 'Die Demo ist weg. Dieser Schreibtisch gehört Ihnen.',
    elsewhere: 'Dieser Teil von Redress wurde nicht mit „redress start“ gestartet. Auf seinem Rechner: {{command}}',
    trouble: 'Das ging nicht: {{reason}}',
    hide: 'Bis zum nächsten Besuch ausblenden',
  },
};
