import type { MannersSource } from './manners.js';

export const frManners: MannersSource = {
  politeGreetings: `
    Madame, Monsieur,
    Bonjour,
    Chère équipe Lumo,`,
  plainGreetings: `
    Bonjour,
    Bonsoir,
    Bonjour à tous,`,
  politeOpeners: `
    je me permets de vous écrire car j'ai un souci :
    j'espère que vous pourrez m'aider :
    jusqu'ici j'étais très <content/contente> de vos lampes, mais`,
  intros: `
    j'ai 68 ans, je lis beaucoup le soir et la lumière compte pour moi.
    nous nous sommes offert cette lampe pour notre nouvel appartement.
    c'est une amie qui m'a conseillé vos lampes, elle en a deux.
    je n'écris pas souvent ce genre de mail, mais là il le faut.`,
  anger: `
    C'est inadmissible.
    Je n'ai jamais vu ça !
    Je suis vraiment en colère.
    Plus jamais.`,
  politeClosings: `
    Je vous remercie de votre aide.|Cordialement
    Dans l'attente de votre réponse.|Bien cordialement
    Merci d'avance.|Avec mes meilleures salutations`,
  plainClosings: `
    Merci
    Cordialement
    Bonne journée
    Bien à vous`,
  rooms: `
    dans le salon
    dans l'entrée
    dans la chambre
    dans le bureau`,
  numbers: `
    deux
    trois
    quatre
    cinq
    six`,
  thanks: `
    parfait, merci beaucoup pour votre rapidité !
    tout est en ordre maintenant. Merci pour votre aide.
    merci de votre gentillesse, pour moi c'est réglé.`,
  reminders: `
    avez-vous du nouveau ? J'attends toujours.
    je voulais juste savoir si mon mail est bien arrivé.
    une semaine est passée et je n'ai pas de nouvelles. Merci de me répondre.`,
  disputes: `
    malheureusement le problème est toujours là, comme avant.
    je ne suis pas d'accord, ce n'est pas ce qui était convenu.
    je vous écris de nouveau car rien n'a changé.`,
  awaySubject: 'Réponse automatique : {subject}',
  away: `
    Je suis <absent/absente> jusqu'au {date} et ne lis mes mails que de temps en temps. En cas d'urgence, merci de contacter mes collègues.
    Merci pour votre message. Je suis en congés et de retour le {date}.`,
  agentGreetings: `
    Bonjour {name},
    Bonjour {name},`,
  agentThanks: `
    merci de nous avoir écrit. Je suis désolée pour ce désagrément.
    merci de nous le signaler, cela ne devrait pas arriver.
    je suis désolée que vous ayez ce souci.`,
  agentClosings: `
    Bien cordialement, de Leipzig
    Bien cordialement
    Cordialement`,
  agentWaits: `
    J'ai transmis à nos techniciens et je vous réponds sous deux jours.
    Je vérifie avec l'entrepôt et le transporteur et je vous écris dès que j'en sais plus.
    Je vérifie avec notre banque et je vous écris avant la fin de la semaine.`,
  agentFollowUps: `
    merci pour ces précisions, elles nous aident.
    merci pour votre réponse rapide.`,
  agentPatience: `
    merci de votre patience.`,
  refusals: `
    J'ai examiné votre dossier avec soin et nous ne pouvons malheureusement pas donner suite : d'après nos données, le délai est passé depuis longtemps. Si vous n'êtes pas d'accord, écrivez-moi. Vous pouvez aussi saisir gratuitement le médiateur.`,
  withdrawals: `
    c'est réglé entre-temps. Merci quand même.
    vous pouvez clore le dossier, c'était mon erreur.`,
  receipt: `Bonjour,

votre message nous est bien parvenu et porte le numéro {number}.
Une personne va maintenant le lire et vous répondre d'ici le {date}.
Pour ajouter quelque chose, répondez simplement à ce mail.

L'équipe Lumo`,
  receiptSubject: 'Nous avons bien reçu votre message : {subject}',
  batchLines: `
    Sur l'étiquette sous le pied il y a écrit batch {batch}, si cela peut aider.
    Lot indiqué sur l'étiquette : {batch}.`,
  quoteHead: 'Le {date} à {time}, {who} a écrit :',
  mobile: 'Envoyé de mon iPhone',
};
