import { bank, type Banks } from './bank.js';

export const frCare: Pick<Banks, 'flicker' | 'dimming' | 'wobble' | 'water' | 'heat' | 'sparePart' | 'noReply'> = {
  flicker: bank({
    subjects: `
      Ma {product} clignote
      Lumière qui vacille
      Réclamation commande {order}
      Lampe défectueuse`,
    facts: `
      ma {product} s'est mise à clignoter, d'abord le soir seulement, maintenant [tout le temps|presque toute la journée].
      la {product} achetée le {date} vacille dès qu'elle chauffe.
      au bout de {weeks} semaines à peine, la {product} clignote et s'éteint parfois.
      la lumière de la {product} {room} tremble toutes les quelques secondes, comme s'il y avait un faux contact.`,
    details: `
      J'ai essayé [une autre prise|trois prises différentes], rien à faire.
      Il n'y a pas de variateur entre les deux.
      Au minimum c'est encore pire.
      Les autres lampes sur la même prise marchent très bien.`,
    effects: `
      Impossible de lire avec ça.
      Ma femme en a mal à la tête.
      Pour {amount} je m'attendais à mieux.`,
    demands: `
      Pouvez-vous m'en envoyer une autre ?
      Comment fait-on maintenant ?
      Je souhaite la rendre et être <remboursé/remboursée>.
      Y a-t-il une pièce que je peux changer moi-même ?`,
    asks: `
      Pouvez-vous me donner les quatre chiffres après « batch » sur l'étiquette sous le pied ?
      La lampe est-elle branchée directement sur la prise, et quel numéro de lot est indiqué sous le pied ?`,
    backs: `
      sur l'étiquette il est écrit batch {batch}. Elle est branchée directement.
      lot {batch}, et pas de variateur.`,
    solutions: `
      Nous vous envoyons cette semaine un nouveau driver. Il se clipse simplement, la notice est dans le colis. Vous pouvez garder l'ancien ou le recycler.
      Le driver de votre lampe est défectueux : nous remplaçons toute la lampe, et le transporteur reprend l'ancienne.`,
  }),
  dimming: bank({
    subjects: `
      Problème avec le Lumo Dim
      Variateur commande {order}`,
    facts: `
      le Lumo Dim bourdonne dès que je descends sous la moitié. => Le variateur bourdonne
      le variateur commandé le {date} saute du maximum à presque rien.
      notre Lumo Dim éteint tout seul la lampe {room} au bout de quelques minutes.`,
    details: `
      C'est un électricien qui l'a posé.
      La lampe est sur votre liste des modèles compatibles.
      Avec l'ancien variateur il n'y avait pas ce problème.`,
    effects: `
      Dans une pièce calme c'est pénible.
      Pour {amount}, c'est un peu léger.`,
    demands: `
      Est-ce normal ?
      Merci de l'échanger.
      Je préfère vous le rendre.`,
    asks: `
      Quelles lampes sont branchées, et qu'est-ce qui est écrit après « FW » au dos ?
      Est-ce pareil avec une seule lampe branchée ?`,
    backs: `
      une Lumo 2 et une Lumo Mini, et au dos c'est écrit FW 1.3.
      oui, avec une seule aussi. Au dos : FW 1.3.`,
    solutions: `
      C'est un défaut du premier logiciel. Nous vous envoyons un variateur avec la nouvelle version, merci de renvoyer l'ancien avec l'étiquette jointe.
      Nous reprenons le variateur et vous remboursons {amount} sous cinq jours.`,
  }),
  wobble: bank({
    subjects: `
      La {product} ne tient pas
      Problème avec la {product}`,
    facts: `
      le bras de ma {product} descend doucement, j'ai beau serrer la vis. => Le bras descend tout seul
      l'articulation de la {product} est desserrée depuis {weeks} semaines et la tête pend. => Articulation desserrée
      la {product} vacille dès qu'on passe à côté, pourtant j'ai suivi la notice à la lettre.`,
    details: `
      La clé fournie n'est pas à la bonne taille.
      Je joins une photo.
      Au début ça allait, puis c'est devenu pire.`,
    effects: `
      Hier elle a failli tomber sur l'ordinateur.
      Pour le moment elle tient avec du scotch.
      Avec un petit à la maison, ça m'inquiète.`,
    demands: `
      Pouvez-vous m'envoyer une nouvelle articulation ?
      Est-ce que ça se répare ?
      Je voudrais un échange.`,
    asks: `
      Pouvez-vous m'envoyer une photo de l'articulation, du côté de la vis ?
      La vis tourne-t-elle encore ou tourne-t-elle dans le vide ? Une photo m'aiderait beaucoup.`,
    backs: `
      voici la photo, la vis tourne dans le vide.
      photo jointe. On voit que le filetage est mort.`,
    solutions: `
      Le filetage a lâché, c'est malheureusement un défaut de la première version. Vous recevrez une articulation renforcée, la pose prend cinq minutes.
      Nous échangeons la lampe : le transporteur apporte la nouvelle et reprend l'ancienne, rien à emballer.`,
  }),
  water: bank({
    subjects: `
      De l'eau dans la {product}
      Lampe d'extérieur mouillée à l'intérieur`,
    facts: `
      il y a de l'eau dans la {product} depuis la dernière pluie, on la voit à travers le verre.
      notre {product} ne marche plus depuis l'orage de ce week-end et l'intérieur est trempé. => {product} en panne après la pluie
      la {product} s'embue de l'intérieur et éclaire de moins en moins.`,
    details: `
      Sur votre site il est écrit IP65.
      Le joint ne touche pas dans un coin.
      Un électricien l'a posée au printemps.`,
    effects: `
      L'entrée est dans le noir maintenant.
      Je n'ose plus la rallumer.
      Elle a déjà fait sauter le courant deux fois.`,
    demands: `
      Merci de la remplacer.
      Comment fait-on ?
      J'en veux une neuve ou mon argent.`,
    asks: `
      Merci de la laisser éteinte pour le moment. Pouvez-vous m'envoyer une photo du joint ?
      Est-elle posée avec le câble en haut ou en bas ? Laissez-la éteinte en attendant, s'il vous plaît.`,
    backs: `
      elle est éteinte. Le câble arrive par le bas, comme dans la notice.
      elle reste éteinte. Sur la photo on voit l'endroit en bas à gauche.`,
    solutions: `
      Le joint a été mal posé chez nous. Vous recevrez une lampe neuve et nous payons l'électricien jusqu'à 80 euros, sur facture.
      Une lampe avec le nouveau joint est en route. Nous n'avons pas besoin de l'ancienne.`,
  }),
  heat: bank({
    subjects: `
      URGENT la {product} brûle
      Problème de sécurité`,
    facts: `
      le bloc d'alimentation de ma {product} devient brûlant, on ne peut pas le toucher.
      la {product} sent le brûlé au bout de vingt minutes. => Odeur de brûlé
      ce matin la prise de la {product} a claqué et il y avait une odeur de plastique brûlé.`,
    details: `
      J'ai tout de suite débranché.
      Les plombs ont sauté.
      Il y a une tache brune sur le bloc.`,
    effects: `
      C'est très dangereux.
      Nous avons deux enfants en bas âge.
      J'ai peur de la rebrancher.`,
    demands: `
      Appelez-moi aujourd'hui.
      Je veux savoir si c'est arrivé à d'autres et je veux être <remboursé/remboursée>.
      Que dois-je en faire ?`,
    asks: `
      Surtout ne la rebranchez pas. Quelqu'un a-t-il été blessé ? Et pouvez-vous me lire le numéro sur le bloc ?
      Vous avez bien fait de débrancher. Pouvons-nous faire reprendre la lampe demain pour que nos techniciens l'examinent ?`,
    backs: `
      personne n'est blessé, heureusement. Sur le bloc il est écrit LP-24-07.
      demain après 14 h, c'est bon. Personne n'est blessé.`,
    solutions: `
      Nos techniciens ont trouvé une pièce mal soudée dans le bloc. Vous recevrez une lampe neuve et nous vous remboursons le prix pour nous excuser.
      Nous vous remboursons {amount} et avons transmis le cas à la sécurité des produits. Le responsable du développement vous appellera.`,
  }),
  sparePart: bank({
    subjects: `
      Pièce détachée introuvable
      J'attends une pièce`,
    facts: `
      le diffuseur de la {oldProduct} est indisponible depuis des semaines. => Diffuseur pour {oldProduct}
      il me faut un câble neuf pour ma {oldProduct} et la boutique affiche toujours « bientôt disponible ».
      j'attends depuis {weeks} semaines le verre de rechange de la {oldProduct}.`,
    details: `
      La lampe elle-même est parfaite.
      Au téléphone on m'a dit la semaine prochaine, c'était il y a un mois.
      Vous promettez pourtant les pièces pendant dix ans.`,
    effects: `
      Pour une pièce à {amount}, la lampe est à la cave.
      Je n'ai vraiment pas envie de la jeter.`,
    demands: `
      Quand sera-t-elle de retour ?
      Pouvez-vous m'en mettre une de côté ?
      Merci de me donner une date.`,
    asks: `
      De quelle année est votre lampe ? Ce sont les deux premiers chiffres sur l'étiquette.
      Pouvez-vous mesurer le diamètre de l'ancienne pièce ?`,
    backs: `
      je lis 23, si je vois bien.
      j'ai mesuré 18,4 cm.`,
    solutions: `
      La pièce est de nouveau en stock depuis aujourd'hui. Je vous en ai mis une de côté et vous l'envoie gratuitement.
      Nous avons démonté la pièce d'une lampe d'exposition. Elle part aujourd'hui, sans frais vu l'attente.`,
  }),
  noReply: bank({
    subjects: `
      Aucune réponse à mes mails
      Réclamation sur votre service client`,
    facts: `
      j'attends depuis {weeks} semaines une réponse au sujet de ma {product}.
      c'est la troisième fois que j'écris pour ma {product} et personne n'a répondu. => Troisième essai
      je suis <resté/restée> 40 minutes en attente au téléphone pour la {product}, puis on a raccroché.`,
    details: `
      Le numéro de commande est {order}.
      J'ai regardé dans les indésirables.
      Le formulaire n'envoie que l'accusé automatique.`,
    effects: `
      On ne traite pas les clients comme ça.
      Jusqu'ici j'étais très <content/contente> de Lumo.`,
    demands: `
      Je voudrais la réponse d'un être humain.
      Merci de me rappeler.
      À qui puis-je parler ?`,
    asks: `
      Je suis désolée que vous ayez attendu si longtemps. À quel numéro puis-je vous joindre aujourd'hui ?
      Pour tout réunir : de quelle adresse nous avez-vous écrit la première fois ?`,
    backs: `
      le portable, c'est mieux, après 16 h.
      toujours de celle-ci, la première fois le {date}.`,
    solutions: `
      Votre premier mail était arrivé dans la mauvaise boîte, c'est notre erreur. Je m'en occupe moi-même désormais et j'ai ajouté un bon de 20 euros.
      J'ai vu ça avec nos techniciens, l'échange est en route. Toutes nos excuses pour ce silence.`,
  }),
};
