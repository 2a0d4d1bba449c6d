import { describe, expect, it } from '@jest/globals';
import { newText } from '../intake/new-text.js';
import { signed, signedHtml } from './signature.js';

const SIGNATURE = 'Mara Kessler\nLumo Care';

describe('a signature', () => {
  it.each([
    [
      'stands below the text, behind the mark that programs know',
      'We are sorry.\n',
      SIGNATURE,
      `We are sorry.\n\n-- \n${SIGNATURE}`,
    ],
    ['is left out where the queue has none', 'We are sorry.', null, 'We are sorry.'],
    ['is left out where the writer has signed', 'Sorry.\n-- \nMara', SIGNATURE, 'Sorry.\n-- \nMara'],
    ['is not kept away by a line of dashes', 'Sorry.\n---\nNo', SIGNATURE, `Sorry.\n---\nNo\n\n-- \n${SIGNATURE}`],
  ])('%s', (_, text, signature, whole) => {
    expect(signed(text, signature)).toBe(whole);
  });

  it('is folded away by ourselves when it comes back', () => {
    const { newText: written, signature } = newText(signed('We are sorry.', SIGNATURE));
    expect(written).toBe('We are sorry.');
    expect(signature).toContain('Lumo Care');
  });

  it('is text in HTML, whatever it is made of', () => {
    expect(signedHtml('<p>Sorry</p>', 'Sorry', '<b>Mara</b> & "co"\nLumo')).toBe(
      '<p>Sorry</p>\n<p>-- <br>\n&lt;b&gt;Mara&lt;/b&gt; &amp; &quot;co&quot;<br>\nLumo</p>',
    );
  });
});
