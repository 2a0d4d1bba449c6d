import { bank, type Banks } from './bank.js';

export const deDelivery: Pick<
  Banks,
  'late' | 'damaged' | 'wrongItem' | 'missingPart' | 'returnLabel' | 'invoice' | 'refund'
> = {
  late: bank({
    subjects: `
      Wo bleibt meine Bestellung {order}?
      Lieferung überfällig
      Auftrag {order} nicht angekommen
      {product} immer noch nicht da
      Wann kommt mein Paket`,
    facts: `
      meine {product}, bestellt am {date}, ist immer noch nicht da.
      Auftrag {order} sollte in drei Tagen kommen, jetzt warte ich seit {weeks} Wochen auf die {product}.
      in der Sendungsverfolgung der {product} steht seit Tagen nur "im Zustellzentrum".
      angeblich wurde meine {product} zugestellt, hier ist aber nichts angekommen. => Angeblich zugestellt
      der Liefertermin für die {product} wurde jetzt zum dritten Mal verschoben.`,
    details: `
      Auch bei den Nachbarn wurde nichts abgegeben.
      Bezahlt habe ich sofort.
      Am Telefon sagt der Paketdienst, er wisse von nichts.
      Zu Hause war ich die ganze Zeit.
      Im Shop steht sie weiter als "sofort lieferbar".`,
    effects: `
      Es sollte ein Geburtstagsgeschenk sein, das hat sich erledigt.
      Ich habe mir extra zwei Tage frei genommen.
      Seit dem Umzug sitzen wir hier im Dunkeln.
      Langsam verliere ich die Geduld.`,
    demands: `
      Wo ist das Paket?
      Bitte nennen Sie mir einen verbindlichen Termin.
      Wenn sie bis Ende der Woche nicht da ist, storniere ich.
      Können Sie das bitte nachforschen?`,
    asks: `
      Stimmt die Lieferadresse noch, und gibt es einen Ablageort oder eine Filiale, die Ihnen lieber wäre?
      Ich habe beim Paketdienst eine Nachforschung gestartet. Können Sie mir bitte bestätigen, dass auch keine Karte im Briefkasten lag?`,
    backs: `
      Adresse stimmt. Bitte nicht in die Filiale, ich habe kein Auto.
      eine Karte lag nicht im Briefkasten, auch im Haus weiß niemand etwas.`,
    solutions: `
      Das Paket ist beim Paketdienst verloren gegangen. Wir haben heute eine neue Lampe losgeschickt, sie kommt per Express bis übermorgen.
      Ihre Sendung lag im Depot in Schkeuditz fest. Sie wird morgen zugestellt, die Versandkosten schreiben wir Ihnen gut.`,
  }),
  damaged: bank({
    subjects: `
      {product} beschädigt angekommen
      Transportschaden Auftrag {order}
      Beschädigte Lieferung
      Lampe kaputt geliefert`,
    facts: `
      die {product} kam heute mit einer Delle im Schirm an. => Schirm hat eine Delle
      beim Auspacken der {product} habe ich gleich gesehen, dass der Fuß angeschlagen ist. => Fuß angeschlagen
      der Karton der {product} war an einer Ecke eingedrückt und der Schirm hat einen Riss. => Karton völlig zerdrückt
      unsere neue {product} ist zerkratzt, vom Gelenk bis zum Fuß. => Neue Lampe zerkratzt
      das Glas der {product} war in tausend Scherben. => Nur noch Scherben`,
    details: `
      Ich schicke Ihnen ein Foto mit.
      Der Fahrer war schon weg, bevor ich etwas sagen konnte.
      Innen war kaum Polster, nur ein bisschen Papier.
      Die Verpackung habe ich aufgehoben.
      Die Auftragsnummer lautet {order}.`,
    effects: `
      So möchte ich sie nicht behalten.
      Als Geschenk kann ich das keinem geben.
      Das ist schon die zweite, die kaputt ankommt.
      Schade, denn sie sieht sonst wirklich schön aus.`,
    demands: `
      Bitte schicken Sie eine neue.
      Muss ich dafür die ganze Lampe zurückschicken?
      Ich hätte gern einen Preisnachlass oder Ersatz.
      Wie läuft der Umtausch ab?`,
    asks: `
      Haben Sie noch den Karton? Ein Foto vom Etikett und von der beschädigten Ecke hilft uns gegenüber dem Paketdienst.
      Können Sie mir bitte ein Bild vom Schaden schicken? Dann geht der Ersatz noch heute raus.`,
    backs: `
      Karton ist noch da, Bild anbei.
      hier das Foto, man sieht die Stelle ganz gut.`,
    solutions: `
      Der Ersatz ist gepackt, diesmal doppelt gepolstert. Die beschädigte Lampe holt der Paketdienst bei Ihnen ab.
      Wir schicken Ihnen das beschädigte Teil neu, das alte können Sie entsorgen. Für den Ärger erstatten wir 15 Euro.`,
  }),
  wrongItem: bank({
    subjects: `
      Falscher Artikel geliefert
      Falsche Lieferung, Auftrag {order}
      Sie haben das Falsche geschickt
      Verwechslung bei Bestellung {order}`,
    facts: `
      bestellt hatte ich die {product} in Messing, gekommen ist sie in Schwarz. => {product} in Schwarz statt Messing
      statt einer {product} waren zwei Ersatzschirme im Karton.
      die gelieferte {product} hat ein englisches Netzteil, das passt hier in keine Steckdose. => Falscher Stecker
      in meinem Paket zur {product} lag der Lieferschein eines anderen Kunden, und die Farbe stimmt auch nicht.
      von zwei bestellten {product} ist eine weiß und eine salbeigrün, gewollt waren beide weiß. => Falsche Farbe, Auftrag {order}`,
    details: `
      Auf der Rechnung steht es richtig.
      Der Karton ist noch fast zu, ich habe nur hineingeschaut.
      Das Etikett außen stimmt, der Inhalt nicht.
      Bestellt habe ich am {date}.`,
    effects: `
      Das passt leider überhaupt nicht zu uns ins Zimmer.
      Am Samstag kommen Gäste, bis dahin sollte sie stehen.
      Nun habe ich die Lauferei.
      Ärgerlich, aber kann ja mal passieren.`,
    demands: `
      Bitte tauschen Sie das schnell um.
      Wer zahlt den Rückversand?
      Wann bekomme ich die richtige?
      Könnte der Bote die falsche gleich mitnehmen?`,
    asks: `
      Können Sie mir den Aufkleber auf dem Karton abfotografieren? Dann sehe ich, was im Lager verwechselt wurde.
      Welche Nummer steht unter dem Strichcode? Sie beginnt mit LU.`,
    backs: `
      unter dem Strichcode steht LU-2041-BK.
      Foto vom Aufkleber hängt an.`,
    solutions: `
      Die richtige Lampe ist unterwegs, der Bote nimmt die falsche gleich mit. Kosten entstehen Ihnen keine.
      Wir haben die Verwechslung gefunden und tauschen um. Wenn Sie die falsche Farbe doch behalten mögen, geben wir 20 Prozent Nachlass.`,
  }),
  missingPart: bank({
    subjects: `
      {product} unvollständig
      Es fehlt ein Teil, Auftrag {order}
      Lieferung nicht vollständig
      Fehlendes Teil`,
    facts: `
      bei der {product} fehlen die Schrauben für den Fuß. => Schrauben fehlen
      im Karton der {product} war kein Netzteil. => Netzteil nicht dabei
      der {product} lag weder Anleitung noch Inbusschlüssel bei. => Anleitung und Schlüssel fehlen
      für die {product} ist nur eine von drei Stangen geliefert worden.
      bei unserer {product} fehlt der Ring, der den Schirm hält.`,
    details: `
      Die Tüte war offen, vielleicht ist etwas herausgefallen.
      Ich habe den ganzen Karton zweimal durchsucht.
      Laut Packliste müsste es dabei sein.
      Im Baumarkt gibt es das in der Größe nicht.`,
    effects: `
      Jetzt liegt sie halb aufgebaut {room}.
      So kann ich sie natürlich nicht benutzen.
      Ein ganzer Samstag ist dafür draufgegangen.
      Bei dem Preis sollte wenigstens alles dabei sein.`,
    demands: `
      Bitte schicken Sie das fehlende Teil nach.
      Geht das noch diese Woche?
      Ich will nicht die ganze Lampe zurückschicken, nur das Teil.
      Bitte um schnelle Nachlieferung.`,
    asks: `
      Auf Seite 2 der Anleitung haben alle Teile Buchstaben. Welcher Buchstabe fehlt Ihnen?
      Steht auf der Innenseite des Kartons ein Name oder ein Kürzel? Daran sehe ich, wer gepackt hat.`,
    backs: `
      es fehlt Teil D, und von Teil F ist nur eins da.
      da steht ein Stempel mit "P4".`,
    solutions: `
      Das fehlende Teil ist heute als Brief an Sie rausgegangen, es sollte übermorgen da sein.
      Wir schicken Ihnen den ganzen Beutel neu, dann fehlt sicher nichts. Entschuldigen Sie die Umstände.`,
  }),
  returnLabel: bank({
    subjects: `
      Rücksendung klappt nicht
      Retoure Auftrag {order}
      Wie schicke ich die {product} zurück?`,
    facts: `
      ich möchte die {product} zurückschicken, aber das Retourenportal findet meine Bestellung {order} nicht. => Retourenportal zeigt Fehler
      das Etikett für die Rücksendung der {product} kam als leere Seite an. => Etikett ist leer
      die Annahmestelle hat mein Paket mit der {product} abgelehnt, weil der Code ungültig sei.
      seit Tagen warte ich auf das Rücksendeetikett für die {product}. => Kein Retourenetikett`,
    details: `
      Die Frist von 30 Tagen läuft bald ab.
      Am Rechner und am Handy dasselbe.
      Verpackt steht sie hier im Flur.
      Ich habe kein Auto und kann nicht dreimal zur Post.`,
    effects: `
      Der Karton steht uns im Weg.
      Langsam glaube ich, das ist Absicht.
      Das hatte ich mir einfacher vorgestellt.
      Am Ende heißt es dann, ich sei zu spät dran gewesen.`,
    demands: `
      Bitte schicken Sie mir ein gültiges Etikett.
      Können Sie sie abholen lassen?
      Bestätigen Sie mir bitte, dass die Frist gewahrt ist.
      Was mache ich falsch?`,
    asks: `
      Mit welcher Mailadresse hatten Sie bestellt? Das Portal sucht nur danach.
      Können Sie einen Drucker benutzen, oder soll der Paketdienst das Etikett mitbringen?`,
    backs: `
      bestellt hat mein Mann, mit seiner Adresse. Daran wird es liegen.
      Drucker habe ich keinen, der Fahrer müsste es mitbringen.`,
    solutions: `
      Das Etikett hängt an dieser Mail. Die Frist ist gewahrt, Sie haben sich ja rechtzeitig gemeldet.
      Der Paketdienst holt das Paket am Donnerstag ab und bringt das Etikett mit.`,
  }),
  invoice: bank({
    subjects: `
      Rechnung falsch
      Korrektur der Rechnung zu {order}
      Rechnung {order}`,
    facts: `
      die {product} wurde zweimal von meinem Konto abgebucht. => Doppelt abgebucht, Auftrag {order}
      auf der Rechnung zu {order} über die {product} steht eine falsche Anschrift. => Falsche Rechnungsadresse
      berechnet wurden zwei {product}, bestellt und geliefert wurde eine.
      der Rabatt von zehn Prozent auf die {product} fehlt auf der Rechnung. => Rabatt fehlt
      ich habe eine Mahnung für die {product} bekommen, obwohl ich am {date} bezahlt habe. => Mahnung trotz Zahlung`,
    details: `
      Es geht um {amount}.
      Den Kontoauszug kann ich Ihnen schicken.
      Die Bestellbestätigung ist dagegen richtig.
      Telefonisch bin ich leider nicht durchgekommen.`,
    effects: `
      Für meine Unterlagen brauche ich das korrekt.
      Bei mir muss so etwas auf den Cent stimmen.
      Die Buchhaltung nimmt das so nicht an.
      So eine Schlamperei kenne ich von Ihnen nicht.`,
    demands: `
      Bitte korrigieren Sie das.
      Ich bitte um Klärung bis Ende der Woche.
      Schicken Sie mir bitte eine neue Rechnung.
      Bestätigen Sie mir schriftlich, dass nichts mehr offen ist.`,
    asks: `
      Wie lautet die richtige Anschrift, und brauchen Sie die Umsatzsteuernummer auf der Rechnung?
      Können Sie mir bitte Datum und Betrag der beiden Buchungen nennen?`,
    backs: `
      beide am selben Tag, je {amount}. Auszug kann ich schicken.
      Anschrift wie in meiner Signatur, Steuernummer brauche ich nicht.`,
    solutions: `
      Die neue Rechnung hängt an dieser Mail, die alte ist storniert.
      Die zweite Buchung war unser Fehler. {amount} sind heute an Sie zurückgegangen und in zwei bis drei Tagen auf Ihrem Konto.`,
  }),
  refund: bank({
    subjects: `
      Wo bleibt mein Geld?
      Erstattung für {order} fehlt
      Rückzahlung {product}
      Immer noch keine Gutschrift`,
    facts: `
      vor {weeks} Wochen habe ich die {product} zurückgeschickt, das Geld ist immer noch nicht da.
      laut Sendungsverfolgung liegt meine {product} seit dem {date} bei Ihnen, erstattet wurde nichts.
      für die zurückgegebene {product} habe ich nur einen Teil der {amount} bekommen.
      mir wurde die Erstattung für die {product} schriftlich zugesagt, passiert ist nichts.`,
    details: `
      Den Einlieferungsbeleg habe ich noch.
      Bezahlt hatte ich mit Karte.
      Am Telefon hieß es, es dauere höchstens eine Woche.
      Die Auftragsnummer ist {order}.`,
    effects: `
      {amount} sind für mich kein Kleingeld.
      So verliert man Kunden.
      Ich fühle mich hingehalten.
      Als Nächstes gehe ich damit zur Verbraucherzentrale.`,
    demands: `
      Überweisen Sie bitte umgehend.
      Bitte teilen Sie mir mit, wann das Geld kommt.
      Ich setze Ihnen eine Frist von 14 Tagen.
      Was fehlt Ihnen denn noch?`,
    asks: `
      Ging das Paket mit unserem Etikett zurück? Dann bräuchte ich bitte die Sendungsnummer.
      Ist die Karte, mit der Sie bezahlt haben, noch gültig? Sonst überweisen wir auf Ihr Konto.`,
    backs: `
      die Sendungsnummer ist 00340 4331 88{order}.
      die Karte ist inzwischen abgelaufen, bitte auf das Konto überweisen.`,
    solutions: `
      Ihre Rücksendung war im Lager nicht eingebucht. Ich habe {amount} heute von Hand angewiesen, sie sind in zwei Tagen bei Ihnen.
      Die Erstattung ist raus. Wegen der Verspätung haben wir zehn Euro dazugelegt.`,
  }),
};
