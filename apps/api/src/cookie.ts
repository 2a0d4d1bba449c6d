import { parse, serialize } from 'cookie';

export const SESSION_COOKIE = 'redress_session';

/** The session id in a Cookie header; also for the handshake of a socket. */
export function cookieOf(header: string | undefined): string | null {
  if (header === undefined || header.length > 8_192) return null;
  return parse(header)[SESSION_COOKIE] || null;
}

/** @param maxAge seconds; 0 removes it. */
export const sessionCookie = (id: string, maxAge: number, secure: boolean): string =>
  serialize(SESSION_COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/', maxAge, secure });
