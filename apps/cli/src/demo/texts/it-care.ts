import { bank, type Banks } from './bank.js';

export const itCare: Pick<Banks, 'flicker' | 'dimming' | 'wobble' | 'water' | 'heat' | 'sparePart' | 'noReply'> = {
  flicker: bank({
    subjects: `
      {product} che sfarfalla
      Luce che trema
      Reclamo ordine {order}
      Lampada difettosa`,
    facts: `
      la mia {product} ha iniziato a sfarfallare, prima solo la sera e adesso [sempre|quasi tutto il giorno].
      la {product} comprata il {date} sfarfalla appena si scalda.
      dopo nemmeno {weeks} settimane la {product} trema e ogni tanto si spegne.
      la luce della {product} {room} pulsa ogni pochi secondi, come se il cavo facesse contatto male.`,
    details: `
      Ho provato [un'altra presa|tre prese diverse] e non cambia nulla.
      Non c'è nessun dimmer di mezzo.
      Al minimo è ancora peggio.
      Le altre lampade sulla stessa presa vanno bene.`,
    effects: `
      Così non si riesce a leggere.
      A mia moglie viene mal di testa.
      Per {amount} mi aspettavo di meglio.`,
    demands: `
      Potete mandarmene una nuova?
      Come dobbiamo procedere?
      Vorrei restituirla ed essere <rimborsato/rimborsata>.
      C'è un pezzo che posso cambiare da <solo/sola>?`,
    asks: `
      Mi può dire le quattro cifre dopo "batch" sull'etichetta sotto la base?
      La lampada è collegata direttamente alla presa? E quale numero di lotto c'è sull'etichetta sotto la base?`,
    backs: `
      sull'etichetta c'è scritto batch {batch}. È collegata direttamente alla presa.
      lotto {batch}, senza dimmer.`,
    solutions: `
      Le spediamo questa settimana un nuovo driver. Si inserisce con un clic, nel pacco trova le istruzioni. Il vecchio può tenerlo o smaltirlo.
      Il driver della sua lampada è difettoso: la sostituiamo per intero e il corriere ritira quella vecchia.`,
  }),
  dimming: bank({
    subjects: `
      Lumo Dim non funziona bene
      Problema con il dimmer`,
    facts: `
      il Lumo Dim ronza appena scendo sotto la metà. => Il dimmer ronza
      il dimmer che ho ordinato il {date} passa di colpo dal massimo a quasi zero.
      il nostro Lumo Dim spegne da solo la lampada {room} dopo qualche minuto.`,
    details: `
      L'ha montato un elettricista.
      La lampada è nella vostra lista di quelle compatibili.
      Con il vecchio dimmer non succedeva.`,
    effects: `
      In una stanza silenziosa è fastidioso.
      Per {amount} è un po' poco.`,
    demands: `
      È normale?
      Vi chiedo di sostituirlo.
      Preferirei restituirlo.`,
    asks: `
      Quali lampade sono collegate e che cosa c'è scritto dopo "FW" sul retro?
      Succede anche con una sola lampada collegata?`,
    backs: `
      una Lumo 2 e una Lumo Mini, sul retro c'è scritto FW 1.3.
      sì, anche con una sola. Sul retro c'è FW 1.3.`,
    solutions: `
      È un difetto del primo firmware. Le mandiamo un dimmer con la versione nuova, quello vecchio lo rispedisca con l'etichetta che trova nel pacco.
      Ritiriamo il dimmer e le rimborsiamo {amount}, li riceverà entro cinque giorni.`,
  }),
  wobble: bank({
    subjects: `
      La {product} non sta su
      Problema con la {product}`,
    facts: `
      il braccio della mia {product} scende piano piano, per quanto io stringa la vite. => Il braccio scende
      lo snodo della {product} è allentato da {weeks} settimane e la testa penzola. => Snodo allentato
      la {product} traballa appena qualcuno ci passa vicino, eppure l'ho montata seguendo le istruzioni. => Lampada che traballa`,
    details: `
      La chiave nella scatola non è della misura giusta.
      Allego una foto.
      All'inizio andava, poi è peggiorata.`,
    effects: `
      Ieri per poco non cadeva sul computer.
      Adesso la tengo su con il nastro adesivo.
      Con una bimba piccola in casa mi preoccupa.`,
    demands: `
      Mi mandate uno snodo nuovo?
      Si può riparare?
      Vorrei che fosse sostituita.`,
    asks: `
      Mi manda una foto dello snodo dal lato della vite?
      La vite gira ancora o gira a vuoto? Una foto aiuterebbe molto.`,
    backs: `
      ecco la foto, la vite gira a vuoto.
      foto allegata. Si vede che la filettatura è andata.`,
    solutions: `
      La filettatura ha ceduto, purtroppo nella prima versione succede. Riceverà uno snodo rinforzato, si monta in cinque minuti.
      Le cambiamo la lampada: il corriere porta quella nuova e ritira la vecchia, non deve imballare nulla.`,
  }),
  water: bank({
    subjects: `
      Acqua nella {product}
      Lampada da esterno bagnata dentro`,
    facts: `
      dopo l'ultima pioggia nella {product} c'è acqua, si vede attraverso il vetro.
      la nostra {product} non si accende più dal temporale di domenica e dentro è tutta umida. => {product} spenta dopo la pioggia
      la {product} si appanna dall'interno e fa sempre meno luce.`,
    details: `
      Sul sito c'è scritto IP65.
      La guarnizione in un angolo non aderisce.
      L'ha montata un elettricista in primavera.`,
    effects: `
      L'ingresso adesso è al buio.
      Non mi fido a riaccenderla.
      È già saltata due volte la corrente.`,
    demands: `
      Vi chiedo di sostituirla.
      Come facciamo?
      Ne voglio una nuova oppure i soldi indietro.`,
    asks: `
      Per favore la tenga spenta per ora. Mi può mandare una foto della guarnizione?
      È montata con il cavo in alto o in basso? La tenga spenta finché non è chiaro.`,
    backs: `
      è spenta. Il cavo arriva dal basso, come nelle istruzioni.
      resta spenta. Nella foto si vede il punto in basso a sinistra.`,
    solutions: `
      La guarnizione è stata montata male da noi. Riceverà una lampada nuova e paghiamo l'elettricista fino a 80 euro, con la fattura.
      La sostituzione con la nuova guarnizione è in viaggio. Quella vecchia non ci serve.`,
  }),
  heat: bank({
    subjects: `
      URGENTE {product} scotta
      Problema di sicurezza`,
    facts: `
      l'alimentatore della mia {product} scotta, non si può toccare.
      la {product} dopo venti minuti puzza di bruciato. => Odore di bruciato
      stamattina c'è stato uno scoppio nella spina della {product} e un odore di plastica bruciata.`,
    details: `
      Ho staccato subito la spina.
      È saltata la corrente in tutta la casa.
      Sull'alimentatore c'è una macchia marrone.`,
    effects: `
      È pericolosissimo.
      Abbiamo due bambini piccoli.
      Ho paura a riattaccarla.`,
    demands: `
      Chiamatemi oggi stesso.
      Voglio sapere se è successo ad altri e rivoglio i miei soldi.
      Che cosa devo fare?`,
    asks: `
      Per favore non la ricolleghi. Si è fatto male qualcuno? E mi può leggere il numero sull'alimentatore?
      Ha fatto bene a staccare la spina. Possiamo far ritirare la lampada domani, così i nostri tecnici la controllano?`,
    backs: `
      per fortuna nessuno si è fatto male. Sull'alimentatore c'è scritto LP-24-07.
      domani dopo le 14 va bene. Nessuno si è fatto male.`,
    solutions: `
      I nostri tecnici hanno trovato un componente saldato male nell'alimentatore. Riceverà una lampada nuova e le rimborsiamo il prezzo per scusarci.
      Le rimborsiamo {amount} e abbiamo passato il caso alla sicurezza dei prodotti. La chiamerà il responsabile dello sviluppo.`,
  }),
  sparePart: bank({
    subjects: `
      Ricambio non disponibile
      Aspetto un ricambio`,
    facts: `
      il diffusore per la {oldProduct} non è disponibile da settimane. => Diffusore per {oldProduct}
      mi serve un cavo nuovo per la mia {oldProduct} e nel negozio c'è sempre scritto "presto disponibile".
      aspetto da {weeks} settimane il vetro di ricambio per la {oldProduct}.`,
    details: `
      La lampada in sé è perfetta.
      Al telefono mi avevano detto la settimana prossima, ed è passato un mese.
      Voi stessi promettete i ricambi per dieci anni.`,
    effects: `
      Per un pezzo da {amount} la lampada è in cantina.
      Non la vorrei proprio buttare.`,
    demands: `
      Quando torna?
      Me ne potete mettere da parte uno?
      Vi chiedo una data precisa.`,
    asks: `
      Di che anno è la lampada? Sono le prime due cifre sull'etichetta.
      Mi può misurare il diametro del pezzo vecchio?`,
    backs: `
      c'è scritto 23, se leggo bene.
      ho misurato 18,4 cm.`,
    solutions: `
      Il pezzo è di nuovo disponibile da oggi. Ne ho messo da parte uno per lei e glielo mando gratis.
      Abbiamo smontato il pezzo da una lampada da esposizione. Parte oggi, senza spese vista l'attesa.`,
  }),
  noReply: bank({
    subjects: `
      Nessuna risposta alle mie mail
      Reclamo sul servizio clienti`,
    facts: `
      aspetto da {weeks} settimane una risposta sulla mia {product}.
      è la terza volta che scrivo per la {product} e non ha mai risposto nessuno. => Terzo tentativo
      sono <stato/stata> 40 minuti in attesa al telefono per la {product} e poi è caduta la linea.`,
    details: `
      Il numero d'ordine è {order}.
      Ho guardato anche nello spam.
      Dal modulo sul sito arriva solo la conferma automatica.`,
    effects: `
      Non è il modo di trattare i clienti.
      Finora con Lumo mi ero <trovato/trovata> benissimo.`,
    demands: `
      Vorrei la risposta di una persona.
      Mi potete richiamare?
      Con chi posso parlare?`,
    asks: `
      Mi dispiace che abbia aspettato tanto. A quale numero la trovo oggi?
      Per avere tutto insieme: da quale indirizzo ci ha scritto la prima volta?`,
    backs: `
      meglio il cellulare, dopo le 16.
      sempre da questo, la prima volta il {date}.`,
    solutions: `
      La sua prima mail era finita nella casella sbagliata, è un errore nostro. Da adesso me ne occupo io e le ho aggiunto un buono da 20 euro.
      Ho chiarito con i tecnici e la sostituzione è in viaggio. Ci scusi per il silenzio.`,
  }),
};
