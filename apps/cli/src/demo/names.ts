import type { DemoLanguage } from './cast.js';

export interface NameBank {
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly surnames: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const NAMES: Readonly<Record<DemoLanguage, NameBank>> = {
  de: {
    women: words(
      'Anna, Sabine, Julia, Petra, Monika, Katharina, Lena, Ursula, Birgit, Claudia, Heike, Johanna, Marlene, Nadine, Renate, Susanne, Ayse, Ingrid, Franziska, Hannah, Ilona, Martina, Silke, Vera, Charlotte, Gisela, Karin, Miriam, Olga, Selin',
    ),
    men: words(
      'Bernd, Thomas, Michael, Stefan, Andreas, Jürgen, Wolfgang, Klaus, Uwe, Matthias, Jonas, Lukas, Felix, Holger, Dieter, Frank, Emre, Mehmet, Paul, Rainer, Sven, Torsten, Volker, Werner, Björn, Christian, Daniel, Günter, Hans, Piotr',
    ),
    surnames: words(
      'Berg, Ozan, Schneider, Hoffmann, Lindner, Krause, Vogel, Seidel, Winter, Neumann, Richter, Wolf, Kaiser, Brandl, Yilmaz, Sommer, Franke, Thiele, Böhm, Pohl, Engel, Busch, Haas, Ernst, Schreiber, Kühn, Ludwig, Jäger, Voigt, Horn, Otto, Sauer, Arnold, Pfeiffer, Dietrich, Ziegler, Kraus, Reuter, Marx, Lorenz, Albrecht, Baumann, Hübner, Fiedler, Göbel, Heinze, Kowalski, Mertens, Noack, Petzold, Quandt, Riedel, Scholz, Demir, Ullrich, Wendt, Zimmer, Hartwig, Köhler, Steinbach',
    ),
  },
  en: {
    women: words(
      'Emma, Sarah, Olivia, Rachel, Helen, Fiona, Grace, Megan, Priya, Alice, Joanna, Lucy, Moira, Tessa, Zoe',
    ),
    men: words(
      'James, Oliver, David, Simon, Peter, Andrew, Callum, Owen, Rajesh, Martin, Colin, Hugh, Neil, Tom, Adam',
    ),
    surnames: words(
      'Carter, Hughes, Bennett, Fraser, Morgan, Shaw, Patel, Doyle, Whitfield, Barnes, Gallagher, Lowe, Sutton, Pearce, Holt, Nash, Byrne, Cole, Marsh, Quinn, Osborne, Sharma, Tate, Webb, Young',
    ),
  },
  it: {
    women: words('Chiara, Francesca, Elena, Silvia, Paola, Marta, Valentina, Laura, Simona, Teresa, Ilaria, Roberta'),
    men: words('Marco, Luca, Andrea, Giovanni, Paolo, Stefano, Davide, Enrico, Fabio, Matteo, Sergio, Carlo'),
    surnames: words(
      'Rossi, Bianchi, Ferrari, Conti, Gallo, Ricci, Marino, Greco, Bruno, Costa, Fontana, Rinaldi, Caruso, Leone, Longo, Martini, Serra, Vitale, Colombo, De Luca',
    ),
  },
  fr: {
    women: words('Camille, Sophie, Claire, Isabelle, Nathalie, Julie, Aurélie, Manon, Hélène, Sylvie, Amina, Brigitte'),
    men: words('Pierre, Nicolas, Julien, Antoine, Philippe, Laurent, Mathieu, Karim, Étienne, Olivier, Thierry, Hugo'),
    surnames: words(
      'Martin, Bernard, Dubois, Moreau, Laurent, Lefèvre, Roux, Fournier, Girard, Mercier, Blanc, Garnier, Chevalier, Lambert, Masson, Perrin, Renard, Benali, Faure, Colin',
    ),
  },
};

/** Houses that buy many lamps; each writes as an organisation, with a signature. */
export const ORGANISATIONS: readonly {
  readonly name: string;
  readonly host: string;
  readonly place: string;
  readonly language: DemoLanguage;
}[] = [
  {
    name: 'Hotel Elster',
    host: 'hotel-elster.example',
    place: 'Käthe-Kollwitz-Straße 14, 04109 Leipzig',
    language: 'de',
  },
  {
    name: 'Pension am Rosental',
    host: 'pension-rosental.example',
    place: 'Emil-Fuchs-Straße 3, 04105 Leipzig',
    language: 'de',
  },
  {
    name: 'Studio Nordlicht Architekten',
    host: 'studio-nordlicht.example',
    place: 'Große Elbstraße 61, 22767 Hamburg',
    language: 'de',
  },
  { name: 'Praxis Dr. Hartwig', host: 'praxis-hartwig.example', place: 'Bahnhofstraße 8, 07743 Jena', language: 'de' },
  {
    name: 'Buchhandlung Sonnenblick',
    host: 'sonnenblick-buch.example',
    place: 'Kleine Gasse 2, 99084 Erfurt',
    language: 'de',
  },
  { name: 'Café Zeitlos', host: 'cafe-zeitlos.example', place: 'Karl-Heine-Straße 47, 04229 Leipzig', language: 'de' },
  {
    name: 'Gasthof Zur Linde',
    host: 'linde-gasthof.example',
    place: 'Dorfstraße 1, 01814 Bad Schandau',
    language: 'de',
  },
  {
    name: 'Kanzlei Reuter & Noack',
    host: 'reuter-noack.example',
    place: 'Petersstraße 20, 04109 Leipzig',
    language: 'de',
  },
  { name: 'The Reading Rooms', host: 'readingrooms.example', place: '12 Hawley Square, Margate', language: 'en' },
  { name: 'Fold Design Studio', host: 'folddesign.example', place: '48 Leonard Street, London', language: 'en' },
  { name: 'Glenmoor Guest House', host: 'glenmoor.example', place: '3 Shore Road, Ullapool', language: 'en' },
  {
    name: 'Albergo Villa Rosa',
    host: 'villarosa.example',
    place: 'Via dei Tigli 9, 38066 Riva del Garda',
    language: 'it',
  },
  { name: 'Studio Linea', host: 'studiolinea.example', place: 'Via Tortona 31, 20144 Milano', language: 'it' },
  {
    name: 'Hôtel des Tilleuls',
    host: 'hotel-tilleuls.example',
    place: '5 rue du Marché, 67000 Strasbourg',
    language: 'fr',
  },
  {
    name: 'Atelier Mirabelle',
    host: 'atelier-mirabelle.example',
    place: '18 rue des Sœurs, 54000 Nancy',
    language: 'fr',
  },
];

/** Where private people have their mail; all reserved for examples. */
export const MAIL_HOSTS: Readonly<Record<DemoLanguage, readonly string[]>> = {
  de: ['post.example', 'mail.example', 'netz.example', 'briefkasten.example'],
  en: ['mail.example', 'inbox.example', 'letterbox.example'],
  it: ['posta.example', 'mail.example'],
  fr: ['courriel.example', 'mail.example'],
};
