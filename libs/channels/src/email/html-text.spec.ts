import { describe, expect, it } from '@jest/globals';
import { htmlToText } from './html-text.js';
import { processorMs } from '../../../../test/support/processor-time.js';

describe('the text of an HTML mail', () => {
  it.each<[string, string, string]>([
    ['breaks lines as a browser does', '<div>a</div><div><br></div><div>b<br>c</div>', 'a\n\nb\nc'],
    ['parts paragraphs by one blank line', '<p>a</p>\n\n<p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['reads one blank where many stand', 'a \n\t  b&nbsp;&nbsp;c', 'a b c'],
    ['drops scripts, styles and the head', '<head><title>t</title></head><style>p{}</style>a<script>b</script>', 'a'],
    ['drops what is hidden', 'a<div style="display: none">preview</div><span hidden>x</span>', 'a'],
    ['names the target of a link', '<a href="https://lumen.test/x">our page</a>', 'our page <https://lumen.test/x>'],
    [
      'does not repeat a link that shows itself',
      '<a href="https://www.lumen.test/">lumen.test</a> <a href="mailto:a@b.test">a@b.test</a>',
      'lumen.test a@b.test',
    ],
    ['names no dangerous target', '<a href="javascript:x()">x</a>', 'x'],
    [
      'sets cells apart',
      '<table><tr><td>Lamp</td><td>2</td></tr><tr><td>Shade</td><td>1</td></tr></table>',
      'Lamp\t2\nShade\t1',
    ],
    ['numbers lists', '<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>', '1. a\n2. b\n- c'],
    ['keeps the lines of preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['reads entities', '&lt;b&gt; &amp;amp; &euro; &#228;', '<b> &amp; € ä'],
    ['keeps a smiley that is a picture', 'a <img src=x alt="😊"><img src=x alt="logo">', 'a 😊'],
    [
      'marks quotations',
      'a<blockquote type="cite">b<div>c</div><blockquote>d</blockquote></blockquote>e',
      'a\n> b\n> c\n> > d\n\ne',
    ],
    ['does not mark indents', '<blockquote style="margin:0 0 0 40px;border:none">a</blockquote>', 'a'],
    ['marks the quotation of Yahoo', 'a<div class="yahoo_quoted" id="yahoo_quoted_1">b</div>', 'a\n> b'],
    ['marks the quotation of GMX', 'a<div name="quote">b</div>', 'a\n> b'],
    ['underlines a rule', 'a<hr>b', `a\n${'_'.repeat(32)}\nb`],
    ['marks the signature of Gmail', 'a<div class="gmail_signature">Eva</div>', 'a\n-- \nEva'],
    [
      'marks it once',
      'a<br><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Eva</div>',
      'a\n-- \nEva',
    ],
    ['is empty for nothing', '', ''],
    ['is the text of what is no HTML', 'a < b', 'a < b'],
  ])('%s', (_sentence, html, expected) => {
    expect(htmlToText(html)).toBe(expected);
  });

  const many = (piece: string, count = 100_000): string => piece.repeat(count);

  it.each<[string, string]>([
    ['100,000 nested divisions', `${many('<div>')}wanted${many('</div>')}`],
    ['100,000 nested quotations', `${many('<blockquote>')}wanted`],
    ['100,000 nested tables', `wanted${many('<table><tr><td>')}`],
    ['100,000 attributes', `<p ${many('a=b ')}>wanted</p>`],
    ['20,000 links', `wanted${many('<a href="https://a.test">x</a>', 20_000)}`],
    ['one link around a megabyte', `<a href="https://a.test">wanted ${many('x', 1_000_000)}</a>`],
    ['one link around many words', `<a href="https://a.test">wanted ${many('<b>x</b>')}</a>`],
    ['closing tags only', `wanted${many('</div>')}`],
    ['stray < in long rows', `wanted${many(' <', 150_000)}`],
    ['unclosed comments', `wanted${many('<!--', 250_000)}`],
    ['a megabyte of blanks', `wanted${many(' ', 1_000_000)}`],
    ['breaks only', `wanted${many('<br>', 100_000)}`],
    ['many hidden parts without an end in deep nesting', `wanted${many('<div>', 2_000)}${many('<script>', 50_000)}`],
    ['one line of 100,000 cells', `wanted<table><tr>${many('<td>x', 100_000)}`],
  ])('is read within five seconds from %s', (_what, html) => {
    expect(processorMs(() => expect(htmlToText(html)).toContain('wanted'))).toBeLessThan(5_000);
  });
});
