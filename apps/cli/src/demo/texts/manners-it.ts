import type { MannersSource } from './manners.js';

export const itManners: MannersSource = {
  politeGreetings: `
    Gentili signori,
    Buongiorno,
    Gentile assistenza Lumo,`,
  plainGreetings: `
    Buongiorno,
    Salve,
    Buonasera,
    Ciao,`,
  politeOpeners: `
    purtroppo devo segnalarvi un problema:
    spero che possiate aiutarmi:
    finora sono sempre <stato contento/stata contenta> delle vostre lampade, ma`,
  intros: `
    ho 70 anni, la sera leggo molto e la luce per me è importante.
    la lampada ce la siamo regalata per la casa nuova.
    le vostre lampade me le ha consigliate mia sorella, che ne ha due.
    di solito non scrivo mail di questo tipo, ma stavolta è il caso.`,
  anger: `
    È una vergogna.
    Una cosa così non mi era mai capitata!
    Sono veramente <arrabbiato/arrabbiata>.
    Mai più.`,
  politeClosings: `
    Vi ringrazio per la disponibilità.|Cordiali saluti
    In attesa di una vostra risposta.|Distinti saluti
    Grazie in anticipo.|Cordialmente`,
  plainClosings: `
    Grazie
    Saluti
    Cordiali saluti
    Un saluto`,
  rooms: `
    in salotto
    nell'ingresso
    in camera da letto
    nello studio
    nella cameretta`,
  numbers: `
    due
    tre
    quattro
    cinque
    sei`,
  thanks: `
    perfetto, grazie mille per la velocità!
    adesso è tutto a posto. Grazie per l'aiuto.
    grazie della gentilezza, per me va bene così.`,
  reminders: `
    ci sono novità? Sto ancora aspettando.
    volevo solo sapere se la mia mail è arrivata.
    è passata una settimana e non ho sentito nessuno. Vi chiedo una risposta.`,
  disputes: `
    purtroppo il problema c'è ancora, come prima.
    non sono d'accordo, non era questo che avevamo concordato.
    vi riscrivo perché non è cambiato niente.`,
  awaySubject: 'Risposta automatica: {subject}',
  away: `
    Sono fuori ufficio fino al {date} e leggo la posta saltuariamente. Per le urgenze contattate i miei colleghi.
    Grazie per il messaggio. Sono in ferie e torno il {date}.`,
  agentGreetings: `
    Buongiorno {name},
    Gentile {name},`,
  agentThanks: `
    grazie per averci scritto. Mi dispiace per l'accaduto.
    la ringrazio per la segnalazione, non dovrebbe succedere.
    mi dispiace per il disturbo.`,
  agentClosings: `
    Cordiali saluti da Lipsia
    Un cordiale saluto
    Cordiali saluti`,
  agentWaits: `
    Ho passato la segnalazione ai nostri tecnici e le scrivo entro due giorni.
    Verifico con il magazzino e il corriere e le scrivo appena so qualcosa.
    Verifico con la nostra banca e le scrivo entro la fine della settimana.`,
  agentFollowUps: `
    grazie per i dettagli, ci aiutano molto.
    grazie della risposta veloce.`,
  agentPatience: `
    grazie della pazienza.`,
  refusals: `
    Ho esaminato il suo caso con attenzione e purtroppo non possiamo accogliere la richiesta: secondo i nostri dati il termine è scaduto da tempo. Se la vede diversamente, mi scriva. Può anche rivolgersi gratuitamente a un organismo di conciliazione.`,
  withdrawals: `
    nel frattempo si è risolto, grazie lo stesso.
    potete chiudere la pratica, mi ero <sbagliato/sbagliata> io.`,
  receipt: `Buongiorno,

il suo messaggio è arrivato e ha il numero {number}.
Ora lo legge una persona, che le risponde entro il {date}.
Se vuole aggiungere qualcosa, risponda semplicemente a questa mail.

Il team Lumo`,
  receiptSubject: 'Abbiamo ricevuto il suo messaggio: {subject}',
  batchLines: `
    Sull'etichetta sotto la base c'è scritto batch {batch}, se può servire.
    Lotto sull'etichetta: {batch}.`,
  quoteHead: 'Il giorno {date} alle ore {time} {who} ha scritto:',
  mobile: 'Inviato da iPhone',
};
