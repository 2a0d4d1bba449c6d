/** Mails whose shape no program makes twice. `quoted` lines are folded, every line of `expected` is wanted. */
export interface Shape {
  readonly what: string;
  readonly kind: 'plain' | 'html';
  readonly body: string;
  readonly expected: string;
}

const shape = (what: string, body: string, expected: string, kind: Shape['kind'] = 'plain'): Shape => ({
  what,
  kind,
  body,
  expected,
});
/** Nothing is folded; blanks at the end of lines are not words. */
const keeps = (what: string, body: string): Shape =>
  shape(
    what,
    body,
    body
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n'),
  );

export const SHAPES: readonly Shape[] = [
  shape(
    'answers between the questions',
    'On 3/3/26 10:12, Lumen Care wrote:\n> Which lamp is it?\n\nThe Aurora.\n\n> Since when?\n\nSince Sunday.\n\n> Kind regards\n> James',
    'The Aurora.\n\nSince Sunday.',
  ),
  shape(
    'answers between the questions without a header',
    '> Which lamp is it?\nThe Aurora.\n> Since when?\nSunday.',
    'The Aurora.\n\nSunday.',
  ),
  shape(
    'German answers between questions and a greeting above',
    'Hallo Jana,\n\nAm 03.03.2026 um 10:12 schrieb Lumen Care:\n> Welche Leuchte?\nAurora\n> Seriennummer?\n4F-2291\n> Mit freundlichen Grüßen\n\nGruß\nTom',
    'Hallo Jana,\n\nAurora\n\n4F-2291\n\nGruß\nTom',
  ),
  keeps(
    'answers in red below an Outlook header',
    'Hello, see my answers in red below.\n\nFrom: Lumen Care <care@lumen.test>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: me@kunde.test\nSubject: RE: Lamp\n\nWhich lamp is it? The Aurora.\nSince when? Sunday.',
  ),
  keeps(
    'German answers written into the text',
    'Antworten direkt im Text.\n\nVon: Lumen Care <care@lumen.test>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: me@kunde.test\nBetreff: AW: Leuchte\n\nWelche Leuchte? AURORA\nSeit wann? SONNTAG',
  ),
  keeps(
    'a forwarded complaint without a word',
    '---------- Forwarded message ---------\nFrom: Grandma <oma@kunde.test>\nDate: Mon, 2 Mar 2026 at 08:00\nSubject: lamp\nTo: <me@kunde.test>\n\nMy lamp is dark, can you write to them?',
  ),
  keeps(
    'a forwarded complaint with a note',
    'My grandmother has no computer, this is hers.\n\n---------- Forwarded message ---------\nFrom: Grandma <oma@kunde.test>\nDate: Mon, 2 Mar 2026 at 08:00\nSubject: lamp\nTo: <me@kunde.test>\n\nMy lamp is dark.',
  ),
  keeps(
    'a forwarded mail by Apple Mail',
    'Begin forwarded message:\n\n> From: Oma <oma@kunde.test>\n> Subject: Lampe\n> Date: 2 March 2026 at 08:00:00 CET\n> To: me@kunde.test\n> \n> Die Lampe ist dunkel.',
  ),
  keeps(
    'a mail forwarded by Outlook without a word',
    'Von: Oma <oma@kunde.test>\nGesendet: Montag, 2. März 2026 08:00\nAn: me@kunde.test\nBetreff: Lampe\n\nDie Lampe ist dunkel.',
  ),
  keeps(
    'a mail forwarded by Outlook with "see below"',
    'Siehe unten, bitte um Klärung.\n\nVon: Oma <oma@kunde.test>\nGesendet: Montag, 2. März 2026 08:00\nAn: me@kunde.test\nBetreff: Lampe\n\nDie Lampe ist dunkel.',
  ),
  keeps(
    'a German forward by Thunderbird',
    'Bitte kümmern Sie sich darum.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Lampe\nDatum: Mon, 2 Mar 2026 08:00:00 +0100\nVon: Oma <oma@kunde.test>\nAn: me@kunde.test\n\nDie Lampe ist dunkel.',
  ),
  keeps(
    'an Italian forward',
    'Buongiorno, inoltro il reclamo di mio padre.\n\n-------- Messaggio inoltrato --------\nOggetto: lampada\nData: Mon, 2 Mar 2026 08:00:00 +0100\nMittente: Papà <papa@kunde.test>\nA: me@kunde.test\n\nLa lampada non si accende.',
  ),
  keeps(
    'a French forward',
    'Voici la réclamation de ma mère.\n\n-------- Message transféré --------\nSujet : lampe\nDate : Mon, 2 Mar 2026 08:00:00 +0100\nDe : Maman <maman@kunde.test>\nPour : me@kunde.test\n\nLa lampe ne marche plus.',
  ),
  keeps(
    'a letter with its own head',
    'Von: Anna Berger\nAn: Lumen GmbH\nDatum: 3. März 2026\nBetreff: Reklamation\n\nSehr geehrte Damen und Herren,\ndie Leuchte ist defekt.',
  ),
  keeps('a list with arrows', 'Mängel:\n> Schirm gerissen\n> Kabel zu kurz\n> Fuß wackelt\nBitte alles tauschen.'),
  keeps('a threshold at the start of a line', 'The lamp gets hot.\n> 80 degrees after an hour!\nIs that normal?'),
  keeps(
    'a story that mentions who wrote',
    'Am 3. März schrieb mir Ihre Kollegin:\nSie bekommen Ersatz.\nIch habe keinen bekommen.',
  ),
  keeps(
    'a story in English that mentions who wrote',
    'On Monday your colleague wrote:\nyou will get a new one.\nI did not.',
  ),
  keeps(
    'a story in Italian that mentions who wrote',
    'Il vostro tecnico mi ha scritto:\narriviamo martedì.\nNon è venuto nessuno.',
  ),
  keeps(
    'a story in French that mentions who wrote',
    "Le 3 mars votre collègue m'a écrit :\nvous serez remboursée.\nRien reçu.",
  ),
  keeps(
    'somebody who wants to be called below the name',
    'Please call me, my phone is below.\n\nKind regards\nEve Stone\n+44 20 7946 0011',
  ),
  keeps(
    'an order number below the name',
    'Wo bleibt die Leuchte?\n\nMit freundlichen Grüßen\nEva Stein\nKundennummer 4711\nTel. 0171 555 0100',
  ),
  keeps(
    'an Italian order number below the name',
    'Dove è la lampada?\n\nCordiali saluti\nEva Sasso\nNumero ordine: 88213\nTel. 02 5550 111',
  ),
  keeps(
    'a French order number below the name',
    'Où est ma lampe ?\n\nCordialement\nEve Pierre\nCommande 88213\nTél. 01 99 00 11 11',
  ),
  keeps('only a name below the greeting', 'Die Lampe ist aus.\n\nMit freundlichen Grüßen\nEva Stein\nHans Stein'),
  shape(
    'a firm below the greeting',
    'Die Lampe ist aus.\n\nMit freundlichen Grüßen\nEva Stein\n\nStein & Söhne GmbH\nAm Markt 1\n28195 Bremen\nTel. 0421 555 0100\nwww.stein.test',
    'Die Lampe ist aus.\n\nMit freundlichen Grüßen\nEva Stein',
  ),
  shape(
    'an English firm below the greeting',
    'The lamp is off.\n\nBest regards,\nEve Stone\nFacility Manager\nStone Ltd\nPhone: +44 20 7946 0011',
    'The lamp is off.\n\nBest regards,\nEve Stone',
  ),
  shape(
    'an Italian firm below the greeting',
    'La lampada è spenta.\n\nCordiali saluti\nEva Sasso\nSasso S.r.l.\nVia Po 1 - 10123 Torino\nTel. 011 555 0100',
    'La lampada è spenta.\n\nCordiali saluti\nEva Sasso',
  ),
  shape(
    'a French firm below the greeting',
    'La lampe est éteinte.\n\nCordialement,\nEve Pierre\nPierre SARL\n5 rue du Lac\nTél. : 01 99 00 11 11',
    'La lampe est éteinte.\n\nCordialement,\nEve Pierre',
  ),
  shape(
    'a postscript below the signature',
    'The lamp is off.\n\n-- \nEve Stone\nStone Ltd\nPS: the invoice number is 4711.',
    'The lamp is off.\n\nPS: the invoice number is 4711.',
  ),
  keeps(
    'dashes as a rule between two thoughts',
    'First: the lamp is off.\n--\nSecond: the invoice is wrong, please send a new one to my office.',
  ),
  keeps('dashes above an address', 'Bitte liefern an:\n--\nEva Stein, Kundennummer 4711\nAm Markt 1\n28195 Bremen'),
  keeps('nothing but a quotation', '> Which lamp is it?\n> Kind regards'),
  keeps('nothing but a signature', '-- \nEve Stone\nStone Ltd'),
  keeps('nothing but a telephone line', 'Sent from my iPhone'),
  keeps(
    'nothing but a telephone line above a quotation',
    'Von meinem iPhone gesendet\n\n> Am 03.03.2026 um 10:12 schrieb Lumen <care@lumen.test>:\n> \n> Welche Leuchte?',
  ),
  keeps('a complaint about the line itself', 'Why does every mail of yours end with "Sent from my iPhone"?'),
  keeps(
    'a complaint that the mail is confidential',
    'This e-mail is confidential? Then why did your driver read it aloud?',
  ),
  keeps(
    'a complaint about the environment',
    'Bitte denken Sie an die Umwelt und liefern Sie nicht jede Birne einzeln in einem Karton voller Folie. Ich habe zwölf Kartons bekommen.',
  ),
  keeps('words about an original message', 'The original message from your shop said 109 euros.\nNow it is 129.'),
  keeps('tables of dates', 'Da: 3 marzo\nA: 5 marzo\nsono stato a casa e nessuno ha suonato.'),
  keeps('a route', 'Von: Hamburg\nAn: Bremen\nhat Ihr Paket neun Tage gebraucht.'),
  shape(
    'a header that wraps over three lines',
    'Danke, erledigt.\n\nAm Dienstag, den 3. März 2026 um 10:12:33 Uhr MEZ schrieb\nLumen Care Kundendienst und Reklamationen\n<care@lumen.test>:\n\n> Welche Leuchte?',
    'Danke, erledigt.',
  ),
  shape(
    'a name before the date',
    'Danke.\n\nLumen Care <care@lumen.test> schrieb am Di., 3. März 2026, 10:12:\n\n> Welche Leuchte?',
    'Danke.',
  ),
  shape(
    'bold labels of a text made from HTML',
    'Thanks, solved.\n\n*From:* Lumen Care <care@lumen.test>\n*Sent:* Tuesday, March 3, 2026 10:12 AM\n*To:* me@kunde.test\n*Subject:* RE: Lamp\n\nWhich lamp?',
    'Thanks, solved.',
  ),
  shape(
    'double spaced headers',
    'Thanks, solved.\n\nFrom: Lumen Care <care@lumen.test>\n\nSent: Tuesday, March 3, 2026 10:12 AM\n\nTo: me@kunde.test\n\nSubject: RE: Lamp\n\nWhich lamp?',
    'Thanks, solved.',
  ),
  shape(
    'a long list of recipients',
    'Reply to all.\n\nFrom: Lumen Care <care@lumen.test>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: me@kunde.test; you@kunde.test;\n him@kunde.test; her@kunde.test\nCc: boss@kunde.test\nSubject: RE: Lamp\nImportance: High\n\nWhich lamp?',
    'Reply to all.',
  ),
  shape(
    'quotation first, signature last',
    '> Welche Leuchte?\n> Gruß Jana\n\nDie Aurora.\n\n-- \nEva Stein',
    'Die Aurora.',
  ),
  shape(
    'two people quoted in turn',
    'Agreed.\n\n> > Shall we refund?\n> Yes, but only half.\n\nHalf is not enough.',
    'Agreed.\n\nHalf is not enough.',
  ),
  shape(
    'HTML answers between blockquotes',
    '<div>Hello James,</div><blockquote type="cite"><div>Which lamp?</div></blockquote><div>Aurora</div><blockquote type="cite"><div>Since when?</div><div>Kind regards</div></blockquote><div>Sunday</div>',
    'Hello James,\n\nAurora\n\nSunday',
    'html',
  ),
  shape(
    'an HTML forward by Gmail',
    '<div dir="ltr">Please help my mother.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Oma</strong> <span>&lt;oma@kunde.test&gt;</span><br>Date: Mon, 2 Mar 2026<br>Subject: lamp<br>To: me &lt;me@kunde.test&gt;<br></div><br>My lamp is dark.</div></div>',
    'Please help my mother.\n\n---------- Forwarded message ---------\nFrom: Oma <oma@kunde.test>\nDate: Mon, 2 Mar 2026\nSubject: lamp\nTo: me <me@kunde.test>\n\nMy lamp is dark.',
    'html',
  ),
  shape(
    'an HTML forward by Apple Mail',
    '<div>Von meiner Oma:</div><br><div><blockquote type="cite"><div>Anfang der weitergeleiteten Nachricht:</div><br><div><b>Von:</b> Oma &lt;oma@kunde.test&gt;</div><div><b>Betreff:</b> Lampe</div><br><div>Die Lampe ist dunkel.</div></blockquote></div>',
    'Von meiner Oma:\n\n> Anfang der weitergeleiteten Nachricht:\n>\n> Von: Oma <oma@kunde.test>\n> Betreff: Lampe\n>\n> Die Lampe ist dunkel.',
    'html',
  ),
  keeps('an empty mail', ''),
];
