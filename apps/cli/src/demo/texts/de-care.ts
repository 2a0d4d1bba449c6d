import { bank, type Banks } from './bank.js';

export const deCare: Pick<Banks, 'flicker' | 'dimming' | 'wobble' | 'water' | 'heat' | 'sparePart' | 'noReply'> = {
  flicker: bank({
    subjects: `
      {product} flackert
      Lampe flackert
      Flackern bei der {product}
      Reklamation {product}, Auftrag {order}
      Licht flackert [ständig|dauernd|schon wieder]
      Defekte {product}`,
    facts: `
      [meine|unsere] {product} flackert seit [ein paar Tagen|gestern Abend|etwa einer Woche], [erst nur abends, jetzt eigentlich immer|vor allem nach zehn Minuten Betrieb].
      die {product} aus Auftrag {order} flackert, sobald sie warm wird.
      nach nicht mal {weeks} Wochen fängt die {product} an zu flackern.
      seit wir die {product} {room} stehen haben, flackert das Licht in unregelmäßigen Abständen.
      die {product} blinkt beim Einschalten mehrmals und flackert danach weiter, mal stärker, mal schwächer.
      das Licht unserer {product} zuckt alle paar Sekunden, als hätte sie einen Wackelkontakt.`,
    details: `
      Ich habe sie schon an [drei verschiedenen Steckdosen|einer anderen Steckdose] probiert, immer dasselbe.
      Am Dimmer liegt es nicht, wir haben gar keinen.
      Mit dem Handy gefilmt sieht man es noch deutlicher.
      Auf kleinster Stufe ist es am schlimmsten.
      Ein anderes Gerät an derselben Steckdose läuft einwandfrei.
      Kabel und Stecker sitzen fest, das habe ich geprüft.`,
    effects: `
      Lesen kann man dabei vergessen.
      Meine Frau bekommt davon Kopfschmerzen.
      So ist sie für uns nicht zu gebrauchen.
      Abends sitzen wir jetzt wieder bei der alten Deckenlampe.
      Bei {amount} hatte ich mehr erwartet.`,
    demands: `
      Bitte schicken Sie mir eine neue.
      [Wie geht es jetzt weiter?|Was schlagen Sie vor?]
      Ich möchte sie umtauschen oder mein Geld zurück.
      Können Sie das Teil tauschen, ohne dass ich die ganze Lampe einschicken muss?
      Ich bitte um Austausch im Rahmen der Gewährleistung.`,
    asks: `
      Können Sie mir bitte die Nummer auf dem Typenschild nennen? Es klebt unter dem Fuß, die vier Ziffern hinter "Charge" sind wichtig.
      Würden Sie uns bitte sagen, ob die Lampe direkt an der Steckdose hängt oder über einen Dimmer läuft, und uns die Chargennummer vom Typenschild schicken?
      Damit ich das richtige Teil schicke: Welche Charge steht auf dem Typenschild unter dem Fuß?`,
    backs: `
      auf dem Schild steht Charge {batch}. Sie hängt direkt an der Steckdose.
      Charge {batch}, habe extra nachgesehen. Kein Dimmer dazwischen.
      das Schild war schlecht zu lesen, aber es müsste {batch} sein.`,
    solutions: `
      Wir schicken Ihnen noch diese Woche einen neuen Treiber zu. Er wird nur gesteckt, eine Anleitung mit Bildern liegt bei. Die alte Einheit dürfen Sie behalten und als Elektroschrott abgeben.
      Ihre Lampe tauschen wir komplett aus. Die neue geht morgen auf den Weg, das Rücksendeetikett für die alte liegt im Karton.
      Der Treiber Ihrer Lampe ist fehlerhaft. Wir ersetzen ihn kostenlos und verlängern die Garantie auf drei Jahre.`,
  }),
  dimming: bank({
    subjects: `
      Lumo Dim funktioniert nicht richtig
      Beschwerde zum Dimmer
      Dimmer Auftrag {order}`,
    facts: `
      der Lumo Dim brummt, sobald ich unter die Hälfte gehe. => Dimmer brummt
      der Dimmer, den ich am {date} bei Ihnen bestellt habe, springt von ganz hell auf fast aus, dazwischen gibt es nichts. => Dimmen geht nur in zwei Stufen
      unser Lumo Dim schaltet die Lampe {room} nach ein paar Minuten von selbst ab.
      seit dem Einbau vom Lumo Dim pfeift die Lampe leise, vor allem abends hört man es gut.
      der neue Dimmer merkt sich die Helligkeit nicht, obwohl das auf der Packung steht.`,
    details: `
      Eingebaut hat ihn [ein Elektriker|mein Schwager, der ist Elektriker].
      Die Lampe steht auf Ihrer Liste der passenden Leuchten.
      Mit dem alten Dimmer gab es das Problem nicht.
      Es sind zwei Lampen angeschlossen, zusammen keine 30 Watt.
      Zurücksetzen wie in der Anleitung hat nichts gebracht.`,
    effects: `
      Das nervt, wenn es sonst still ist.
      Für {amount} finde ich das schwach.
      Im Schlafzimmer ist das nicht auszuhalten.
      Jetzt haben wir eben nur noch an und aus.`,
    demands: `
      Gibt es dafür eine Lösung?
      Bitte tauschen Sie den Dimmer aus.
      Ich würde ihn gern zurückgeben.
      Sagen Sie mir bitte, ob das normal ist.`,
    asks: `
      Welche Lampen hängen am Dimmer, und welche Zahl steht hinter "FW" auf der Rückseite?
      Können Sie mir sagen, wie viele Leuchten angeschlossen sind und ob der Fehler auch mit nur einer auftritt?`,
    backs: `
      es sind eine Lumo 2 und eine Lumo Mini. Auf der Rückseite steht FW 1.3.
      auch mit nur einer Lampe ist es so. FW 1.3 steht drauf.`,
    solutions: `
      Das ist ein Fehler der ersten Firmware. Sie bekommen von uns einen Dimmer mit der neuen Version, den alten schicken Sie mit dem beiliegenden Etikett zurück.
      Wir nehmen den Dimmer zurück und erstatten Ihnen {amount}. Das Etikett finden Sie im Anhang dieser Mail, das Geld kommt innerhalb von fünf Tagen.`,
  }),
  wobble: bank({
    subjects: `
      {product} hält nicht
      Reklamation {product}
      Gelenk defekt`,
    facts: `
      der Arm [meiner|unserer] {product} sinkt langsam nach unten, egal wie fest ich die Schraube anziehe. => Arm der {product} sinkt ab
      das Gelenk der {product} ist seit {weeks} Wochen locker, der Kopf hängt nur noch herunter. => Gelenk locker
      die {product} wackelt bei jeder Berührung, obwohl ich sie genau nach Anleitung aufgebaut habe. => {product} wackelt
      bei unserer {product} ist die Schraube am Gelenk durchgedreht und greift nicht mehr.
      die {product} steht schief, der obere Teil lässt sich nicht feststellen.`,
    details: `
      Den Inbusschlüssel aus der Packung habe ich benutzt, der passt auch nicht richtig.
      Ein Foto hänge ich an.
      Am Anfang ging es noch, mit der Zeit wurde es schlimmer.
      Die Unterlegscheibe sieht verbogen aus.
      Fest angezogen hält es genau einen Tag.`,
    effects: `
      Zum Arbeiten ist das so nichts.
      Ich habe sie jetzt mit Klebeband fixiert, das kann es ja nicht sein.
      Gestern wäre sie fast auf den Bildschirm gefallen.
      Mit kleinen Kindern im Haus ist mir das zu gefährlich.`,
    demands: `
      Bitte schicken Sie mir ein neues Gelenk.
      Kann man das reparieren oder tauschen Sie die Lampe?
      Ich erwarte Ersatz.
      Was soll ich tun?`,
    asks: `
      Haben Sie ein Foto vom Gelenk für mich, am besten von der Seite mit der Schraube?
      Lässt sich die Schraube noch drehen, oder dreht sie leer durch? Ein Foto würde mir sehr helfen.`,
    backs: `
      Foto anbei. Die Schraube dreht leer durch.
      hier das Bild. Man sieht, dass das Gewinde hin ist.`,
    solutions: `
      Das Gewinde ist ausgerissen, das passiert bei der ersten Bauform leider. Sie bekommen ein verstärktes Gelenk, der Einbau dauert fünf Minuten.
      Wir tauschen die Lampe aus. Der Bote bringt die neue und nimmt die alte gleich mit, Sie müssen nichts verpacken.`,
  }),
  water: bank({
    subjects: `
      Wasser in der {product}
      {product} undicht
      Reklamation {product}`,
    facts: `
      in der {product} steht nach dem letzten Regen Wasser, man sieht es durch das Glas.
      unsere {product} geht seit dem Gewitter am Wochenende nicht mehr, innen ist alles feucht. => Außenleuchte nach Regen kaputt
      die {product} beschlägt von innen und leuchtet nur noch schwach. => Kondenswasser im Gehäuse
      zwei von vier {product} sind innen nass, dabei hängen sie unter dem Dachvorsprung.`,
    details: `
      Laut Beschreibung ist sie für draußen gemacht, IP65.
      Die Dichtung liegt an einer Stelle nicht richtig an.
      Montiert hat sie ein Elektriker im Frühjahr.
      Ein Bild habe ich angehängt.
      Die Sicherung ist dabei auch schon zweimal geflogen.`,
    effects: `
      Der Eingang liegt seitdem im Dunkeln.
      Ich traue mich nicht, sie wieder einzuschalten.
      Unsere Gäste stolpern abends über die Stufe.
      Für {amount} darf das nicht sein.`,
    demands: `
      Bitte um Ersatz.
      Wie gehen wir vor?
      Ich möchte eine neue oder das Geld zurück.
      Schicken Sie mir bitte eine Dichtung, die passt.`,
    asks: `
      Bitte schalten Sie die Leuchte vorerst nicht ein. Können Sie mir ein Foto der Dichtung schicken?
      Wie ist die Leuchte montiert, mit dem Kabel nach oben oder nach unten? Und bitte lassen Sie sie ausgeschaltet, bis wir das geklärt haben.`,
    backs: `
      ist aus. Das Kabel kommt von unten, wie in der Anleitung. Foto hängt dran.
      sie bleibt aus, keine Sorge. Auf dem Bild sieht man die Stelle links unten.`,
    solutions: `
      Die Dichtung ist ab Werk falsch eingelegt. Wir schicken Ihnen eine neue Leuchte und zahlen den Elektriker bis 80 Euro gegen Rechnung.
      Sie erhalten kostenlos Ersatz mit der neuen Dichtung. Die alte Leuchte brauchen wir nicht zurück.`,
  }),
  heat: bank({
    subjects: `
      ACHTUNG {product} wird heiß
      Sicherheitsmangel {product}
      Gefahr durch {product}`,
    facts: `
      das Netzteil [meiner|unserer] {product} wird so heiß, dass man es nicht anfassen kann. => Netzteil schmort
      die {product} riecht nach zwanzig Minuten verschmort. => Verbrannter Geruch
      heute Morgen hat es am Stecker der {product} geknallt und es roch verbrannt.
      unter dem Fuß der {product} ist der Boden verfärbt, das muss von der Hitze sein.`,
    details: `
      Ich habe sofort den Stecker gezogen.
      Die Sicherung ist herausgeflogen.
      Es war niemand weiter im Zimmer.
      Am Netzteil sieht man eine braune Stelle.`,
    effects: `
      Das ist lebensgefährlich.
      Wir haben zwei kleine Kinder, nicht auszudenken.
      Ich habe ehrlich gesagt Angst, sie noch einmal anzuschließen.
      Nachts ohne Aufsicht wäre das böse ausgegangen.`,
    demands: `
      Bitte melden Sie sich sofort.
      Ich will wissen, ob das öfter vorkommt, und verlange mein Geld zurück.
      Was soll ich mit der Lampe machen?
      Nehmen Sie das bitte ernst und rufen Sie mich an.`,
    asks: `
      Bitte schließen Sie die Lampe auf keinen Fall wieder an. Ist jemand zu Schaden gekommen? Und können Sie mir die Nummer auf dem Netzteil nennen?
      Gut, dass Sie den Stecker gezogen haben. Darf ich die Lampe morgen bei Ihnen abholen lassen, damit unsere Technik sie prüft?`,
    backs: `
      es ist zum Glück nichts passiert. Auf dem Netzteil steht LP-24-07.
      morgen ab 14 Uhr kann jemand kommen. Verletzt ist niemand.`,
    solutions: `
      Unsere Technik hat das Netzteil geprüft: ein Bauteil war falsch gelötet. Sie bekommen eine neue Lampe und den Kaufpreis als Entschuldigung zurück.
      Wir erstatten Ihnen {amount} und haben den Vorfall an unsere Produktsicherheit gegeben. Die Leitung der Entwicklung meldet sich bei Ihnen.`,
  }),
  sparePart: bank({
    subjects: `
      Ersatzteil nicht lieferbar
      Ersatzteile
      Ersatzteil für {oldProduct}`,
    facts: `
      den Diffusor für die {oldProduct} kann man bei Ihnen seit Wochen nicht bestellen. => Diffusor {oldProduct}
      ich brauche ein neues Kabel für meine {oldProduct}, im Shop steht immer nur "bald wieder da".
      das bestellte Ersatzteil (Auftrag {order}) passt nicht an die {oldProduct}, obwohl es so beschrieben war.
      seit {weeks} Wochen warte ich auf das Ersatzglas für die {oldProduct}. => Glas für {oldProduct} gesucht`,
    details: `
      Die Lampe selbst ist völlig in Ordnung.
      Am Telefon hieß es, nächste Woche, das war vor einem Monat.
      Sie werben doch damit, dass man alles zehn Jahre lang bekommt.
      Den Artikel habe ich nach der Liste auf Ihrer Seite ausgesucht.`,
    effects: `
      Wegen eines Teils für {amount} steht die Lampe jetzt im Keller.
      Wegwerfen möchte ich sie wirklich nicht.
      Nachhaltig ist das nicht.
      So lange sitzen wir mit der nackten Birne da.`,
    demands: `
      Wann ist es wieder da?
      Können Sie mir eins zurücklegen?
      Bitte nennen Sie mir einen festen Termin.
      Gibt es eine andere Lösung?`,
    asks: `
      Welches Baujahr hat Ihre Lampe? Es steht auf dem Typenschild, die ersten zwei Ziffern.
      Können Sie mir kurz ausmessen, welchen Durchmesser das alte Teil hat?`,
    backs: `
      Baujahr ist 23, wenn ich das richtig lese.
      gemessen habe ich 18,4 cm.`,
    solutions: `
      Das Teil ist seit heute wieder im Lager. Ich habe eins für Sie zurückgelegt und schicke es ohne Berechnung.
      Wir haben Ihnen das Teil aus einer Vorführlampe ausgebaut. Es geht heute noch raus, kostenlos wegen der langen Wartezeit.`,
  }),
  noReply: bank({
    subjects: `
      Keine Antwort
      Niemand erreichbar
      Beschwerde über Ihren Kundendienst`,
    facts: `
      seit {weeks} Wochen bekomme ich keine Antwort auf meine Anfrage zur {product}. => Seit {weeks} Wochen keine Reaktion
      dreimal habe ich jetzt wegen meiner {product} geschrieben und nie etwas gehört. => Dritter Versuch
      in Ihrer Hotline hing ich wegen der {product} 40 Minuten in der Warteschleife, dann wurde aufgelegt.
      versprochen war ein Rückruf wegen der {product} bis [Freitag|Montag], gemeldet hat sich niemand.
      die Dame am Telefon war sehr kurz angebunden, als ich nach meiner {product} gefragt habe.`,
    details: `
      Die Auftragsnummer ist {order}.
      Im Spamordner habe ich nachgesehen.
      Auch über das Formular auf der Seite kam nur die automatische Bestätigung.
      Meine erste Nachricht ist vom {date}.`,
    effects: `
      So geht man nicht mit Kunden um.
      Ich habe das Gefühl, man will mich aussitzen.
      Bisher war ich mit Lumo eigentlich sehr zufrieden.
      Das kostet mich mehr Zeit als die Lampe wert ist.`,
    demands: `
      Ich bitte um eine Antwort von einem Menschen.
      Bitte rufen Sie mich zurück.
      Nennen Sie mir einen Ansprechpartner.
      Wann darf ich mit einer Antwort rechnen?`,
    asks: `
      Es tut mir leid, dass Sie so lange warten mussten. Unter welcher Nummer erreiche ich Sie heute am besten?
      Damit ich alles zusammen habe: Unter welcher Adresse hatten Sie uns zuerst geschrieben?`,
    backs: `
      am besten mobil, nach 16 Uhr.
      immer von dieser Adresse hier, zuerst am {date}.`,
    solutions: `
      Ihre erste Mail lag in einem falschen Postfach. Das ist unser Fehler. Ich kümmere mich ab jetzt persönlich und schreibe Ihnen 20 Euro gut.
      Ich habe Ihr Anliegen mit der Technik geklärt, der Ersatz ist unterwegs. Für die lange Funkstille bitte ich Sie um Entschuldigung.`,
  }),
};
