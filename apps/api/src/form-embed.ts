import { escaped } from './page-parts.js';
import type { FormLanguage } from '@redress/domain/forms/form.js';

/**
 * The one script tag by which a page of others shows a form: in its place, or behind a button. It sets no cookies, keeps nothing, writes no
 * style attributes (a strict policy of the page would refuse them) and needs of that policy `script-src` and `frame-src` with our origin.
 */
const EMBED = String.raw`'use strict';
(() => {
  const me = document.currentScript;
  const ours = new URL(me.src).origin;
  const wish = (name) => {
    const own = getComputedStyle(document.documentElement).getPropertyValue('--redress-' + name).trim();
    return me.dataset[name] || own;
  };
  const colour = (text) => {
    const brush = document.createElement('canvas').getContext('2d');
    brush.fillStyle = '#010203';
    brush.fillStyle = text;
    const read = /^#([0-9a-f]{6})$/.exec(brush.fillStyle);
    return text && read && read[1] !== '010203' ? read[1] : '';
  };
  const query = new URLSearchParams({ embed: '1' });
  for (const name of ['lang', 'scheme']) if (wish(name)) query.set(name, wish(name));
  for (const name of ['accent', 'ground', 'ink']) if (colour(wish(name))) query.set(name, colour(wish(name)));
  const styled = (element, looks) => {
    for (const [name, value] of Object.entries(looks)) element.style.setProperty(name, value);
    return element;
  };
  const frame = document.createElement('iframe');
  frame.title = me.dataset.title || 'Redress';
  frame.src = ours + '/f/%SLUG%?' + query;
  styled(frame, { display: 'block', width: '100%', height: '640px', border: '0', 'color-scheme': 'normal' });
  const tell = (what) => document.dispatchEvent(new CustomEvent('redress:' + what, { detail: { form: '%SLUG%' } }));
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== ours || !event.data) return;
    const { redress, height } = event.data;
    if (redress === 'height' && height > 0 && height < 20000) frame.style.setProperty('height', Math.ceil(height) + 'px');
    if (redress === 'sent') tell('sent');
  });
  const place = document.querySelector(me.dataset.target || 'never-there') || null;
  if (!me.dataset.button) {
    if (place) place.append(frame);
    else me.after(frame);
    return;
  }
  const accent = '#' + (colour(wish('accent')) || '1f5fbf');
  const bright = (hex) => {
    const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
  };
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = me.dataset.button;
  styled(button, {
    font: 'inherit', 'font-weight': '600', 'min-height': '48px', padding: '0 20px', border: '0', 'border-radius': '6px',
    cursor: 'pointer', background: accent, color: bright(accent) ? '#000' : '#fff',
  });
  const box = document.createElement('dialog');
  box.setAttribute('aria-label', me.dataset.button);
  styled(box, { width: 'min(640px, 100vw)', 'max-width': '100vw', padding: '8px', border: '0', 'border-radius': '8px' });
  const shut = document.createElement('button');
  shut.type = 'button';
  shut.textContent = '×';
  shut.setAttribute('aria-label', me.dataset.close || 'Close');
  styled(shut, {
    float: 'right', width: '44px', height: '44px', font: '24px/1 system-ui, sans-serif', border: '0',
    background: 'transparent', color: 'inherit', cursor: 'pointer',
  });
  shut.addEventListener('click', () => box.close());
  box.append(shut);
  button.addEventListener('click', () => {
    if (!frame.isConnected) box.append(frame);
    box.showModal();
  });
  if (place) place.append(button, box);
  else me.after(button, box);
})();
`;

export const embedScript = (slug: string): string => EMBED.replaceAll('%SLUG%', slug);

const SHOP_STYLE = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 Georgia,'Times New Roman',serif;color:#2b2118;background:#fbf7f0}
header{display:flex;gap:16px;align-items:baseline;justify-content:space-between;padding:20px 24px;border-bottom:1px solid #e4d9c7}
header strong{font-size:22px;letter-spacing:.02em}
main{max-width:1040px;margin:0 auto;padding:24px;display:grid;gap:32px}
@media (min-width:800px){main{grid-template-columns:1fr 1fr}}
h1{font-size:28px;line-height:1.2;margin:20px 0 12px}
h2{font-size:20px;margin:12px 8px}
p{margin:0 0 12px}
.lamp{aspect-ratio:4/3;border-radius:8px;background:radial-gradient(circle at 50% 38%,#fff3c4 0 12%,#e9c46a 13% 26%,#8a5a17 27% 28%,#efe4d2 29%)}
.price{font-size:20px;font-weight:700}
.note{color:#6b5b48;font-size:14px}
section{align-self:start;background:#fff;border:1px solid #e4d9c7;border-radius:8px;padding:8px 16px 16px}
@media (prefers-color-scheme:dark){body{color:#f0e7da;background:#1d1813}header,section{border-color:#40362a}section{background:#1c2128}.note{color:#b9a88f}}
`;

const SHOP_WORDS = {
  en: [
    'Lamps that last',
    'Desk lamp “Hanna”',
    'Turned brass, two dimmer steps, five years of guarantee.',
    '€ 149',
    'Something not right?',
    'This shop is made up: it shows how the form looks inside of a page of yours.',
  ],
  de: [
    'Lampen, die bleiben',
    'Tischlampe „Hanna“',
    'Messing, gedreht, zwei Dimmstufen, fünf Jahre Garantie.',
    '149 €',
    'Stimmt etwas nicht?',
    'Diesen Laden gibt es nicht: Er zeigt, wie das Formular in Ihrer Seite aussieht.',
  ],
  it: [
    'Lampade che restano',
    'Lampada da tavolo «Hanna»',
    'Ottone tornito, due livelli di luce, cinque anni di garanzia.',
    '149 €',
    'Qualcosa non va?',
    'Questo negozio è inventato: mostra come appare il modulo nella Sua pagina.',
  ],
} as const;

/** A shop with the form in it, as somebody who embeds it would write it. Its policy is as strict as the script can bear. */
export function shopPage(slug: string, language: FormLanguage): { readonly html: string; readonly style: string } {
  const [motto, product, more, price, ask, note] = SHOP_WORDS[language];
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Lichthaus</title><style>${SHOP_STYLE}</style></head><body><header><strong>Lichthaus</strong><span class="note">${motto}</span></header><main><div><div class="lamp" role="img" aria-label="${product}"></div><h1>${product}</h1><p>${more}</p><p class="price">${price}</p><p class="note">${note}</p></div><section><h2>${ask}</h2><script src="/f/${escaped(slug)}/embed.js" data-lang="${language}" data-accent="#8a5a17" data-title="${ask}"></script></section></main></body></html>`;
  return { html, style: SHOP_STYLE };
}
