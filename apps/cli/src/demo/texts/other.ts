import type { DemoLanguage } from '../cast.js';

/** A whole short mail: what does not complain is too varied to be put together from sentences. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** What an agent answers, without greeting and closing. */
  readonly answer: string;
}

export type Others = Readonly<Record<DemoLanguage, readonly Letter[]>>;

export const COMPLIMENTS: Others = {
  de: [
    {
      subject: 'Danke!',
      text: 'ich wollte nur einmal sagen, dass Frau Keller am Telefon unglaublich freundlich und geduldig war. So stellt man sich das vor.',
      answer:
        'das freut uns sehr. Ich habe Ihre Zeilen an Frau Keller weitergegeben, sie hat sie an die Pinnwand gehängt.',
    },
    {
      subject: 'Lob',
      text: 'der neue Treiber kam nach zwei Tagen, der Einbau war in fünf Minuten erledigt. Vorbildlich, gern wieder.',
      answer: 'vielen Dank für die schöne Rückmeldung. Viel Freude weiterhin mit Ihrer Lampe.',
    },
    {
      subject: 'Schöne Lampe',
      text: 'die {product} steht jetzt seit einem Jahr {room} und wir freuen uns jeden Abend. Wollte ich mal loswerden.',
      answer: 'solche Mails lesen wir am liebsten. Danke, dass Sie sich die Zeit genommen haben.',
    },
    {
      subject: 'Kompliment an den Versand',
      text: 'gestern um 21 Uhr bestellt, heute um 15 Uhr war die {product} da und so gut verpackt, dass selbst mein Kater nichts kaputt bekommen hat.',
      answer: 'das gebe ich gern an unser Lager weiter. Grüße an den Kater.',
    },
  ],
  en: [
    {
      subject: 'Thank you',
      text: 'I just wanted to say how patient and kind Mr Pauls was on the phone. You do not often get that.',
      answer: 'thank you, that made our day. I have passed your words on to Jon.',
    },
    {
      subject: 'Great service',
      text: 'the new part came after two days and took five minutes to fit. Well done, all of you.',
      answer: 'thank you for taking the time to tell us. Enjoy your lamp.',
    },
    {
      subject: 'lovely lamp',
      text: 'we have had the {product} {room} for a year now and it still makes us smile. That is all!',
      answer: 'these are the mails we like best. Thank you!',
    },
  ],
  it: [
    {
      subject: 'Complimenti',
      text: 'volevo solo dire che la signora Moretti è stata gentilissima e ha risolto tutto in un giorno. Grazie.',
      answer: 'grazie di cuore, lo dico subito a Giulia.',
    },
    {
      subject: 'Grazie',
      text: 'la {product} è bellissima, la luce è proprio quella che cercavo. Bravi.',
      answer: 'grazie per queste righe, ci fanno molto piacere.',
    },
  ],
  fr: [
    {
      subject: 'Merci',
      text: 'je tenais à remercier votre équipe, la personne au téléphone a été adorable et très efficace.',
      answer: 'merci beaucoup, je transmets à toute l’équipe.',
    },
    {
      subject: 'Merci et bravo',
      text: 'la {product} est superbe et la lumière très douce. Merci et bravo.',
      answer: 'merci pour ces quelques mots, ils nous font très plaisir.',
    },
  ],
};

export const ENQUIRIES: Others = {
  de: [
    {
      subject: 'Welche Leuchtmittel?',
      text: 'kann man bei der {product} das Leuchtmittel selbst wechseln, und welche Fassung hat sie?',
      answer:
        'das LED-Modul ist gesteckt und lässt sich ohne Werkzeug wechseln. Eine klassische Fassung hat die Lampe nicht.',
    },
    {
      subject: 'Frage zur Lichtfarbe',
      text: 'ich schwanke zwischen 2700 und 3000 Kelvin. Gibt es in Leipzig einen Laden, in dem man die {product} ansehen kann?',
      answer:
        'unser Ausstellungsraum in Plagwitz ist Dienstag bis Samstag von 11 bis 18 Uhr geöffnet. Kommen Sie gern vorbei.',
    },
    {
      subject: 'Ist die Lumo Outdoor dimmbar?',
      text: 'ich plane die Beleuchtung für unsere Terrasse und würde gern wissen, ob man die Lumo Outdoor dimmen kann.',
      answer: 'ja, mit dem Lumo Dim oder jedem Phasenabschnittdimmer bis 100 Watt.',
    },
    {
      subject: 'Angebot für 24 Stück',
      text: 'wir statten ein kleines Hotel neu aus und brauchen 24 {product}. Gibt es dafür einen Mengenpreis?',
      answer: 'ab 20 Stück geben wir 15 Prozent. Das Angebot schicke ich Ihnen heute noch zu, es gilt vier Wochen.',
    },
    {
      subject: 'Garantie',
      text: 'wie lange ist die Garantie auf die {product}, und brauche ich dafür den Kassenbon?',
      answer: 'zwei Jahre, die Auftragsnummer genügt. Den Bon müssen Sie nicht aufheben.',
    },
  ],
  en: [
    {
      subject: 'UK plug?',
      text: 'does the {product} come with a UK plug if I order from London?',
      answer: 'yes, we pack the right plug for the country of delivery.',
    },
    {
      subject: 'Height of the Lumo Arc',
      text: 'could you tell me how high the Lumo Arc is at its highest point? Our ceiling slopes.',
      answer: 'it is 2.08 m at the highest point, and the base needs 38 cm.',
    },
    {
      subject: 'Trade prices',
      text: 'we are a design studio and would like to use the {product} in a project. Do you have trade prices?',
      answer: 'we do. Please send us your VAT number and I will set up an account with 12 per cent off.',
    },
    {
      subject: 'Colour temperature',
      text: 'is the {product} 2700 or 3000 kelvin, and can it be changed?',
      answer: 'it is 2700 kelvin. The module with 3000 is available as a spare part and simply clicks in.',
    },
  ],
  it: [
    {
      subject: 'Spedizione in Sicilia',
      text: 'spedite la {product} anche in Sicilia, e quanto costa?',
      answer: 'sì, spediamo in tutta Italia, il costo è di 9 euro.',
    },
    {
      subject: 'Si può dimmerare?',
      text: 'la {product} si può usare con un dimmer normale o serve il vostro?',
      answer: 'funziona con qualsiasi dimmer a taglio di fase discendente fino a 100 watt.',
    },
  ],
  fr: [
    {
      subject: 'Livraison en Belgique',
      text: 'livrez-vous la {product} en Belgique, et sous quel délai ?',
      answer: 'oui, sous quatre jours ouvrés, le port est de 9 euros.',
    },
    {
      subject: 'Changer le module',
      text: 'peut-on changer soi-même le module LED de la {product} ?',
      answer: 'oui, il se clipse sans outil. La pièce est disponible dans la boutique.',
    },
  ],
};

export const SUGGESTIONS: Others = {
  de: [
    {
      subject: 'Vorschlag',
      text: 'ein längeres Kabel wäre schön. Bei uns reicht es nie bis zur Steckdose, und ein Verlängerungskabel sieht neben der {product} nicht gut aus.',
      answer: 'danke für den Hinweis. Ein Kabel mit drei Metern ist in Planung, ich schreibe Ihnen, wenn es da ist.',
    },
    {
      subject: 'Idee zur Verpackung',
      text: 'muss wirklich so viel Plastik um die {product}? Mit Pappe ginge es doch auch.',
      answer: 'da rennen Sie offene Türen ein: ab dem Frühjahr packen wir ohne Kunststoff.',
    },
  ],
  en: [
    {
      subject: 'An idea',
      text: 'would it be possible to sell the {product} with a longer cable? Ours never reaches the socket.',
      answer: 'thank you, a cable of three metres is being planned. I will write to you when it is here.',
    },
  ],
  it: [
    {
      subject: 'Un suggerimento',
      text: 'sarebbe bello avere la {product} con un cavo più lungo, il nostro non arriva mai alla presa.',
      answer: 'grazie del suggerimento, il cavo da tre metri è in programma.',
    },
  ],
  fr: [
    {
      subject: 'Une idée',
      text: 'ce serait bien d’avoir la {product} avec un câble plus long, le nôtre n’arrive jamais à la prise.',
      answer: 'merci, un câble de trois mètres est prévu.',
    },
  ],
};

export const SPAM: readonly {
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
}[] = [
  {
    name: 'Brian SEO Expert',
    address: 'brian@rank-boost.example',
    subject: 'Your website is losing customers',
    text: 'Hi, I found 37 errors on your website. We can bring you to page 1 of Google within 30 days, guaranteed. Reply with your phone number for a free audit.',
  },
  {
    name: 'Shenzhen Lighting Co.',
    address: 'sales8@sz-lighting.example',
    subject: 'LED strip best price factory direct',
    text: 'Dear purchasing manager, we are professional manufacturer of LED strip, panel, downlight since 2008. MOQ 500 pcs, CE RoHS. Please see our catalog and tell us your target price.',
  },
  {
    name: 'Paketdienst Info',
    address: 'noreply@paket-hinweis.example',
    subject: 'Ihr Paket wartet: Zollgebühr 1,99 EUR',
    text: 'Ihr Paket konnte nicht zugestellt werden. Bitte bezahlen Sie die Gebühr von 1,99 EUR innerhalb von 24 Stunden, sonst geht die Sendung zurück.',
  },
  {
    name: 'Dr. Okafor',
    address: 'dr.okafor@trust-fund.example',
    subject: 'CONFIDENTIAL business proposal',
    text: 'Dear friend, I am contacting you regarding the sum of 18.5 million dollars. Your assistance is needed for the transfer and you will be rewarded with 30 per cent.',
  },
  {
    name: 'Crypto Invest',
    address: 'win@coin-desk24.example',
    subject: 'Verdienen Sie 4.000 Euro am Tag',
    text: 'Diese Methode wollen Banken verbieten. Registrieren Sie sich noch heute, nur noch 12 Plätze frei.',
  },
  {
    name: 'Office Supply Deals',
    address: 'deals@toner-24.example',
    subject: 'Toner 80% billiger, nur heute',
    text: 'Lagerräumung! Toner und Tinte für alle Drucker bis zu 80 Prozent günstiger. Jetzt zugreifen, solange der Vorrat reicht.',
  },
];
