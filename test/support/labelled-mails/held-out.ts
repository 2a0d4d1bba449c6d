import type { Shape } from './shapes.js';

/** Written before the rules were tuned and never looked at while tuning: programs and habits that the other mails do not have. */
const of = (what: string, expected: string, rest: string, kind: Shape['kind'] = 'plain'): Shape => ({
  what,
  kind,
  body: kind === 'plain' ? `${expected}\n\n${rest}` : rest,
  expected,
});
const whole = (what: string, body: string): Shape => ({ what, kind: 'plain', body, expected: body });

export const HELD_OUT: readonly Shape[] = [
  of(
    'Proton',
    'The pendant arrived with a dent. Photo attached.',
    'Sent with Proton Mail secure email.\n\nOn Tuesday, March 3rd, 2026 at 10:12 AM, Lumen Care <care@lumen.test> wrote:\n\n> Dear customer,\n> \n> may we ask for a photo?',
  ),
  of(
    'Proton, German',
    'Die Pendelleuchte hat eine Delle.',
    'Gesendet mit Proton Mail.\n\nAm Dienstag, 3. März 2026 um 10:12 schrieb Lumen Care <care@lumen.test>:\n\n> Guten Tag,\n> dürfen wir um ein Foto bitten?',
  ),
  of('Roundcube', 'Any news?', 'On 2026-03-03 10:12, Lumen Care wrote:\n> We are looking into it.\n> \n> James'),
  of('Roundcube, German', 'Gibt es etwas Neues?', 'Am 2026-03-03 10:12, schrieb Lumen Care:\n> Wir prüfen das.'),
  of('Roundcube, Italian', 'Ci sono novità?', 'Il 2026-03-03 10:12 Lumen Care ha scritto:\n> Stiamo verificando.'),
  of(
    'SOGo',
    'Das Ersatzteil passt nicht, das Gewinde ist zu klein.',
    'Am Dienstag, 03. März 2026 10:12 CET, schrieb Lumen Care <care@lumen.test>:\n \n> Guten Tag,\n> das Ersatzteil ist unterwegs.',
  ),
  of(
    'Horde',
    'Bitte stornieren.',
    'Zitat von Lumen Care <care@lumen.test>:\n\n> Guten Tag,\n>\n> möchten Sie stornieren?',
  ),
  of(
    'Zoho',
    'I sent the form back on Friday.',
    '---- On Tue, 03 Mar 2026 10:12:00 +0100 Lumen Care <care@lumen.test> wrote ----\n\nPlease send us the form.',
  ),
  of(
    'Spark',
    'The dimmer buzzes at 30 %.',
    'On Mar 3, 2026 at 10:12 +0100, Lumen Care <care@lumen.test>, wrote:\n> Which dimmer do you use?',
  ),
  of(
    'Evolution',
    'It is the LX-4, serial 4F-9.',
    'On Tue, 2026-03-03 at 10:12 +0100, Lumen Care wrote:\n> Which model is it?\n> ',
  ),
  of(
    'Evolution, German',
    'Es ist die LX-4.',
    'Am Dienstag, dem 03.03.2026 um 10:12 +0100 schrieb Lumen Care:\n> Welches Modell ist es?',
  ),
  of(
    'mutt',
    'It broke on day two.',
    'On Tue, Mar 03, 2026 at 10:12:00AM +0100, Lumen Care wrote:\n> When did it break?',
  ),
  of(
    'KMail',
    'Der Schirm fehlt weiterhin.',
    'Am Dienstag, 3. März 2026, 10:12:00 CET schrieb Lumen Care:\n> Ist der Schirm inzwischen da?',
  ),
  of(
    'Claws',
    'Le variateur grésille.',
    'Le mardi 03 mars 2026 à 10:12 +0100, Lumen Care a écrit :\n> Quel variateur ?',
  ),
  of(
    'T-Online',
    'Der Fahrer hat die Leuchte fallen lassen.',
    '-----Original-Nachricht-----\nBetreff: Ihre Leuchte\nDatum: 2026-03-03T10:12:00+0100\nVon: "Lumen Care" <care@lumen.test>\nAn: "me@t-online.test" <me@t-online.test>\n\nGuten Tag,\nwas ist geschehen?',
  ),
  of(
    'Web.de in the browser',
    'Danke, die Birne ist da.',
    'Gesendet: Dienstag, 3. März 2026 um 10:12 Uhr\nVon: "Lumen Care" <care@lumen.test>\nAn: me@web.test\nBetreff: Ihre Leuchte\n\nIst die Birne angekommen?',
  ),
  of(
    'Tiscali',
    'Il pacco era aperto.',
    'Il 03.03.2026 10:12 Lumen Care <care@lumen.test> ha scritto:\n\nGentile cliente,\ncome era il pacco?',
  ),
  of(
    'Virgilio',
    'Aspetto ancora il rimborso.',
    '----Messaggio originale----\nDa: care@lumen.test\nData: 03/03/2026 10.12\nA: <me@virgilio.test>\nOgg: rimborso\n\nIl rimborso è in corso.',
  ),
  of(
    'Aruba',
    'Confermo il reso.',
    'Da: "Lumen Care" care@lumen.test\nA: "me" me@aruba.test\nCc: \nData: Tue, 3 Mar 2026 10:12:00 +0100\nOggetto: reso\n\nConferma il reso?',
  ),
  of(
    'La Poste',
    'Je confirme le retour.',
    '> Message du 03/03/26 10:12\n> De : "Lumen Care" <care@lumen.test>\n> A : "me@laposte.test"\n> Copie à : \n> Objet : retour\n> \n> Confirmez-vous le retour ?',
  ),
  of(
    'SFR',
    "L'ampoule a explosé.",
    '========================================\nMessage du : 03/03/2026 10:12\nDe : "Lumen Care" <care@lumen.test>\nA : me@sfr.test\nSujet : ampoule\n\nQue s\'est-il passé ?',
  ),
  of(
    'Outlook for Mac',
    'Please close the case.',
    'From: Lumen Care <care@lumen.test>\nDate: Tuesday, 3. March 2026 at 10:12\nTo: Me <me@kunde.test>\nSubject: Re: Your lamp\nShall we close the case?',
  ),
  of(
    'Outlook for Mac, German',
    'Bitte schließen.',
    'Von: Lumen Care <care@lumen.test>\nDatum: Dienstag, 3. März 2026 um 10:12\nAn: Ich <me@kunde.test>\nBetreff: Re: Ihre Leuchte\nDürfen wir schließen?',
  ),
  of(
    'Outlook for Mac, French',
    'Vous pouvez clore.',
    'De : Lumen Care <care@lumen.test>\nDate : mardi, 3 mars 2026 à 10:12\nÀ : Moi <me@kunde.test>\nObjet : Re: Votre lampe\nPouvons-nous clore ?',
  ),
  of(
    'Huawei',
    'Still waiting for the courier.',
    'Sent from my Huawei phone\n\n-------- Original message --------\nFrom: Lumen Care <care@lumen.test>\nDate: Tue, 3 Mar 2026, 10:12\nTo: me@kunde.test\nSubject: Pickup\nThe courier comes tomorrow.',
  ),
  of(
    'BlackBerry',
    'Wrong colour again.',
    'Sent from my BlackBerry 10 smartphone.\nFrom: Lumen Care\nSent: Tuesday, March 3, 2026 10:12\nTo: me@kunde.test\nSubject: Colour\n\nWe sent brass.',
  ),
  of(
    'Windows Phone, German',
    'Schon wieder die falsche Farbe.',
    'Gesendet von meinem Windows Phone\n________________________________\nVon: Lumen Care\nGesendet: \u200e03.\u200e03.\u200e2026 10:12\nAn: me@kunde.test\nBetreff: Farbe\n\nWir haben Messing geschickt.',
  ),
  of(
    'Lotus Notes',
    'Please resend the invoice.',
    'From:\tLumen Care <care@lumen.test>\nTo:\tme@kunde.test\nDate:\t03/03/2026 10:12\nSubject:\tInvoice\n\n\nHere is your invoice.',
  ),
  of('an avast line', 'Leuchte lässt sich nicht koppeln.', 'Virenfrei.www.avast.com'),
  of('an Italian iPad', "L'app non trova la lampada.", 'Inviato da iPad'),
  of('a French telephone of Orange', "L'application ne trouve pas la lampe.", 'Envoyé depuis mon mobile Orange'),
  of('a Telekom app', 'Die App findet die Leuchte nicht.', 'Gesendet mit der Telekom Mail App'),
  of(
    'an English notice',
    'The remote control is missing.',
    'CONFIDENTIALITY NOTICE: The contents of this email message are intended solely for the addressee(s)\nand may contain confidential information.',
  ),
  of(
    'a German notice about trees',
    'Die Fernbedienung fehlt.',
    'Bitte prüfen Sie der Umwelt zuliebe, ob der Ausdruck dieser Mail erforderlich ist.',
  ),
  of(
    'an Italian notice',
    'Manca il telecomando.',
    'Questo messaggio e i suoi allegati sono riservati e ad uso esclusivo del destinatario.\nSe ricevuto per errore si prega di cancellarlo.',
  ),
  of('a French notice', 'La télécommande manque.', "Pensez à l'environnement avant d'imprimer ce message."),
  whole(
    'a dialogue in quotation marks',
    'I asked: "Is it safe?"\nYour man answered: "On my word, it is."\nIt was not.',
  ),
  whole(
    'a log of calls',
    'Calls so far:\n3 March 10:12 - nobody\n4 March 11:00 - hung up after 20 min\n5 March 09:30 - "wrong department"',
  ),
  whole('a mail of emphasis', '----------\nLAST WARNING\n----------\nI will go to the ombudsman.'),
  whole('a French list with chevrons', 'Voici les défauts :\n> pied tordu\n> câble trop court'),
  whole('a meter reading', 'On: 6:00\nOff: 22:00\nYet it burns all night.'),
  whole(
    'a bank line below the name',
    'Bitte überweisen Sie die 20 Euro.\n\nViele Grüße\nEva Stein\nIBAN DE02 1203 0000 0000 2020 51\nBIC BYLADEM1001',
  ),
  whole('a subject line of his own', 'Betreff: Leuchte defekt\n\nGuten Tag, die Leuchte ist defekt.'),
  {
    what: 'Outlook.com HTML with a signature and separator',
    kind: 'html',
    expected: 'The cable is frayed.',
    body: '<html><body><div style="font-family:Calibri">The cable is frayed.</div><div id="Signature"><p>Sent from Outlook for iOS</p></div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Lumen Care &lt;care@lumen.test&gt;<br><b>Sent:</b> Tuesday, March 3, 2026 10:12 AM<br><b>To:</b> me@kunde.test<br><b>Subject:</b> Cable</div><div><p>Which part is broken?</p></div></body></html>',
  },
  {
    what: 'Web.de HTML',
    kind: 'html',
    expected: 'Kabel ist durchgescheuert.',
    body: '<html><body><div style="font-family: Verdana;font-size: 12.0px;"><div>Kabel ist durchgescheuert.</div><div name="quote" style="margin:10px;border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> Dienstag, 3. März 2026<br><b>Von:</b> "Lumen Care" &lt;care@lumen.test&gt;<br><b>An:</b> me@web.test<br><b>Betreff:</b> Kabel</div><div name="quoted-content">Welches Teil?</div></div></div></body></html>',
  },
  {
    what: 'Proton HTML',
    kind: 'html',
    expected: 'It fell off the wall.',
    body: '<div style="font-family: Arial;">It fell off the wall.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Tuesday, March 3rd, 2026 at 10:12 AM, Lumen Care &lt;care@lumen.test&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">How did it happen?</blockquote></div>',
  },
];
