import { bank, type Banks } from './bank.js';

export const frDelivery: Pick<
  Banks,
  'late' | 'damaged' | 'wrongItem' | 'missingPart' | 'returnLabel' | 'invoice' | 'refund'
> = {
  late: bank({
    subjects: `
      Où est ma commande {order} ?
      Commande non livrée
      La {product} n'est toujours pas là
      Retard de livraison`,
    facts: `
      ma {product}, commandée le {date}, n'est toujours pas arrivée.
      la commande {order} devait mettre trois jours, j'attends la {product} depuis {weeks} semaines.
      le suivi de la {product} indique « au dépôt » depuis des jours.
      le transporteur prétend avoir livré la {product}, mais il n'y a rien ici.`,
    details: `
      J'ai demandé aux voisins.
      J'ai payé tout de suite.
      Le transporteur dit qu'il ne sait rien.
      La boutique l'affiche toujours en stock.`,
    effects: `
      C'était un cadeau d'anniversaire, c'est raté.
      J'ai posé deux jours de congé pour rien.
      Je commence à perdre patience.`,
    demands: `
      Où est le colis ?
      Merci de me donner une date sûre.
      Si elle n'est pas là à la fin de la semaine, j'annule.
      Pouvez-vous vérifier ?`,
    asks: `
      L'adresse de livraison est-elle toujours la bonne ? Y a-t-il un voisin chez qui la laisser ?
      J'ai demandé au transporteur de chercher le colis. Me confirmez-vous qu'il n'y avait pas d'avis dans la boîte ?`,
    backs: `
      l'adresse est bonne. Pas de point relais s'il vous plaît, je n'ai pas de voiture.
      pas d'avis, et personne dans l'immeuble n'est au courant.`,
    solutions: `
      Le transporteur a perdu le colis. Une nouvelle lampe est partie aujourd'hui en express, elle sera là après-demain au plus tard.
      Le colis était bloqué au dépôt. Il arrive demain et nous vous remboursons le port.`,
  }),
  damaged: bank({
    subjects: `
      {product} arrivée abîmée
      Casse au transport, commande {order}`,
    facts: `
      la {product} est arrivée aujourd'hui avec l'abat-jour cabossé. => Abat-jour cabossé
      en ouvrant le carton de la {product} j'ai vu tout de suite que le pied est ébréché. => Pied ébréché
      notre nouvelle {product} est rayée de partout.`,
    details: `
      Je joins une photo.
      Le livreur était déjà reparti.
      Il n'y avait presque pas de protection dans le carton.
      J'ai gardé l'emballage.`,
    effects: `
      Je ne veux pas la garder comme ça.
      C'est déjà la deuxième qui arrive cassée.
      Dommage, c'est une belle lampe.`,
    demands: `
      Merci de m'en envoyer une autre.
      Dois-je renvoyer toute la lampe ?
      Comment se passe l'échange ?`,
    asks: `
      Avez-vous encore le carton ? Une photo de l'étiquette nous aide auprès du transporteur.
      Pouvez-vous m'envoyer une photo des dégâts ? La nouvelle pourra alors partir aujourd'hui.`,
    backs: `
      j'ai encore le carton, voici la photo.
      photo jointe, on voit bien l'endroit.`,
    solutions: `
      La nouvelle est prête, avec deux fois plus de protection. Le transporteur reprend l'ancienne chez vous.
      Nous vous envoyons une pièce neuve et remboursons 15 euros pour le dérangement.`,
  }),
  wrongItem: bank({
    subjects: `
      Mauvais article
      Erreur de livraison, commande {order}`,
    facts: `
      j'avais commandé la {product} en laiton et elle est arrivée en noir. => {product} noire au lieu de laiton
      à la place de la {product}, il y avait deux abat-jour dans le carton.
      sur les deux {product} commandées, une est blanche et une vert sauge, il me fallait deux blanches. => Mauvaise couleur, commande {order}`,
    details: `
      Sur la facture c'est juste.
      J'ai seulement ouvert le carton.
      L'étiquette est bonne, le contenu non.`,
    effects: `
      Ça ne va pas du tout avec la pièce.
      Nous avons des invités samedi.
      Ça arrive, mais c'est pénible.`,
    demands: `
      Merci de l'échanger rapidement.
      Qui paie le retour ?
      Quand est-ce que je reçois la bonne ?`,
    asks: `
      Pouvez-vous prendre en photo l'étiquette du carton ? Je verrai ce qui s'est passé à l'entrepôt.
      Quel numéro y a-t-il sous le code-barres ? Il commence par LU.`,
    backs: `
      sous le code il y a LU-2041-BK.
      photo de l'étiquette jointe.`,
    solutions: `
      La bonne lampe est en route et le transporteur reprend l'autre. Vous n'avez rien à payer.
      Nous avons trouvé l'erreur. Si vous préférez garder l'autre couleur, nous vous rendons 20 pour cent.`,
  }),
  missingPart: bank({
    subjects: `
      {product} incomplète
      Il manque une pièce, commande {order}`,
    facts: `
      il manque les vis du pied de la {product}. => Il manque des vis
      il n'y avait pas de bloc d'alimentation dans le carton de la {product}. => Pas de bloc d'alimentation
      la {product} est arrivée sans notice et sans clé.`,
    details: `
      Le sachet était ouvert, quelque chose est peut-être tombé.
      J'ai fouillé deux fois tout le carton.
      D'après la liste, ça devrait y être.`,
    effects: `
      Elle est à moitié montée {room}.
      Je ne peux évidemment pas m'en servir.
      J'y ai passé tout mon samedi.`,
    demands: `
      Merci de m'envoyer la pièce.
      Est-ce possible cette semaine ?
      Je ne veux pas renvoyer toute la lampe pour ça.`,
    asks: `
      À la page 2 de la notice, chaque pièce porte une lettre. Laquelle manque ?
      Y a-t-il un tampon à l'intérieur du carton ? Il me dit qui a emballé.`,
    backs: `
      il manque la pièce D, et il n'y a qu'une F.
      il y a un tampon « P4 ».`,
    solutions: `
      La pièce est partie aujourd'hui par courrier, elle devrait être chez vous dans deux jours.
      Nous vous renvoyons tout le sachet, comme ça rien ne manquera. Désolés pour le dérangement.`,
  }),
  returnLabel: bank({
    subjects: `
      Impossible de faire un retour
      Retour commande {order}`,
    facts: `
      je voudrais rendre la {product}, mais votre page de retours ne trouve pas la commande {order}.
      l'étiquette pour le retour de la {product} est une page blanche. => Étiquette de retour
      le point relais a refusé ma {product} parce que le code n'est pas valable.`,
    details: `
      Les 30 jours sont bientôt passés.
      C'est pareil sur le téléphone et sur l'ordinateur.
      Le carton est prêt dans l'entrée.`,
    effects: `
      Le carton est dans le passage.
      Je commence à croire que c'est fait exprès.`,
    demands: `
      Merci de m'envoyer une étiquette valable.
      Pouvez-vous faire reprendre le colis ?
      Merci de me confirmer que je suis dans les temps.`,
    asks: `
      Avec quelle adresse avez-vous commandé ? La page ne cherche que celle-là.
      Pouvez-vous imprimer, ou le transporteur doit-il apporter l'étiquette ?`,
    backs: `
      c'est mon mari qui a commandé avec son adresse, ça doit être ça.
      je n'ai pas d'imprimante, il faudrait que le livreur l'apporte.`,
    solutions: `
      L'étiquette est jointe. Vous êtes dans les temps, vous nous avez écrit avant la date.
      Le transporteur passe jeudi et apporte l'étiquette.`,
  }),
  invoice: bank({
    subjects: `
      Facture fausse
      Correction de la facture {order}`,
    facts: `
      la {product} m'a été prélevée deux fois. => Prélevé deux fois, commande {order}
      sur la facture de la {product} (commande {order}), l'adresse est fausse.
      vous avez facturé deux {product}, j'en ai commandé et reçu une seule.
      j'ai reçu un rappel pour la {product} alors que j'ai payé le {date}. => Rappel alors que j’ai payé`,
    details: `
      Il s'agit de {amount}.
      Je peux vous envoyer le relevé.
      La confirmation de commande est juste, pourtant.`,
    effects: `
      Il me faut cela juste pour mes papiers.
      J'attendais plus de soin de votre part.
      Je ne peux pas la classer comme ça.`,
    demands: `
      Merci de corriger.
      Je demande que ce soit réglé avant la fin de la semaine.
      Merci de m'envoyer une nouvelle facture.`,
    asks: `
      Quelle est la bonne adresse, et vous faut-il le numéro de TVA sur la facture ?
      Pouvez-vous me donner la date et le montant des deux prélèvements ?`,
    backs: `
      le même jour tous les deux, {amount} chacun.
      l'adresse est celle de ma signature, pas besoin du numéro de TVA.`,
    solutions: `
      La nouvelle facture est jointe, l'ancienne est annulée.
      Le deuxième prélèvement était une erreur de notre part. Nous vous avons rendu {amount} aujourd'hui, comptez deux ou trois jours.`,
  }),
  refund: bank({
    subjects: `
      Où est mon remboursement ?
      Remboursement commande {order}
      Toujours pas <remboursé/remboursée>`,
    facts: `
      j'ai renvoyé la {product} il y a {weeks} semaines et je n'ai toujours pas l'argent.
      d'après le suivi, la {product} est chez vous depuis le {date}, mais rien n'a été remboursé.
      pour la {product} rendue je n'ai reçu qu'une partie des {amount}.`,
    details: `
      J'ai gardé le reçu du colis.
      J'avais payé par carte.
      Au téléphone on m'a dit une semaine au maximum.`,
    effects: `
      {amount}, pour moi c'est une somme.
      C'est comme ça qu'on perd ses clients.
      J'ai l'impression qu'on me mène en bateau.`,
    demands: `
      Merci de payer sans attendre.
      Dites-moi quand l'argent arrive.
      Je vous donne 14 jours.`,
    asks: `
      Avez-vous utilisé notre étiquette ? Il me faudrait le numéro du colis.
      La carte avec laquelle vous avez payé est-elle encore valable ? Sinon nous ferons un virement.`,
    backs: `
      le numéro du colis est 00340 4331 88{order}.
      la carte a expiré, merci de faire un virement.`,
    solutions: `
      Votre retour n'avait pas été enregistré à l'entrepôt. J'ai envoyé {amount} à la main aujourd'hui, comptez deux jours.
      Le remboursement est parti, avec dix euros de plus pour le retard.`,
  }),
};
