import type { ProblemKey } from '../problems.js';
import { lines } from './bank.js';

type ByProblem = Readonly<Record<ProblemKey, readonly string[]>>;

const byProblem = (source: Readonly<Record<ProblemKey, string>>): ByProblem => {
  const split = (key: ProblemKey) => lines(source[key]);
  return {
    flicker: split('flicker'),
    dimming: split('dimming'),
    wobble: split('wobble'),
    water: split('water'),
    heat: split('heat'),
    sparePart: split('sparePart'),
    late: split('late'),
    damaged: split('damaged'),
    wrongItem: split('wrongItem'),
    missingPart: split('missingPart'),
    returnLabel: split('returnLabel'),
    invoice: split('invoice'),
    refund: split('refund'),
    noReply: split('noReply'),
  };
};

/** What an agent in Leipzig writes down during a call. */
export const CALLS: ByProblem = byProblem({
  flicker: `
    {caller} ruft an: Die {product} flackert, auch an anderer Steckdose. Auftrag {order}. Bittet um Rückruf.
    Anruf von {caller}: Flackern bei der {product} seit etwa {weeks} Wochen. Kein Dimmer. Möchte Austausch.`,
  dimming: `
    {caller} ruft an, der Lumo Dim brummt unter 50 Prozent. Elektriker hat eingebaut. Will wissen, ob das normal ist.
    Anruf {caller}: Dimmer schaltet nach einigen Minuten ab. Auftrag {order}.`,
  wobble: `
    {caller} am Telefon: Das Gelenk der {product} hält nicht, der Arm sinkt ab. Foto kommt per Mail.
    Anruf {caller}: Die {product} wackelt trotz festgezogener Schraube. Auftrag {order}.`,
  water: `
    {caller} ruft an: Wasser in der {product}, Sicherung ist geflogen. Leuchte ist abgeschaltet.
    Anruf {caller}, die {product} ist nach dem Regen ausgefallen. Elektriker hat montiert.`,
  heat: `
    DRINGEND: {caller} meldet verschmorten Geruch an der {product}. Stecker ist gezogen, niemand verletzt. Sofort zurückrufen.
    Anruf {caller}: Netzteil der {product} sehr heiß, braune Stelle. Habe gebeten, die Lampe nicht mehr zu benutzen.`,
  sparePart: `
    {caller} sucht einen Diffusor für die {oldProduct}, im Shop seit Wochen nicht lieferbar.
    Anruf {caller}: Ersatzteil aus Auftrag {order} passt nicht an die {oldProduct}.`,
  late: `
    {caller} fragt, wo die {product} bleibt. Auftrag {order} vom {date}, Sendung steht im Depot.
    Anruf {caller}: Paket angeblich zugestellt, ist aber nicht da. Auftrag {order}.`,
  damaged: `
    {caller} ruft an: Die {product} kam mit Delle im Schirm an. Karton ist noch da, Foto folgt.
    Anruf {caller}: Transportschaden an der {product}, Fuß angeschlagen. Möchte Ersatz.`,
  wrongItem: `
    {caller} hat die {product} in der falschen Farbe bekommen. Auftrag {order}. Abholung wäre gut.
    Anruf {caller}: Falscher Artikel im Karton, Etikett außen stimmt.`,
  missingPart: `
    {caller} ruft an, bei der {product} fehlen die Schrauben für den Fuß. Auftrag {order}.
    Anruf {caller}: Im Karton der {product} war kein Netzteil. Wartet dringend.`,
  returnLabel: `
    {caller} kommt mit dem Retourenportal nicht zurecht, hat keinen Drucker. {product}, Auftrag {order}.
    Anruf {caller}: Code für die Rücksendung der {product} wird in der Filiale nicht angenommen.`,
  invoice: `
    {caller}: Die {product} wurde doppelt abgebucht, je {amount}. Bittet um schnelle Rückbuchung.
    Anruf {caller}, auf der Rechnung zu {order} steht die alte Anschrift.`,
  refund: `
    {caller} wartet seit {weeks} Wochen auf die Erstattung für die {product}. Auftrag {order}.
    Anruf {caller}: Rücksendung der {product} ist angekommen, aber es kam kein Geld. Recht verärgert.`,
  noReply: `
    {caller} hat dreimal wegen der {product} geschrieben und keine Antwort bekommen. Rückruf heute zugesagt.
    Anruf {caller}: beschwert sich über lange Wartezeit in der Hotline. Anliegen betrifft die {product}.`,
});

/** Internal notes; never shown to a customer. */
export const NOTES: ByProblem = byProblem({
  flicker: `
    Technik sagt: klingt nach Treiber. Ersatz lohnt sich, Modul ist gesteckt.
    Hatte schon einmal angerufen, siehe Verlauf. Bitte nicht noch einmal nach dem Dimmer fragen.
    Treiber aus Lagerfach C7 genommen, noch 14 Stück da.`,
  dimming: `
    FW 1.3 ist die mit dem Fehler. Ersatz nur mit 1.4 rausgeben.
    Zwei Lampen zusammen unter 30 W, müsste gehen. Also doch der Dimmer.`,
  wobble: `
    Alte Bauform mit der kurzen Schraube. Verstärktes Gelenk liegt im Lager.
    Foto angesehen: Gewinde ausgerissen, klarer Fall.`,
  water: `
    Dichtung war laut Foto verdreht. Geht an die Qualität.
    Elektrikerkosten bis 80 Euro sind mit Mara abgesprochen.`,
  heat: `
    Mara informiert. Lampe muss zurück, Abholung für morgen bestellt.
    Produktsicherheit ist informiert. Bitte nichts am Telefon versprechen.`,
  sparePart: `
    Nächste Lieferung laut Einkauf in zwei Wochen, ohne Gewähr.
    Teil aus der Vorführlampe im Laden geht auch, habe gefragt.`,
  late: `
    Nachforschung beim Paketdienst läuft, Frist fünf Tage.
    Sendung liegt laut Depot in der falschen Tour.
    Hat schon zweimal angerufen, bitte heute noch antworten.`,
  damaged: `
    Schadensmeldung an den Paketdienst ist raus.
    Wieder nur eine Lage Papier im Karton. Ich sage es dem Lager.`,
  wrongItem: `
    Platz 20-41 und 20-42 wurden verwechselt, Lager weiß Bescheid.
    Abholung ist beauftragt, Sendung geht parallel raus.`,
  missingPart: `
    Beutel D ist gerade knapp, nur einzeln rausgeben.
    Packplatz 4, das ist diese Woche das dritte Mal.`,
  returnLabel: `
    Bestellung lief über eine andere Mailadresse, deshalb findet das Portal nichts.
    Frist im System von Hand verlängert.`,
  invoice: `
    Doppelte Buchung im Konto gefunden, Rückbuchung ist angewiesen.
    Anschrift im Kundenstamm berichtigt.`,
  refund: `
    Wareneingang war nicht gebucht. Paket steht seit Tagen in der Ecke.
    Erstattung von Hand angewiesen, der nächste Lauf wäre erst Freitag.`,
  noReply: `
    Mails lagen im alten Postfach. Bitte den Rest dort auch durchsehen.
    Rückruf erledigt, war am Ende versöhnlich.`,
});

export const BATCH_NOTES: readonly string[] = lines(`
  Charge 2641, schon wieder. Bitte alle diese Fälle mit batch-2641 kennzeichnen.
  Wie bei den anderen aus Charge 2641: Treiber tauschen, nicht lange nachfragen.
  Habe die Fälle mit 2641 für Claire zusammengestellt.`);

export const STRIKE_NOTES: readonly string[] = lines(`
  Streik beim Paketdienst, Depot Schkeuditz steht. Bitte keine Termine zusagen.
  Gehört zum Streik. Ab nächster Woche fährt der Ersatzdienst.
  Express über den zweiten Dienst ist für Streikfälle freigegeben.`);

/** Why a complaint goes back a step. */
export const GOING_BACK: readonly string[] = lines(`
  Kunde widerspricht, das Problem besteht weiter. Noch einmal prüfen.
  Neue Angaben vom Kunden, die Entscheidung passt so nicht mehr.`);

/** An issue in few words, as it stands in the list of the ticket. */
export const SUMMARIES: Readonly<Record<ProblemKey, { readonly de: string; readonly en: string }>> = {
  flicker: { de: '{product} flackert', en: '{product} flickers' },
  dimming: { de: 'Dimmer arbeitet fehlerhaft', en: 'Dimmer does not work properly' },
  wobble: { de: 'Gelenk der {product} hält nicht', en: 'Joint of {product} is loose' },
  water: { de: 'Wasser in der {product}', en: 'Water inside {product}' },
  heat: { de: '{product} überhitzt', en: '{product} overheats' },
  sparePart: { de: 'Ersatzteil nicht lieferbar', en: 'Spare part not available' },
  late: { de: 'Lieferung verspätet', en: 'Delivery is late' },
  damaged: { de: '{product} beschädigt geliefert', en: '{product} arrived damaged' },
  wrongItem: { de: 'Falscher Artikel geliefert', en: 'Wrong item delivered' },
  missingPart: { de: 'Teile der {product} fehlen', en: 'Parts of {product} are missing' },
  returnLabel: { de: 'Rücksendung nicht möglich', en: 'Return is not possible' },
  invoice: { de: 'Rechnung ist falsch', en: 'Invoice is wrong' },
  refund: { de: 'Erstattung steht aus', en: 'Refund is missing' },
  noReply: { de: 'Keine Antwort vom Kundendienst', en: 'No answer from customer care' },
};

/** What is wrong besides: becomes a ticket of its own. */
export const SECOND_MATTER: Readonly<Record<'de' | 'en' | 'it' | 'fr', readonly string[]>> = {
  de: [
    'Außerdem haben Sie mir die {product} zweimal berechnet.',
    'Und noch etwas: Auf der Rechnung zu {order} stimmt die Anschrift nicht.',
  ],
  en: [
    'You have also charged me twice for the {product}.',
    'One more thing: the address on the invoice for {order} is wrong.',
  ],
  it: ['Inoltre mi avete addebitato due volte la {product}.'],
  fr: ['De plus, vous m’avez prélevé deux fois la {product}.'],
};

/** A line that houses with many lamps add to what they report. */
export const HOUSE_LINES: Readonly<Record<'de' | 'en' | 'it' | 'fr', readonly string[]>> = {
  de: ['Insgesamt haben wir zwölf Ihrer Lampen im Haus.', 'Bei uns ist täglich Betrieb, es eilt also.'],
  en: ['We have a dozen of your lamps in the house.', 'We are open every day, so this is rather pressing.'],
  it: ['In tutto abbiamo dodici vostre lampade.', 'Siamo aperti tutti i giorni, quindi è piuttosto urgente.'],
  fr: ['Nous avons en tout douze de vos lampes.', 'Nous sommes ouverts tous les jours, c’est donc assez pressé.'],
};
