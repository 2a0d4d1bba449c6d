import type { MannersSource } from './manners.js';

export const deManners: MannersSource = {
  politeGreetings: `
    Sehr geehrte Damen und Herren,
    Guten Tag,
    Liebes Lumo-Team,`,
  plainGreetings: `
    Hallo,
    Guten Tag,
    Guten Morgen,
    Hallo zusammen,
    Moin,`,
  politeOpeners: `
    leider muss ich mich heute mit einem Problem an Sie wenden:
    ich hoffe, Sie können mir helfen:
    bisher war ich mit Ihren Lampen immer zufrieden, aber`,
  intros: `
    ich bin 74 und lese abends viel, deshalb ist mir gutes Licht wichtig.
    wir haben uns die Lampe zum Einzug geschenkt und uns sehr darauf gefreut.
    meine Tochter hat mir Ihre Lampen empfohlen, sie hat selbst zwei davon.
    ich schreibe so etwas sonst nicht, aber diesmal muss es sein.
    wir sind vor Kurzem nach Halle gezogen und richten uns gerade ein.`,
  anger: `
    Das ist wirklich das Letzte.
    So etwas habe ich noch nie erlebt!
    Ich bin stinksauer.
    Nie wieder Lumo.
    Was ist denn das für ein Laden?
    Meine Bewertung können Sie sich denken.`,
  politeClosings: `
    Vielen Dank für Ihre Mühe.|Mit freundlichen Grüßen
    Im Voraus besten Dank.|Mit freundlichen Grüßen
    Über eine baldige Antwort würde ich mich freuen.|Freundliche Grüße`,
  plainClosings: `
    Viele Grüße
    Gruß
    Mit freundlichen Grüßen
    Danke und Gruß
    MfG`,
  rooms: `
    im Wohnzimmer
    im Flur
    im Schlafzimmer
    im Arbeitszimmer
    im Kinderzimmer`,
  numbers: `
    zwei
    drei
    vier
    fünf
    sechs`,
  thanks: `
    super, vielen Dank! Das ging ja schnell.
    danke, jetzt hat alles geklappt. Sie haben mir sehr geholfen.
    vielen Dank für die freundliche Hilfe, damit ist das für mich erledigt.
    prima, alles in Ordnung. Danke für die Mühe!`,
  reminders: `
    gibt es schon etwas Neues? Ich warte noch immer.
    ich wollte nur nachfragen, ob meine Mail angekommen ist.
    seit einer Woche habe ich nichts gehört. Bitte melden Sie sich.
    noch einmal die Bitte um Antwort. Langsam wird es ärgerlich.
    nachdem ich nichts höre: Wird daran gearbeitet oder nicht?`,
  disputes: `
    leider ist das Problem immer noch da, genau wie vorher.
    damit bin ich nicht einverstanden. Das war so nicht abgemacht.
    das hat leider nichts geändert. Bitte sehen Sie noch einmal nach.
    ich muss mich noch einmal melden: Es ist nichts von dem passiert, was Sie geschrieben haben.`,
  awaySubject: 'Automatische Antwort: {subject}',
  away: `
    Ich bin bis einschließlich {date} nicht im Büro und lese meine Mails nur unregelmäßig. In dringenden Fällen wenden Sie sich bitte an meine Kollegin.
    Vielen Dank für Ihre Nachricht. Ich bin im Urlaub und ab dem {date} wieder da. Ihre Mail wird nicht weitergeleitet.`,
  agentGreetings: `
    Guten Tag {name},
    Hallo {name},`,
  agentThanks: `
    vielen Dank für Ihre Nachricht. Das tut mir leid.
    danke, dass Sie uns schreiben. So soll es natürlich nicht sein.
    es tut mir leid, dass Sie Ärger damit haben.`,
  agentClosings: `
    Freundliche Grüße aus Leipzig
    Herzliche Grüße
    Viele Grüße`,
  agentWaits: `
    Ich habe das an unsere Technik gegeben und melde mich bis übermorgen wieder bei Ihnen.
    Ich kläre das mit Lager und Paketdienst und schreibe Ihnen, sobald ich mehr weiß.
    Ich prüfe das mit unserer Bank und melde mich bis Ende der Woche.`,
  agentFollowUps: `
    danke für die Angaben, das hilft uns weiter.
    vielen Dank für die schnelle Antwort.`,
  agentPatience: `
    danke für Ihre Geduld.`,
  refusals: `
    Ich habe Ihren Fall sorgfältig geprüft und kann Ihrem Wunsch leider nicht folgen: Nach unseren Unterlagen ist die Frist dafür seit Längerem abgelaufen. Wenn Sie das anders sehen, schreiben Sie mir bitte. Sie können sich außerdem kostenlos an die Universalschlichtungsstelle in Kehl wenden.
    Wir haben das mit allen Beteiligten geklärt. Ein Fehler von unserer Seite liegt nicht vor, deshalb bleibt es bei dem, was vereinbart war. Wenn Sie damit nicht einverstanden sind, prüft eine Kollegin den Fall gern noch einmal.`,
  withdrawals: `
    das hat sich inzwischen erledigt. Danke trotzdem.
    Sie können den Vorgang schließen, es war mein Irrtum.`,
  receipt: `Guten Tag,

Ihre Nachricht ist bei uns angekommen und hat die Nummer {number}.
Ein Mensch liest sie als Nächstes und antwortet Ihnen bis {date}.
Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese Mail.

Ihr Lumo-Team`,
  receiptSubject: 'Wir haben Ihre Nachricht erhalten: {subject}',
  batchLines: `
    Auf dem Schild unter dem Fuß steht Charge {batch}, falls das hilft.
    Charge laut Typenschild: {batch}.
    In einem Forum habe ich gelesen, dass andere mit Charge {batch} dasselbe haben. Meine ist auch {batch}.`,
  quoteHead: 'Am {date} um {time} schrieb {who}:',
  mobile: 'Von meinem iPhone gesendet',
};
