/**
 * What people write who are content, and what they write besides as soon as something is wrong or wanted. English, German, Italian, French. A
 * hit of the second list outweighs every hit of the first: a complaint that begins with thanks is a complaint.
 */

const listed = (words: string): readonly string[] => words.trim().split(/,\s+/);

/** Thanks and commendation: somebody did something for the writer, or he would send others. */
export const COMMENDS = listed(String.raw`
  thank you, thanks, many thanks, grateful, i recommend, highly recommend, would recommend, will recommend, compliment to,
  compliments to, kudos, hats off, keep it up, made my day, shout ?out to, danke, vielen dank, herzlichen dank, dankbar, empfehle
  (?:sie|euch|ich)? ?(?:gerne )?weiter, weiterempfehlen, kann ich nur empfehlen, sehr zu empfehlen, ein lob, grosses lob, großes
  lob, kompliment, hut ab, macht weiter so, grazie, vi ringrazio, la ringrazio, riconoscente, consiglio a tutti, lo consiglio, la
  consiglio, vi consiglio, complimenti, continuate così, tanto di cappello, merci, je vous remercie, nous vous remercions,
  reconnaissante?, je recommande, je vous recommande, félicitations, bravo à (?:toute )?(?:l’|la |votre ), chapeau, continuez comme
  (?:ça|cela)
`);

/** What somebody calls good. */
export const PRAISES = listed(String.raw`
  great, excellent, fantastic, wonderful, amazing, brilliant, outstanding, perfect(?:ly)?, superb, lovely, friendly, love
  (?:it|them|my|the|this|your), delighted, very happy, so happy, really happy, impressed, very pleased, very satisfied, helpful,
  first[- ]class, best (?:service|support|shop|lamp|team), beautiful, exceeded, großartige?[rsn]?, grossartige?[rsn]?,
  toll(?:e[rsn]?)?, super, spitze, spitzenmäßig, klasse, hervorragende?[rsnm]?, ausgezeichnete?[rsn]?, wunderbare?[rsn]?,
  perfekte?[rsn]?, freundliche?[rsn]?, begeistert, sehr zufrieden, rundum zufrieden, vorbildliche?[rsn]?, wunderschöne?[rsn]?,
  hilfsbereite?[rsn]?, kompetente?[rsn]?, überwältigt, freue mich sehr, fantastische?[rsn]?, ottim[oaie], eccellent[ei],
  fantastic[oaie], meraviglios[oaie], perfett[oaie], bellissim[oaie], gentilissim[oaie], gentil[ei], molto soddisfatt[oaie],
  contentissim[oaie], felicissim[oaie], bravissim[oaie], impeccabil[ei], splendid[oaie], entusiast[ai], disponibil[ei],
  excellente?s?, formidables?, parfaite?s?, magnifiques?, génia(?:l|le|ux), superbes?, impeccables?, très satisfaite?s?, ravie?s?,
  enchantée?s?, très contente?s?, aimables?, adorables?, merveilleu(?:x|se|ses), chaleureu(?:x|se|ses), irréprochables?
`);

/** What else may stand in praise of which nobody has any doubt: every word beside these could turn it. */
export const HARMLESS: ReadonlySet<string> = new Set(
  listed(`
  a, abbiamo, absolutely, accueil, achat, acquisto, adresse, advice, again, agli, ai, aide, aiuto, al, all, alla, alle, allen,
  alles, allo, als, always, am, amici, amis, an, anche, and, answer, arbeit, are, arrived, arrives, as, assistenza, at, au, auch,
  auf, aujourd, aus, auskunft, aussi, aux, avec, avons, be, beau, beaucoup, bedanke, bedanken, been, bei, beim, bella, belle, bello,
  beratung, best, bestellung, betreuung, bin, bon, bonne, both, boutique, brava, bravi, buona, buono, by, c, cadeau, came, card,
  care, ce, cet, cette, che, ci, colleague, colleagues, commande, comme, con, consegna, conseil, conseils, consiglio, consulenza,
  content, contenta, contente, contento, cortesia, così, cuore, customer, d, da, dal, dalla, dans, das, davvero, day, de,
  definitely, dei, del, delivered, delivery, della, delle, dello, dem, den, department, der, des, design, di, die, diese, diesem,
  diesen, dieser, dieses, driver, du, début, e, each, ed, ein, eine, einem, einen, einer, einfach, einkauf, elle, elles, emballage,
  empfehlen, empfehlung, en, er, era, erfahrung, es, esperienza, est, et, euch, euer, eure, eurem, every, everybody, everyone,
  everything, exactly, experience, expérience, fahrer, famiglia, familie, famille, family, fast, felice, fin, for, freunde,
  freunden, friends, from, für, ganz, geliefert, gens, gentil, gentille, gern, gerne, geschenk, geschäft, get, gibt, gift, gli,
  good, got, grüssen, grüße, grüßen, gut, gute, guten, guter, ha, habe, haben, had, handwritten, happy, has, hat, hatte, have, he,
  help, helped, her, here, herzlich, herzlichen, heureuse, heureux, heute, highly, hilfe, him, his, ho, how, hui, i, ich, ihnen,
  ihr, ihre, ihrem, ihren, ihrer, il, ils, im, imballaggio, immer, in, io, is, ist, it, its, j, je, jedem, jeden, job, just, kann,
  kauf, kind, kollege, kollegen, kollegin, kundendienst, kundenservice, l, la, laden, lamp, lampada, lampade, lampe, lampen, lampes,
  lamps, lavoro, le, lei, les, leuchte, leuchten, leute, licht, lieb, liebe, lieferung, light, lights, like, livraison, lo, lob,
  look, looks, lot, love, loved, luce, lui, lumière, lumo, ma, madame, magasin, many, me, mehr, menschen, mes, mi, mia, mich, miei,
  mille, mio, mir, mit, mitarbeiter, mitarbeiterin, mitarbeiterinnen, molto, mon, monsieur, much, my, negozio, nel, nella, nett,
  nette, netten, neue, neuen, neuer, new, nice, noch, noi, nos, note, notre, nous, nouvelle, now, nuova, nuovo, nur, o, oder, of,
  office, oggi, on, one, ont, or, order, ordine, ou, our, packaging, packing, par, people, per, person, persona, personale, persone,
  personnel, phone, più, pleased, polite, pour, prodotti, prodotto, product, products, produit, produits, produkt, produkte, prompt,
  quality, qualità, qualität, qualité, que, questa, questo, qui, quick, quickly, rapida, rapide, rapides, rapido, reading, really,
  recommend, regalo, rundum, sa, satisfait, satisfaite, satisfied, schnell, schnelle, schnellen, schneller, schön, schöne, schönen,
  sehr, sempre, service, services, servizio, shape, she, shop, sich, sie, siete, signor, signora, simply, sind, so, soddisfatta,
  soddisfatto, sommes, son, sono, sont, squadra, staff, stata, stati, stato, store, sua, such, suis, suo, support, sur, team,
  technician, techniker, telefon, telefono, tellement, that, the, their, them, there, these, they, this, to, today, touch, tous,
  tout, toute, toutes, travail, truly, très, tu, tutta, tutte, tutti, tutto, téléphone, un, una, und, une, uno, uns, us, veloce,
  veramente, verpackung, very, vi, vielen, voi, vom, von, vor, vos, vostra, vostre, vostro, votre, vous, vraiment, war, waren, warm,
  was, we, welcome, werde, were, werkstatt, what, who, whole, wie, wieder, wir, wirklich, with, work, works, wrapping, wurde,
  wurden, you, your, yours, zu, zufrieden, zum, zur, à, ça, è, équipe, était, été, êtes, über
`),
);

/** Something is wrong, was wrong, is wanted or is asked; or it may be meant otherwise. */
export const TROUBLES = listed(String.raw`
  not?, never, none, nothing, nobody, cannot, without, hardly, barely, \w+n’t, (?:do|ca|wo|did|is|does|was|would)nt, but, however,
  although, though, except, despite, unless, yet, until, instead, only, used to, anymore, any more, so much for, if, broke[n]?,
  break(?:s|ing)?, burn(?:t|s|ed|ing)?, defect\w*, fault\w*, damage\w*, crack\w*, scratch\w*, flicker\w*, wrong, missing, lost,
  late, delay\w*, wait(?:ed|ing)?, slow\w*, fail\w*, problem\w*, issue\w*, complain\w*, disappoint\w*, poor, bad, worse, worst,
  terrible, awful, horrible, rude, angry, unhappy, useless, ruin\w*, wast(?:e|ed|ing), shame, refund\w*, return(?:ed|ing)?,
  replace(?:ment|d)?, repair\w*, cancel\w*, invoice, charged, twice, (?:once|yet) again, still, unfortunately, please, could you,
  can you, would you, i need, i want, i would like, when, why, how long, third time, joke, sarcas\w*, irony, weeks?, months?,
  hours?, days later, lawyer, sue, stop(?:ped|s)?, dead, cold, empty, hope, dangerous, smok(?:e|es|ing), finally, at last,
  apparently, supposed\w*, expect(?:ed|ing)?, explain\w*, ignor\w*, silence, unlike, too, lack\w*, sorry, apolog\w*, nightmare, free
  of charge, yeah right, sure, of course, congratulations, well done, masterpiece, genius, i wish, wished, minut\w*, minuti, (?:f[ae]ll\w*|came|comes|goes|went|cut) off, out of order, nicht\w*, kein\w*,
  nie(?:mals|mand\w*)?, ohne, kaum, aber, jedoch, allerdings, obwohl, trotz\w*, außer, bis auf, leider, sondern, statt\w*, nur noch,
  dennoch, doch, zwar, wenn, falls, immer noch, noch immer, schon wieder, erneut, endlich, angeblich\w*, kaputt\w*, defekt\w*,
  beschädig\w*, zerbrochen\w*, zerkratzt\w*, gebrochen, flacker\w*, fehl\w*, falsch\w*, spät\w*, verspät\w*, warte\w*, gewartet,
  verzöger\w*, langsam\w*, problem\w*, beschwer\w*, reklam\w*, enttäusch\w*, mangel\w*, mängel, schlecht\w*, schlimm\w*,
  unfreundlich\w*, ärger\w*, wütend, unzufrieden, frech\w*, zumutung, schade, scheiß\w*, erstatt\w*, rückgabe, zurück\w*,
  umtausch\w*, ersatz\w*, reparatur\w*, repariert, storn\w*, kündig\w*, rechnung, abgebucht, doppelt, bitte, könnt\w*, können sie,
  ich brauche, ich möchte, wann, warum, wieso, wie lange, wochen?, monat\w*, stunden?, anwalt, gefährlich, rauch\w*, hoff\w*,
  geärgert, erwart\w*, erklär\w*, ignorier\w*, zu (?:laut|teuer|klein|hell|dunkel|groß), entschuldig\w*, alptraum, für nichts,
  meisterleistung, na ?toll, echt toll, witz, lachen, non, mai, nessun\w*, niente, nulla, senza, ma
  (?:non|la|il|lo|gli|dopo|poi|ora|adesso|è|sono|ho|mi|ci|in|da|l’|un[ao]?|quando), però, tuttavia, purtroppo, nonostante, invece,
  anche se, se, tranne, ancora, di nuovo, finalmente, rott[oaie], difett\w*, dannegg\w*, guast\w*, sbagliat\w*, manca\w*, ritard\w*,
  aspett\w*, attes\w*, lent[oaie], problem[ai], reclam\w*, delus\w*, pessim\w*, brutt\w*, scadent\w*, peggio\w*, maleducat\w*,
  arrabbiat\w*, vergogn\w*, rimbors\w*, restitu\w*, reso, sostitu\w*, ripara\w*, annull\w*, fattura, addebit\w*, per favore, potete,
  potreste, vorrei, quando, perché, settiman\w*, mes[ei], ore, avvocato, pericolos\w*, sper\w*, scus\w*, dovrebbe, incubo, presa in
  giro, certo, sfarfall\w*, spent[oaie], per nulla, rovin\w*, due volte, capolavoro, peccato, si fa per dire, ne, n[’]\w+, pas,
  jamais, rien, aucune?, personne, sans, mais, cependant, toutefois, pourtant, malgré, sauf, bien que, hélas, malheureusement, au
  lieu, dommage, si, encore, toujours, enfin, soi-disant, cassée?s?, défaut\w*, défectueu\w*, abîmée?s?, endommag\w*, panne, erreur,
  manqu\w*, retard\w*, attend\w*, attente, lente?s?, problèmes?, plainte, plaindre, réclam\w*, déçue?s?, déception, mauvaise?s?,
  pire, nulle?s?, impolie?s?, honte\w*, rembours\w*, retour\w*, échang\w*, remplac\w*, répar\w*, annul\w*, facture, débitée?s?, s’il
  vous plaît, svp, pouvez, pourriez, je voudrais, je souhaite, quand, pourquoi, semaines?, mois, heures?, avocat, dangereu\w*,
  espér\w*, espère, excus\w*, cauchemar, ironi\w*, clignot\w*, moquer?, gâch\w*, deux fois, tant pis, ça commence, devrait,
  chef-d’œuvre, zéro
`);

/** Trouble in the middle of a compound, where word borders do not help. */
export const TROUBLE_STEMS =
  /defekt|kaputt|verzöger|verspät|erstatt|reklam|beschwer|enttäusch|schaden|schäden|mangel|mängel|probl[eè]m|broken|refund|gewährleist|rückruf|garanti/iu;

/** Signs of a raised eyebrow, a question, or a quoted word. */
export const RAISED =
  /[?…"“”„«»]|\.\.\.|!!!|🙄|😒|😡|😤|😠|🤬|👎|🤡|😑|💩|🤦|🤷|😏|🙃|💔|😭|😢|😞|\/s\b|#fail\w*|#irony|#ironie|#not\b|\d{2,}\s?[%€$£]/iu;
