import { describe, expect, it } from '@jest/globals';
import { guessServer } from './mail-guess.js';

describe('the proposal for a mailbox', () => {
  it('is imap and the domain of the address, by TLS', () => {
    expect(guessServer('care@lumo.example')).toEqual({
      host: 'imap.lumo.example',
      port: 993,
      security: 'tls',
      authentication: 'password',
      wants: 'password',
    });
  });

  it.each([
    ['shop@gmail.com', 'imap.gmail.com', 'appPassword', 'password'],
    ['shop@lumo.onmicrosoft.com', 'outlook.office365.com', 'oauth', 'xoauth2'],
    ['Shop@GMX.de', 'imap.gmx.net', 'password', 'password'],
  ])('knows where %s lives and what it wants', (address, host, wants, authentication) => {
    expect(guessServer(address)).toMatchObject({ host, wants, authentication });
  });

  it.each(['', 'care', 'care@', 'care@lumo', 'care@lumo.', 'a b@lumo.example'])(
    'waits while “%s” is no whole address',
    (address) => {
      expect(guessServer(address)).toBeNull();
    },
  );
});
