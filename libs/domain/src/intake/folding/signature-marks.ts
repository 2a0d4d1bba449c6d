/** What programs add below a mail by themselves. One pattern per habit; each must match a whole line. */
const DEVICE =
  '(?:i ?phone|i ?pad|i ?pod|apple ?watch|android|galaxy|samsung|huawei|honor|xiaomi|redmi|oneplus|pixel|nokia|motorola|sony|xperia|blackberry|windows phone|fairphone|handy|mobile?|mobiltelefon|smartphone|tablet|mobilger[äa]t|telefono|cellulare|dispositivo|portable|téléphone|appareil|ger[äa]t|device|phone)';
const PROGRAM =
  '(?:outlook|gmx|web\\.de|yahoo|t-online|telekom|freenet|aol|gmail|mail|posta|courrier|libero|tiscali|virgilio|orange|free|sfr|laposte|protonmail|proton mail|proton|tutanota|tuta|posteo|k-9 mail|k-9|thunderbird|bluemail|spark|nine|airmail|ionos|1&1|fairemail|ios|mailbird|em client|edison)';

const HABITS: readonly RegExp[] = [
  new RegExp(
    `^(?:sent|gesendet|inviato|inviata|envoyé|envoyée|verschickt|diese (?:nachricht|e-?mail|mail) wurde) (?:from|via|with|von|vom|mit|über|da|dal|dalla|con|depuis|de|à partir de|à l['’]aide de)(?: my| meinem| meiner|(?: il)? mio| mon| ma| the| der| dem| la| un| une)? ?(?:[\\p{L}\\d.&'’-]{1,20} ){0,4}(?:${DEVICE}|${PROGRAM})(?=[\\s.,!]|$)[^?]{0,80}$`,
    'iu',
  ),
  new RegExp(
    `^(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|vom) (?:meinem |meiner |meinem\\/meiner |der |dem )?(?:[\\p{L}\\d.&'’-]{1,20} ){0,4}(?:${DEVICE}|${PROGRAM})(?:[\\p{L}\\d .&'’+-]{0,40})? (?:gesendet|verschickt|geschickt|versendet)\\.?$`,
    'iu',
  ),
  new RegExp(
    `^(?:get|holen sie sich|scarica|ottieni|obtenir|télécharger|téléchargez|outlook) .{0,20}?(?:outlook|herunterladen|für android|für ios|for (?:ios|android)|per (?:ios|android)|pour (?:ios|android))(?:[\\s<(\\[].{0,120})?$`,
    'iu',
  ),
  /^outlook (?:für|for|per|pour) (?:ios|android)(?: herunterladen)?(?: ?[<([].{0,160})?$/i,
  /^(?:-{1,3} ?)?(?:virenfrei|virus-free|privo di virus|senza virus|garanti sans virus)[.:].{0,120}$/i,
  /^(?:sent from|gesendet von|inviato da|envoyé de) (?:my|meinem|mio|mon) i(?:phone|pad)\b.{0,40}$/i,
  /^(?:typed|getippt|geschrieben|scritto|écrit) (?:on|auf|sul?|sur) .{0,20}(?:phone|handy|telefono|téléphone|iphone|ipad)[^?]{0,60}$/i,
  /^-{0,3} ?(?:sent with|gesendet mit|inviato con|envoyé avec) .{1,60}$/i,
];

/** A line that a mail program appended, such as "Sent from my iPhone", also with a link or brackets around it. */
export function isProgramLine(bare: string): boolean {
  if (bare.length < 8 || bare.length > 260) return false;
  const line = bare
    .replace(/^[[(*_\-–—\s]{1,8}/, '')
    .replace(/[\])*_\-–—\s]{1,8}$/, '')
    .replace(/\s?[<([]https?:[^\s]{1,200}$/i, '');
  return HABITS.some((habit) => habit.test(line));
}

/** Formal words that lawyers have put under a mail. The opening must be that of a notice, and the subject its secrecy or the trees. */
const NOTICE_OPENS =
  /^[*_(\s]{0,4}(?:this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained )?(?:in|of) this|if you (?:are not|have received)|confidentiality|disclaimer|legal notice|important notice|please consider|think before you print|before printing|diese (?:e-?mail|nachricht|mail)|der inhalt dieser|die (?:in dieser|informationen in)|dieses (?:dokument|schreiben)|vertraulichkeits|wichtiger hinweis|rechtlicher hinweis|bitte (?:denken|prüfen|drucken)|denken sie|questo (?:messaggio|documento)|questa (?:e-?mail|comunicazione)|le informazioni (?:contenute|trasmesse)|ai sensi|il contenuto (?:di|della)|avviso di riservatezza|avvertenza|rispetta l['’]ambiente|prima di stampare|pensa all['’]ambiente|ce (?:message|courriel|mail|courrier)|cet e-?mail|les informations (?:contenues|transmises)|avis de confidentialité|pensez à|avant d['’]imprimer|afin de préserver)/iu;
const NOTICE_SUBJECT =
  /confidential|privileged|intended (?:solely|only|for)|addressee|recipient|environment|vertraulich|bestimmungsgemäß|adressat|empfänger|umwelt|ausdruck|riservat|destinatari|confidenzial|196\/2003|2016\/679|ambiente|confidentiel|destinataire|l['’]environnement|imprim|antivirus/iu;

/** Is the paragraph that opens with this line (and goes on as `rest`) a legal notice? */
export const isNotice = (opening: string, rest: string): boolean =>
  NOTICE_OPENS.test(opening) && NOTICE_SUBJECT.test(`${opening} ${rest}`.slice(0, 1_500)) && !/[?]/.test(opening);

const CLOSINGS =
  /^(?:(?:mit )?(?:(?:freundlich|best|herzlich|viel|lieb|schön|sonnig|höflich)(?:e|em|en|er|stem|sten|ste)? )(?:und \p{L}{3,20} )?gr(?:ü|ue)(?:ß|ss)(?:e|en)?(?: aus .{1,30})?|(?:mfg|lg|vg|bg|hochachtungsvoll|gr(?:ü|ue)(?:ß|ss)e?(?: aus .{1,30})?|beste gr(?:ü|ue)(?:ß|ss)e)|(?:best|kind|warm|many|with (?:best|kind)|yours|with) ?(?:regards|wishes|thanks|sincerely|faithfully|truly)?|regards|sincerely(?: yours)?|cheers|thanks(?: and regards| in advance| again)?|thank you|respectfully|(?:cordiali|distinti|migliori|tanti|cari) saluti|(?:un )?cordiale saluto|cordialmente|saluti|in attesa di (?:un )?(?:vostro |tuo |suo )?(?:cortese )?riscontro|grazie(?: e)?(?: cordiali)?(?: saluti)?|(?:bien )?cordialement|(?:sincères|meilleures|cordiales) salutations|salutations(?: distinguées)?|bien à (?:vous|toi)|bonne (?:journée|soirée)|sincèrement|respectueusement|merci(?: d['’]avance)?)[ ,.!;]{0,3}$/iu;

/** "Mit freundlichen Grüßen" and its kin, alone on a line. */
export const isClosing = (bare: string): boolean => bare.length <= 60 && CLOSINGS.test(bare);

const CONTACT =
  /(?:^|[\s|,;•·])(?:tel|telefon|telephone|phone|mobil|mobile|cell|fax|telefax|handy|telefono|téléphone|tél|port|cellulare|cell|mob|ph|t|m|f|e|w|e-?mail|web|www)\b\.? ?[.:+(/\d]|\+\d{2}[\s\d()/.-]{6,}|https?:\/\/|www\.|[^\s@]{1,64}@[^\s@]{1,100}\.[a-z]{2,}|\b(?:gmbh|mbh|ag|kg|ohg|ug|e\.k\.|ltd|limited|inc|llc|plc|s\.?r\.?l\.?|s\.?p\.?a\.?|s\.?a\.?r\.?l\.?|sas|snc|handelsregister|amtsgericht|hrb|ust-id(?:nr)?\.?|p\. ?iva|partita iva|siret|vat)(?=[\s.,;:]|$)/iu;

export const isContactLine = (bare: string): boolean => CONTACT.test(bare);

/** What a customer puts under his name because we need it. */
const WANTED =
  /(?:kunden?|bestell|auftrags?|rechnungs?|vertrags?|serien|artikel|vorgangs?|ticket|tracking|sendungs?)[- ]?(?:nr|nummer|no|num|id|code)|(?:customer|order|invoice|serial|contract|ticket|case|ref(?:erence)?|item|article|model|account|tracking)\b.{0,12}(?:no|number|nr|#|id|:)|(?:numero|n[°º.]|num\.?|codice|cod\.).{0,25}(?:ordine|cliente|fattura|serie|pratica|articolo|commande|client|facture|série|dossier)|(?:ordine|fattura|commande|facture|référence|réf|iban|bic|seriennr|s\/n)\b|\bp\.? ?p?\.? ?s\.?(?:[:.\s]|$)|^[-*•] |anhang|anbei|attach|allegat|ci-joint|pièce/iu;

export const isWantedUnderName = (bare: string): boolean => WANTED.test(bare);

/** Somebody who speaks of the address or number below wants it read. */
export const pointsToContact = (text: string): boolean =>
  /adresse|address|indirizzo|anschrift|telefon|phone|numero|nummer|number|numéro|anruf|rufen sie|erreich|reach me|call me|call back|chiam|contatt|appel|joindre|contacter/iu.test(
    text,
  );

/** "See below", "in red": the sender wrote into the quotation or means it as his own. */
export const pointsBelow = (text: string): boolean =>
  /(?<![\p{L}\p{N}_])(?:(?:see|look|read|comments?|answers?|replies|remarks?|notes?) (?:\w{1,12} ){0,3}(?:below|inline|in-line|in (?:red|blue|green|bold|caps))|inline|below in|below:|(?:s\.|siehe|vgl\.?|sh\.?|lesen sie|kommentare?|antwort(?:en)?|anmerkung(?:en)?) (?:[\wäöüß]{1,14} ){0,4}(?:unten|u\.|darunter|im text|in rot|in blau|in grün|rot markiert|unterhalb)|direkt im text|untenstehend|unten stehend|weiter unten|s\. ?u\.|(?:vedi|vedere|legga|leggi|risposte|commenti|come da|la mail) (?:[\wàèéìòù]{1,14} ){0,3}(?:sotto|seguito|in calce|nel testo|in rosso)|qui sotto|in calce|(?:voir|lisez|lire|réponses?|commentaires?|remarques?|cf\.?) (?:[\wàâçéèêëîïôûù]{1,14} ){0,3}(?:ci-dessous|dessous|plus bas|en rouge|en bleu|dans le texte)|ci-dessous|fyi(?![\p{L}\p{N}_])|z\. ?k\.|zur (?:info|kenntnis|information)|per conoscenza|pour (?:info|information)|f\.y\.i\.|(?:forward|leite|inoltr|transf|transmet)\p{L}{0,5} (?:\p{L}{1,12} ){0,4}(?:e-?mail|mail|message|nachricht|messaggio|courriel))/iu.test(
    text,
  );

export const isPostscript = (bare: string): boolean =>
  /^p\.? ?(?:p\.? ?)?s\.?(?:[:.\s-]|$)/i.test(bare) && bare.length > 4;
