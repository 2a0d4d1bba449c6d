import {
  answer,
  APPLE,
  by,
  FIRM,
  GMAIL,
  html,
  IPHONE,
  MAIL,
  OUTLOOK,
  OUTLOOK_MOBILE,
  quoted,
  THUNDERBIRD,
  YAHOO,
  type Format,
} from './wordings.js';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const inDivs = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '<div><br></div>' : `<div>${escape(line)}</div>`))
    .join('');
const inParagraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((part) => `<p class="MsoNormal">${escape(part).replaceAll('\n', '<br>\r\n')}<o:p></o:p></p>`)
    .join('\r\n');
const withBreaks = (text: string): string => escape(text).replaceAll('\n', '<br>\n');
const boldLabels = (text: string): string =>
  escape(text)
    .split('\n')
    .map((line) => line.replace(/^([^:]+:)/, '<b>$1</b>'))
    .join('<br>\r\n');

export const HTML_FORMATS: readonly Format[] = [
  html(
    'Gmail HTML',
    (words, l) =>
      `<div dir="ltr">${inDivs(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escape(by(l, GMAIL))}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${inDivs(answer(l))}</div></blockquote></div>`,
  ),
  html(
    'Gmail HTML with signature',
    (words, l) =>
      `<div dir="ltr">${inDivs(words)}<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">${inDivs(by(l, FIRM))}</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escape(by(l, GMAIL))}<br></div><blockquote class="gmail_quote">${inDivs(answer(l))}</blockquote></div>`,
  ),
  html(
    'Apple Mail HTML',
    (words, l) =>
      `<html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body style="overflow-wrap: break-word;">${inDivs(words)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>${escape(by(l, APPLE))}</div><br class="Apple-interchange-newline"><div>${inDivs(answer(l))}</div></blockquote></div><br></body></html>`,
  ),
  html(
    'iPhone HTML',
    (words, l) =>
      `<html><body dir="auto">${inDivs(words)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${by(l, IPHONE)}</div><div dir="ltr"><br><blockquote type="cite">${escape(by(l, APPLE))}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\uFEFF${withBreaks(answer(l))}</div></blockquote></body></html>`,
  ),
  html(
    'Outlook desktop HTML',
    (words, l) =>
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang="DE"><div class="WordSection1">${inParagraphs(words)}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${boldLabels(by(l, OUTLOOK))}<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${inParagraphs(answer(l))}</div></body></html>`,
  ),
  html(
    'Outlook on the web HTML',
    (words, l) =>
      `<html><body><div class="elementToProof" style="font-family: Aptos">${withBreaks(words)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${boldLabels(by(l, OUTLOOK))}</font><div>&nbsp;</div></div><div class="BodyFragment">${withBreaks(answer(l))}</div></body></html>`,
  ),
  html(
    'Outlook on a telephone HTML',
    (words, l) =>
      `<html><body><div dir="auto">${withBreaks(words)}</div><div><br></div><div id="ms-outlook-mobile-signature"><div><br></div><a href="https://aka.ms/o0ukef">${escape(by(l, OUTLOOK_MOBILE).replace(/<.*/, ''))}</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">${boldLabels(by(l, OUTLOOK))}</div>${inDivs(answer(l))}</body></html>`,
  ),
  html(
    'Thunderbird HTML',
    (words, l) =>
      `<html><head></head><body text="#000000"><p>${withBreaks(words)}</p><p><br></p><div class="moz-cite-prefix">${by(l, THUNDERBIRD)}<br></div><blockquote type="cite" cite="mid:x@lumen.test">${inDivs(answer(l))}</blockquote></body></html>`,
  ),
  html(
    'Thunderbird HTML, answer below with signature',
    (words, l) =>
      `<body><div class="moz-cite-prefix">${by(l, THUNDERBIRD)}<br></div><blockquote type="cite" cite="mid:x@lumen.test"><pre class="moz-quote-pre" wrap="">${escape(answer(l))}</pre></blockquote><p>${withBreaks(words)}</p><pre class="moz-signature" cols="72">-- \n${escape(by(l, FIRM))}</pre></body>`,
  ),
  html(
    'Yahoo HTML',
    (words, l) =>
      `<html><head></head><body><div class="ydpa1 yahoo-style-wrap"><div dir="ltr">${inDivs(words)}</div></div><div id="ydp9" class="yahoo_quoted"><div style="color:#26282a">\n<div>${escape(by(l, YAHOO))}</div><div><br></div><div>${inDivs(answer(l))}</div></div></div></body></html>`,
  ),
  html(
    'GMX HTML',
    (words, l) =>
      `<html><head></head><body><div style="font-family: Verdana;"><div>${withBreaks(words)}</div><div>&nbsp;<div style="margin: 10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;" name="quote"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 3. März 2026 um 10:12 Uhr<br/><b>Von:</b>&nbsp;"Lumen Care" &lt;${MAIL}&gt;<br/><b>An:</b>&nbsp;me@gmx.test<br/><b>Betreff:</b>&nbsp;Ihre Leuchte</div><div name="quoted-content">${withBreaks(answer(l))}</div></div></div></div></body></html>`,
    ['de'],
  ),
  html(
    'Orange HTML',
    (words, l) =>
      `<p>${withBreaks(words)}</p><p>&nbsp;</p><blockquote style="border-left:2px solid #FF7900;">&gt; Message du 03/03/26 10:12<br>&gt; De : "Lumen Care"<br>&gt; A : me@orange.test<br>&gt; Objet : Votre lampe<br>&gt; <br>${withBreaks(quoted(answer(l)))}</blockquote>`,
    ['fr'],
  ),
  html(
    'Libero HTML',
    (words, l) =>
      `<body class="x"><p>${withBreaks(words)}</p><blockquote type="cite"><p>Il 03/03/2026 10:12 CET Lumen Care &lt;${MAIL}&gt; ha scritto:</p>${inDivs(answer(l))}</blockquote></body>`,
    ['it'],
  ),
  html(
    'a page without quotation',
    (words) =>
      `<!doctype html><html><head><title>Mail</title><style>td{color:red}</style></head><body><table><tr><td>${withBreaks(words)}</td></tr></table></body></html>`,
  ),
];
