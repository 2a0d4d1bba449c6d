import { describe, expect, it } from '@jest/globals';
import { readMailFile } from './mail-file.js';

const mail = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'utf8');
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

describe('a mail that came as a file', () => {
  it('says who wrote when and what, in words', () => {
    const read = readMailFile(
      mail(
        ...[
          'From: =?utf-8?Q?J=C3=BCrgen_Gro=C3=9F?= <j@posteo.example>',
          'To: care@lumo.example,',
          '\tshop@lumo.example',
        ],
        ...[
          'Date: Tue, 24 Nov 2026 09:00:00 +0100',
          `Subject: =?UTF-8?B?${base64('Die Lampe ')}?=`,
          ` =?UTF-8?B?${base64('flackert')}?=`,
        ],
        ...[
          'Content-Type: text/plain; charset=iso-8859-1',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          'Gr=FC=DFe=',
          ' aus K=F6ln',
        ],
      ),
    );
    expect(read).toEqual({
      from: 'Jürgen Groß <j@posteo.example>',
      to: 'care@lumo.example, shop@lumo.example',
      date: 'Tue, 24 Nov 2026 09:00:00 +0100',
      subject: 'Die Lampe flackert',
      text: 'Grüße aus Köln',
      files: [],
    });
  });

  it('shows the plain words of many parts, names the files, and never markup', () => {
    const read = readMailFile(
      mail(
        ...['Content-Type: multipart/mixed; boundary="b 1"', '', 'preamble', '--b 1'],
        ...[
          'Content-Type: multipart/alternative; boundary=b2',
          '',
          '--b2',
          'Content-Type: text/html',
          '',
          '<script>run()</script>',
        ],
        ...[
          '--b2',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
          '',
          base64('Schöne Grüße'),
          '--b2--',
          '--b 1',
        ],
        ...['Content-Type: text/plain; name="notes.txt"', '', 'not these', '--b 1--'],
      ),
    );
    expect(read).toMatchObject({ text: 'Schöne Grüße', files: ['notes.txt'] });
  });

  it('has no words where there is only markup', () => {
    expect(readMailFile(mail('Content-Type: text/html', '', '<b>hello</b>')).text).toBe('');
  });

  it('reads a hostile file in the time that its length needs', () => {
    const started = performance.now();
    readMailFile(mail(`Subject: ${'=?utf-8?Q?a?= '.repeat(60_000)}`, '', ''));
    readMailFile(
      mail(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(20_000),
      ),
    );
    readMailFile(
      mail(`Subject: ${'\r\n '.repeat(200_000)}`, `Content-Type: text/plain${'; '.repeat(200_000)}`, '', 'x'),
    );
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
