import { describe, expect, it } from '@jest/globals';
import { sanitiseMailHtml } from '@redress/channels/email/sanitise.js';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { PAYLOADS } from './payloads.js';
import { processorMs } from '../processor-time.js';

const FORBIDDEN =
  'script style iframe frame frameset object embed applet form input button select option textarea base meta link svg math video audio source track portal template noscript dialog area map title body html head marquee bgsound layer xmp plaintext'.split(
    ' ',
  );

/** Everything in the HTML that could run, load, move or lead astray, as a parser sees it. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (FORBIDDEN.includes(name) || !/^[a-z][a-z0-9]*$/.test(name)) found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes))
        if (isDanger(name, attribute, value)) found.push(`${name} ${attribute}=${value}`);
    },
    oncomment: (text) => found.push(`<!--${text}`),
    onprocessinginstruction: (name) => found.push(`<${name}`),
  });
  parser.write(html);
  parser.end();
  return found;
}

function isDanger(name: string, attribute: string, value: string): boolean {
  if (attribute === 'href') return name !== 'a' || !/^(?:https?:\/\/[^/\\]|mailto:|tel:)/i.test(value);
  if (attribute === 'src') return name !== 'img' || !/^data:image\/(?:png|gif|jpe?g|webp);base64,/i.test(value);
  if (attribute === 'data-remote-src') return !/^https?:\/\//.test(value);
  if (attribute === 'style')
    return /url|position|expression|import|binding|behavior|z-index|@|\\|\/\*|image-set|var\(|attr\(|calc\(/i.test(
      value,
    );
  if (attribute === 'target') return value !== '_blank';
  if (attribute === 'rel') return value !== 'noopener noreferrer';
  return !/^(?:data-cid|data-quotation|alt|title|align|valign|bgcolor|width|height|border|cellpadding|cellspacing|colspan|rowspan|nowrap|color|face|size|start|type|dir|lang)$/.test(
    attribute,
  );
}

const html = (given: string): string => sanitiseMailHtml(given).html;

describe('the HTML of a hostile mail', () => {
  it('is tried with some hundred attacks', () => {
    expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(400);
  });

  it('holds nothing that runs, loads, moves or leads astray', () => {
    expect(
      PAYLOADS.map((payload) => [payload, dangers(html(payload))] as const).filter(([, found]) => found.length > 0),
    ).toEqual([]);
  });

  it('holds nothing of it between the words of an ordinary mail either', () => {
    for (const payload of PAYLOADS) {
      expect(
        dangers(html(`<div><p title="a">before</p>${payload}<table><tr><td>after</td></tr></table></div>`)),
      ).toEqual([]);
    }
  });

  it('is the same when sanitised again', () => {
    for (const payload of PAYLOADS) {
      const once = sanitiseMailHtml(payload);
      expect(sanitiseMailHtml(once.html)).toEqual(once);
    }
  });

  it('is the same when sanitised again, however attacks are nested', () => {
    const piece = fc.oneof(
      fc.constantFrom(...PAYLOADS),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<div>',
        '</div>',
        '<table>',
        '<tr>',
        '<td>',
        '</table>',
        '<li>',
        '<a href="https://a.test">',
        '</a>',
        '<x>',
        '</x>',
        '&lt;',
        '&amp;lt;',
        '<',
        '>',
        '"',
        '<!--',
        '-->',
        '<option>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = sanitiseMailHtml(pieces.join(''));
        expect(dangers(once.html)).toEqual([]);
        expect(sanitiseMailHtml(once.html).html).toBe(once.html);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the HTML of an honest mail', () => {
  it('keeps its words, tables and colours', () => {
    const given =
      '<table border="1" cellpadding="3"><tr><td colspan="2" style="color:#ff0000;font-family:\'Segoe UI\',Arial"><b>Lamp</b> &amp; shade</td></tr></table>';
    expect(html(given)).toBe(
      '<table border="1" cellpadding="3"><tr><td colspan="2" style="color:#ff0000;font-family:\'Segoe UI\',Arial"><b>Lamp</b> &amp; shade</td></tr></table>',
    );
  });

  it.each([
    ['https://lumen.test/a?b=c&amp;d=e', 'https://lumen.test/a?b=c&amp;d=e'],
    ['mailto:care@lumen.test', 'mailto:care@lumen.test'],
    ['tel:+49895550100', 'tel:+49895550100'],
  ])('keeps the link %s and opens it apart from us', (given, expected) => {
    expect(html(`<a href="${given}" target="_top" rel="opener">x</a>`)).toBe(
      `<a href="${expected}" target="_blank" rel="noopener noreferrer">x</a>`,
    );
  });

  it('holds remote pictures back and counts them', () => {
    const given =
      '<img src="https://lumen.test/a.png" width="10"><img src="//lumen.test/b.png"><img src="HTTP://lumen.test/c.png">';
    expect(sanitiseMailHtml(given)).toEqual({
      html: '<img width="10" data-remote-src="https://lumen.test/a.png" /><img data-remote-src="https://lumen.test/b.png" /><img data-remote-src="HTTP://lumen.test/c.png" />',
      remoteImages: 3,
      policy: 1,
      tooHostile: false,
    });
  });

  it('names attached pictures and keeps embedded ones', () => {
    expect(html('<img src="cid:part1.ABC@lumen.test" alt="lamp">')).toBe(
      '<img alt="lamp" data-cid="part1.ABC@lumen.test" />',
    );
    expect(html('<img src="data:image/png;base64,iVBORw0KGgo=">')).toBe(
      '<img src="data:image/png;base64,iVBORw0KGgo=" />',
    );
  });

  it.each([
    '<blockquote type="cite">x</blockquote>',
    '<div class="gmail_quote gmail_quote_container">x</div>',
    '<div class="yahoo_quoted">x</div>',
    '<div id="divRplyFwdMsg">x</div>',
    '<div id="x_divRplyFwdMsg">x</div>',
    '<div id="appendonsend">x</div>',
    '<div class="moz-cite-prefix">x</div>',
    '<div name="quote">x</div>',
  ])('marks the quotation %s', (given) => {
    expect(html(given)).toMatch(/^<(?:div|blockquote) data-quotation(?:="")?>x<\/(?:div|blockquote)>$/);
  });

  it('does not mark an indented paragraph as a quotation', () => {
    expect(html('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">x</blockquote>')).not.toContain(
      'data-quotation',
    );
  });

  it('keeps text that only looks like a tag', () => {
    expect(html('<p>1 &lt; 2 &amp;lt;b&gt;</p>')).toBe('<p>1 &lt; 2 &amp;lt;b&gt;</p>');
  });

  it('is kept though its head is never closed', () => {
    expect(html('<html><head><meta charset="utf-8"><body><p>Lamp</p>')).toContain('<p>Lamp</p>');
  });
});

describe('HTML beyond every real mail', () => {
  const many = (piece: string, count = 100_000): string => piece.repeat(count);
  it.each([
    ['100,000 nested tags', many('<div>')],
    ['100,000 nested links', many('<a href="https://a.test">')],
    ['100,000 attributes of one tag', `<p ${many('a=b ')}>x</p>`],
    [
      '100,000 different attributes',
      `<p ${Array.from({ length: 100_000 }, (_each, index) => `a${index}=b`).join(' ')}>x</p>`,
    ],
    ['100,000 attributes of many tags', many('<p a b c d e f g h i j>', 20_000)],
    ['5,001 links', many('<a href="https://a.test">x</a>', 5_001)],
    ['100,000 tags', many('<b>x</b>')],
    ['6 MB of text', many('x', 6_000_000)],
  ])('such as %s is refused at once', (_what, given) => {
    const refused = { html: '', remoteImages: 0, policy: 1, tooHostile: true };
    expect(processorMs(() => expect(sanitiseMailHtml(given)).toEqual(refused))).toBeLessThan(2_000);
  });

  it.each([
    ['a megabyte of <', many('<', 1_000_000)],
    ['a megabyte of comments', many('<!--', 250_000)],
    ['a megabyte of entities', many('&amp;', 200_000)],
    ['a long style', `<p style="${many('color:red;')}">x</p>`],
    ['a long style without an end', `<p style="${many('rgb(', 900)}">x</p>`],
    ['a long link', `<a href="https://a.test/${many('x')}">x</a>`],
    ['many closing tags', many('</div>')],
    ['many ends of quotation', many('"\'')],
    ['5,000 honest links', many('<a href="https://a.test/x?y=z">x</a>', 5_000)],
    ['250 nested tables', many('<table><tr><td>', 80)],
  ])('such as %s ends within five seconds', (_what, given) => {
    expect(processorMs(() => sanitiseMailHtml(given))).toBeLessThan(5_000);
  });
});
