export const LANGUAGES = ['en', 'de', 'it', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What customers of a lamp maker wrote, each once and in the shape of a person: letters, single words, lists, poems of anger. */
export const BODIES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Hello,\n\nthe Aurora floor lamp I bought on 3 March hums so loudly that we cannot read next to it.\nIt starts after ten minutes and stops when I dim it below half.\n\nPlease send a replacement ballast or take it back.\n\nKind regards\nMargaret Hill',
    'Still dark. Third email. Anybody there?',
    'Order 88213\n\n1. shade cracked\n2. two screws missing\n3. manual is in Swedish only\n\nI want all three fixed this week, not just the first.\n\nTom',
    "Thanks for getting back to me.\n\nYes, I did try another bulb, and yes, the switch was on :-)\nThe lamp clicks twice and goes dark. I've attached a video.\n\nCheers,\nPriya",
    'I was promised a call on Monday between 9:00 and 12:00. Nobody called.\nI took half a day off for this.\n\nWho pays for that?',
    'Dear Sir or Madam,\n\nOn the evening of 12 February at 21:40 your desk lamp LX-4 began to smoke. My daughter was doing her homework under it.\n\nI have unplugged it and kept it. The serial number is 4F-2291-88.\nI expect\n- a written explanation,\n- the refund of 129 euros,\n- and a recall if this is a batch problem.\n\nYours faithfully\nDr. H. Okafor',
    'no.',
    'The refund arrived, but it is 20 short: 109.00 instead of 129.00.\nPlease check.\n\nBest wishes\nLena',
    'To be clear: I never ordered the second lamp. From the beginning I said one lamp, one shade.\nThe courier left both with my neighbour.\n\nCollect it.',
    'Good morning\n\nWould a warmer LED (2700 K) fit the Orbit pendant? The one delivered is far too blue.\n\nThank you\nS. Wright',
    'Your portal says "delivered". The date: 5 March. The place: "front porch". I live on the ninth floor.\n\nPlease start a search with the courier. My phone is 020 7946 0018 if he needs to reach me.\n\nRegards,\nOwen',
    'Fixed it myself. A wire was loose at the terminal block, which is a safety issue and not a trifle.\n\nPS: tell your factory.',
  ],
  de: [
    'Guten Tag,\n\ndie Stehleuchte "Aurora" summt seit der Lieferung so laut, dass man daneben nicht telefonieren kann.\nAb halber Helligkeit wird es besser.\n\nIch bitte um Austausch des Trafos oder um Rücknahme.\n\nMit freundlichen Grüßen\nAnna Berger',
    'Geht immer noch nicht.',
    'Bestellung 88213:\n\n- Schirm gerissen\n- zwei Schrauben fehlen\n- Anleitung nur auf Schwedisch\n\nBitte alles drei und nicht wieder nur das erste.\n\nGruß\nTom Krüger',
    'Danke für die schnelle Antwort!\n\nJa, eine andere Birne habe ich probiert. Es klackt zweimal, dann ist es dunkel.\nEin Video hängt an.\n\nViele Grüße\nPriya Nair',
    'Am Montag zwischen 9:00 und 12:00 Uhr sollte jemand anrufen. Es rief niemand an.\nDafür habe ich einen halben Tag Urlaub genommen. Wer ersetzt mir das?',
    'Sehr geehrte Damen und Herren,\n\nam 12. Februar gegen 21:40 Uhr begann Ihre Schreibtischleuchte LX-4 zu qualmen. Meine Tochter saß darunter und machte Hausaufgaben.\n\nDie Seriennummer lautet 4F-2291-88. Ich erwarte:\n1. eine schriftliche Erklärung,\n2. die Erstattung von 129 Euro,\n3. einen Rückruf, falls die ganze Charge betroffen ist.\n\nHochachtungsvoll\nDr. Heinrich Oberländer',
    'nein',
    'das Geld ist da, aber es fehlen 20 Euro (109,00 statt 129,00).\nbitte prüfen, lg lena',
    'Von Anfang an habe ich gesagt: eine Leuchte, ein Schirm.\nAn wen die zweite geliefert wurde, weiß nur Ihr Fahrer.\n\nBitte abholen lassen.',
    'Hallo,\n\npasst in die Pendelleuchte Orbit auch ein wärmeres Leuchtmittel (2700 K)? Das mitgelieferte ist viel zu blau.\n\nSchöne Grüße aus Bremen\nS. Wrede',
    'Laut Ihrer Seite "zugestellt". Datum: 5. März. Ort: "vor der Haustür". Ich wohne im neunten Stock.\n\nBitte Nachforschung beim Paketdienst. Sie erreichen mich unter 0421 555 0188.\n\nGrüße\nOle',
    'Habe es selbst repariert: In der Lüsterklemme war ein Draht lose. Das ist gefährlich und keine Kleinigkeit.\n\nPS: Bitte ans Werk weitergeben.',
  ],
  it: [
    'Buongiorno,\n\nla piantana Aurora ronza talmente forte che accanto non si riesce a leggere.\nSotto metà intensità il rumore sparisce.\n\nChiedo la sostituzione del trasformatore oppure il reso.\n\nCordiali saluti\nAnna Bianchi',
    'Ancora al buio.',
    'Ordine 88213\n\n1) paralume incrinato\n2) mancano due viti\n3) istruzioni solo in svedese\n\nVorrei tutto risolto, non soltanto il primo punto.\n\nTommaso',
    "Grazie per la risposta così rapida.\n\nSì, ho provato un'altra lampadina: fa due clic e poi si spegne.\nHo allegato un video.\n\nUn cordiale saluto\nPriya",
    'Lunedì tra le 9:00 e le 12:00 doveva chiamarmi un tecnico. Non ha chiamato nessuno.\nHo perso mezza giornata di lavoro, chi me la paga?',
    'Spett.le Lumen,\n\nil 12 febbraio alle 21:40 la lampada da tavolo LX-4 ha cominciato a fumare mentre mia figlia faceva i compiti.\n\nIl numero di serie è 4F-2291-88. Mi aspetto:\n- una spiegazione scritta,\n- il rimborso di 129 euro,\n- un richiamo se è un difetto di lotto.\n\nDistinti saluti\nDott. Enrico Olivieri',
    'no, grazie',
    'Il rimborso è arrivato ma mancano 20 euro: 109,00 invece di 129,00.\nPotete verificare?\n\nA presto\nLena',
    "Da subito ho detto: una lampada, un paralume.\nA chi abbiate consegnato l'altra non lo so.\n\nVenite a riprenderla.",
    'Salve,\n\nnella sospensione Orbit si può montare un LED più caldo (2700 K)? Quello fornito è troppo azzurro.\n\nGrazie\nS. Vitali',
    'Il vostro sito dice "consegnato". Data: 5 marzo. Luogo: "davanti alla porta". Abito al nono piano.\n\nFate partire la ricerca con il corriere, il mio numero è 02 5550 188.\n\nSaluti,\nOsvaldo',
    'Risolto da solo: nel morsetto un filo era allentato. È un pericolo, non una sciocchezza.\n\nP.S. ditelo alla fabbrica.',
  ],
  fr: [
    "Bonjour,\n\nle lampadaire Aurora bourdonne si fort qu'on ne peut pas lire à côté.\nEn dessous de la moitié, le bruit disparaît.\n\nMerci de remplacer le transformateur ou de le reprendre.\n\nCordialement\nAnne Berger",
    'Toujours rien.',
    'Commande 88213\n\n- abat-jour fendu\n- deux vis manquantes\n- notice seulement en suédois\n\nJe veux une solution pour les trois points, pas seulement le premier.\n\nThomas',
    "Merci pour votre réponse rapide !\n\nOui, j'ai essayé une autre ampoule : deux clics puis plus rien.\nLa vidéo est en pièce jointe.\n\nBien à vous\nPriya",
    "Lundi entre 9h00 et 12h00 quelqu'un devait m'appeler. Personne n'a appelé.\nJ'ai posé une demi-journée pour cela. Qui me la rembourse ?",
    "Madame, Monsieur,\n\nle 12 février à 21h40 votre lampe de bureau LX-4 s'est mise à fumer pendant que ma fille faisait ses devoirs.\n\nLe numéro de série est 4F-2291-88. J'attends :\n1. une explication écrite,\n2. le remboursement de 129 euros,\n3. un rappel si tout le lot est concerné.\n\nSalutations distinguées\nDr Hélène Olivier",
    'non merci',
    'Le remboursement est arrivé mais il manque 20 euros : 109,00 au lieu de 129,00.\nPouvez-vous vérifier ?\n\nBonne journée\nLéna',
    "Depuis le début j'ai dit : une lampe, un abat-jour.\nÀ qui avez-vous livré l'autre ?\n\nVenez la reprendre.",
    'Bonjour\n\nPeut-on monter une LED plus chaude (2700 K) dans la suspension Orbit ? Celle fournie est trop bleue.\n\nMerci\nS. Voisin',
    "Votre site indique « livré ». Date : 5 mars. Lieu : « devant la porte ». J'habite au neuvième étage.\n\nMerci de lancer une recherche auprès du transporteur, mon numéro est le 01 99 00 18 18.\n\nCordialement,\nOctave",
    "Réparé moi-même : un fil était desserré dans le domino. C'est dangereux, ce n'est pas un détail.\n\nPS : dites-le à l'usine.",
  ],
};

/** What the desk had written before, as it stands in a quotation. */
export const ANSWERS: Readonly<Record<Language, string>> = {
  en: 'Dear customer,\n\nthank you for your message about your lamp. Could you tell us the serial number?\nYou find it below the foot.\n\nKind regards\nJames from Lumen\n--\nLumen Ltd, 5 Lamp Street\nTel. +44 20 7946 0000',
  de: 'Guten Tag,\n\nvielen Dank für Ihre Nachricht zu Ihrer Leuchte. Nennen Sie uns bitte die Seriennummer?\nSie steht unter dem Fuß.\n\nMit freundlichen Grüßen\nJana von Lumen\n--\nLumen GmbH, Lampenweg 5\nTel. +49 89 5550 100',
  it: 'Gentile cliente,\n\ngrazie per il messaggio sulla Sua lampada. Ci può indicare il numero di serie?\nSi trova sotto la base.\n\nCordiali saluti\nGiulia di Lumen\n--\nLumen S.r.l., Via delle Lampade 5\nTel. +39 02 5550 100',
  fr: 'Bonjour,\n\nmerci pour votre message au sujet de votre lampe. Pouvez-vous nous donner le numéro de série ?\nIl se trouve sous le pied.\n\nCordialement\nJeanne de Lumen\n--\nLumen SARL, 5 rue de la Lampe\nTél. +33 1 99 00 10 00',
};
