import { bank, type Banks } from './bank.js';

export const itDelivery: Pick<
  Banks,
  'late' | 'damaged' | 'wrongItem' | 'missingPart' | 'returnLabel' | 'invoice' | 'refund'
> = {
  late: bank({
    subjects: `
      Dov'è il mio ordine {order}?
      Ordine non consegnato
      La {product} non è arrivata
      Consegna in ritardo`,
    facts: `
      la mia {product}, ordinata il {date}, non è ancora arrivata.
      l'ordine {order} doveva arrivare in tre giorni, sono {weeks} settimane che aspetto la {product}.
      il tracciamento della {product} dice da giorni "in deposito".
      il corriere sostiene di aver consegnato la {product}, ma qui non c'è niente.`,
    details: `
      Ho chiesto anche ai vicini.
      Ho pagato subito.
      Il corriere dice che non sa nulla.
      Nel negozio risulta ancora disponibile.`,
    effects: `
      Era un regalo di compleanno, ormai è tardi.
      Ho preso due giorni di ferie per niente.
      Comincio a perdere la pazienza.`,
    demands: `
      Dov'è il pacco?
      Vorrei una data sicura.
      Se non arriva entro la settimana annullo l'ordine.
      Potete verificare?`,
    asks: `
      L'indirizzo di consegna è ancora giusto? C'è un vicino a cui possiamo lasciarla?
      Ho chiesto al corriere di cercare il pacco. Mi conferma che non c'era un avviso nella cassetta?`,
    backs: `
      l'indirizzo è giusto. Non al punto di ritiro, per favore, non ho la macchina.
      nessun avviso, e nel palazzo nessuno sa niente.`,
    solutions: `
      Il corriere ha perso il pacco. Oggi ne è partita una nuova, arriva con l'espresso al più tardi dopodomani.
      Il pacco era fermo in deposito. Arriva domani e le rimborsiamo la spedizione.`,
  }),
  damaged: bank({
    subjects: `
      {product} arrivata danneggiata
      Danno da trasporto, ordine {order}`,
    facts: `
      la {product} è arrivata oggi con il paralume ammaccato. => Paralume ammaccato
      aprendo la scatola della {product} ho visto subito che la base è scheggiata. => Base scheggiata
      la nostra {product} nuova è tutta graffiata.`,
    details: `
      Allego una foto.
      Il corriere se n'era già andato.
      Nella scatola c'era pochissima imbottitura.
      Ho tenuto l'imballo.`,
    effects: `
      Così non la voglio tenere.
      È già la seconda che arriva rotta.
      Peccato, perché è una bella lampada.`,
    demands: `
      Vi chiedo di mandarmene una nuova.
      Devo rispedire tutta la lampada?
      Come funziona il cambio?`,
    asks: `
      Ha ancora la scatola? Una foto dell'etichetta ci serve con il corriere.
      Mi manda una foto del danno? Così la nuova parte già oggi.`,
    backs: `
      la scatola c'è ancora, ecco la foto.
      allego la foto, si vede bene.`,
    solutions: `
      Quella nuova è pronta, con il doppio dell'imbottitura. Il corriere ritira quella danneggiata da lei.
      Le mandiamo nuovo il pezzo danneggiato e le rimborsiamo 15 euro per il disturbo.`,
  }),
  wrongItem: bank({
    subjects: `
      Articolo sbagliato
      Consegna sbagliata, ordine {order}`,
    facts: `
      avevo ordinato la {product} in ottone ed è arrivata nera. => {product} nera invece che ottone
      invece della {product} nella scatola c'erano due paralumi.
      delle due {product} ordinate una è bianca e una verde salvia, dovevano essere tutte e due bianche. => Colore sbagliato, ordine {order}`,
    details: `
      Sulla fattura è giusto.
      Ho solo aperto la scatola.
      L'etichetta fuori è giusta, il contenuto no.`,
    effects: `
      Non c'entra niente con la stanza.
      Sabato abbiamo ospiti e doveva essere montata.
      Può capitare, ma è una seccatura.`,
    demands: `
      Potete cambiarla presto?
      Chi paga la spedizione?
      Quando arriva quella giusta?`,
    asks: `
      Mi fa una foto dell'adesivo sulla scatola? Così vedo che cosa è successo in magazzino.
      Quale numero c'è sotto il codice a barre? Inizia con LU.`,
    backs: `
      sotto il codice c'è LU-2041-BK.
      allego la foto dell'adesivo.`,
    solutions: `
      Quella giusta è in viaggio e il corriere ritira l'altra. Non deve pagare nulla.
      Abbiamo trovato lo scambio. Se vuole tenere l'altro colore, le rimborsiamo il 20 per cento.`,
  }),
  missingPart: bank({
    subjects: `
      {product} incompleta
      Manca un pezzo, ordine {order}`,
    facts: `
      mancano le viti per la base della {product}. => Mancano le viti
      nella scatola della {product} non c'era l'alimentatore. => Manca l'alimentatore
      la {product} è arrivata senza istruzioni e senza chiave.`,
    details: `
      Il sacchetto era aperto, forse è caduto qualcosa.
      Ho cercato due volte in tutta la scatola.
      Secondo la lista dovrebbe esserci.`,
    effects: `
      Adesso è montata a metà {room}.
      Così naturalmente non la posso usare.
      Ci ho perso un sabato intero.`,
    demands: `
      Mi mandate il pezzo che manca?
      Si riesce per questa settimana?
      Non voglio rispedire tutta la lampada per questo.`,
    asks: `
      A pagina 2 delle istruzioni ogni pezzo ha una lettera. Quale manca?
      C'è un timbro all'interno della scatola? Mi dice chi ha imballato.`,
    backs: `
      manca il pezzo D, e di F ce n'è solo uno.
      c'è un timbro con scritto "P4".`,
    solutions: `
      Il pezzo che manca è partito oggi per lettera, dovrebbe arrivare tra due giorni.
      Le rimandiamo tutto il sacchetto, così non manca niente. Ci scusi per il disturbo.`,
  }),
  returnLabel: bank({
    subjects: `
      Non riesco a fare il reso
      Reso ordine {order}`,
    facts: `
      vorrei restituire la {product} ma la pagina dei resi non trova l'ordine {order}.
      l'etichetta per il reso della {product} è arrivata come pagina bianca. => Etichetta per il reso
      al punto di ritiro hanno rifiutato la mia {product} perché il codice non è valido.`,
    details: `
      I 30 giorni stanno per finire.
      Dal telefono e dal computer è uguale.
      La scatola è pronta nell'ingresso.`,
    effects: `
      La scatola è in mezzo ai piedi.
      Comincio a pensare che lo facciate apposta.`,
    demands: `
      Mi mandate un'etichetta valida?
      Potete far ritirare il pacco?
      Vi chiedo di confermare che sono nei termini.`,
    asks: `
      Con quale indirizzo ha ordinato? La pagina cerca solo quello.
      Può stampare, o l'etichetta la porta il corriere?`,
    backs: `
      ha ordinato mio marito con il suo indirizzo, sarà per quello.
      non ho la stampante, dovrebbe portarla il corriere.`,
    solutions: `
      L'etichetta è allegata. È nei termini, perché ci ha scritto in tempo.
      Il corriere passa giovedì e porta l'etichetta.`,
  }),
  invoice: bank({
    subjects: `
      Fattura sbagliata
      Correzione della fattura {order}`,
    facts: `
      la {product} mi è stata addebitata due volte. => Addebito doppio, ordine {order}
      sulla fattura della {product} (ordine {order}) l'indirizzo è sbagliato.
      avete fatturato due {product}, ma ne ho ordinata e ricevuta una.
      mi è arrivato un sollecito per la {product}, ma ho pagato il {date}. => Sollecito nonostante il pagamento`,
    details: `
      Si tratta di {amount}.
      Posso mandarvi l'estratto conto.
      La conferma d'ordine invece è giusta.`,
    effects: `
      Mi serve per i miei documenti.
      Da voi mi aspettavo più cura.
      Così non posso archiviarla.`,
    demands: `
      Vi chiedo di correggere.
      Vorrei che fosse risolto entro la settimana.
      Mi mandate una fattura nuova?`,
    asks: `
      Qual è l'indirizzo giusto? Le serve la partita IVA in fattura?
      Mi può dire data e importo dei due addebiti?`,
    backs: `
      tutti e due lo stesso giorno, {amount} ciascuno.
      l'indirizzo è quello nella firma, la partita IVA non serve.`,
    solutions: `
      La fattura nuova è allegata, quella vecchia è annullata.
      Il secondo addebito è stato un nostro errore. Oggi le abbiamo restituito {amount}, li vedrà tra due o tre giorni.`,
  }),
  refund: bank({
    subjects: `
      Dov'è il mio rimborso?
      Rimborso ordine {order}
      Ancora niente soldi`,
    facts: `
      ho rispedito la {product} {weeks} settimane fa e i soldi non sono ancora arrivati.
      secondo il tracciamento la {product} è da voi dal {date}, ma non ho visto nessun rimborso.
      per la {product} restituita ho ricevuto solo una parte dei {amount}.`,
    details: `
      Ho tenuto la ricevuta del pacco.
      Ho pagato con la carta.
      Al telefono avevate detto una settimana al massimo.`,
    effects: `
      {amount} per me sono tanti.
      Così si perdono i clienti.
      Mi sento <preso/presa> in giro.`,
    demands: `
      Vi chiedo di pagare subito.
      Ditemi quando arrivano i soldi.
      Vi do 14 giorni.`,
    asks: `
      Ha usato la nostra etichetta? Mi servirebbe il numero del pacco.
      La carta con cui ha pagato è ancora valida? Altrimenti facciamo un bonifico.`,
    backs: `
      il numero del pacco è 00340 4331 88{order}.
      la carta è scaduta, fate un bonifico per favore.`,
    solutions: `
      Il reso non era stato registrato in magazzino. Oggi ho mandato {amount} a mano, tra due giorni dovrebbero esserci.
      Il rimborso è partito, con dieci euro in più per il ritardo.`,
  }),
};
