import { failureCode, failureField, failureText } from './failure.js';

export type StepName = 'connect' | 'signIn' | 'openFolder' | 'send';

/** What is to be done, as a code: a screen says it in its own language. */
export type Remedy =
  | 'noHost'
  | 'notListening'
  | 'noRoute'
  | 'unknownAuthority'
  | 'otherName'
  | 'expired'
  | 'noTls'
  | 'silent'
  | 'closed'
  | 'signIn'
  | 'appPassword'
  | 'oauth'
  | 'signInAgain'
  | 'switchOn'
  | 'folder'
  | 'relay'
  | 'sender'
  | 'other';

/** One step of a live connection test, in words for the person who set it up. */
export interface ConnectionStep {
  readonly step: StepName;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What happened, and what to do when it did not work. Never a secret. */
  readonly detail: string;
  /** Null where it worked. */
  readonly remedy: Remedy | null;
}

/** Advice by what node, OpenSSL, imapflow or nodemailer call the failure. */
const ADVICE: readonly (readonly [RegExp, Remedy, string])[] = [
  [/ENOTFOUND|EAI_AGAIN|EDNS/, 'noHost', 'There is no such host. Check the name of the server.'],
  [/ECONNREFUSED/, 'notListening', 'Nothing listens there. Check the port, and that the server runs.'],
  [/EHOSTUNREACH|ENETUNREACH/, 'noRoute', 'There is no way to this host. Check the network and the firewall.'],
  [
    /DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER)/,
    'unknownAuthority',
    'The certificate is not from a known authority. Give the certificate of your own authority with this account.',
  ],
  [
    /ERR_TLS_CERT_ALTNAME/,
    'otherName',
    'The certificate is for another name. Use the name it was made for as the host.',
  ],
  [/CERT_HAS_EXPIRED/, 'expired', 'The certificate of the server has expired. It has to be renewed there.'],
  [
    /WRONG_VERSION_NUMBER|EPROTO|ERR_SSL|ETLS|tlsFailed/,
    'noTls',
    'The server does not speak TLS on this port. Try the other port or the other kind of TLS.',
  ],
  [/TIMEOUT|ETIMEDOUT/, 'silent', 'The server does not answer in time. Check port and firewall.'],
  [
    /ECONNRESET|EConnectionClosed|NoConnection|ECONNECTION|ClosedAfterConnect/,
    'closed',
    'The server closed the connection. Check port and TLS, or whether it limits connections.',
  ],
];

/** `EGRANT`: the provider that gives our tokens says that its grant is over. */
const AUTHENTICATION = /EAUTH|ENOAUTH|AUTHENTICATIONFAILED|^EGRANT\b(?!SILENT)/;

/** A server that is busy or broken also says no to a sign-in; that is not about the password. */
const BUSY = /UNAVAILABLE|INUSE|LIMIT|SERVERBUG/;

/** Whether the server refused who we say we are, as opposed to being out of reach or out of order. */
export function isAuthenticationFailure(failure: unknown): boolean {
  if (AUTHENTICATION.test(`${failureText(failure, 'code')} ${failureText(failure, 'serverResponseCode')}`)) {
    const response = Number(failureText(failure, 'responseCode') || 500);
    return response >= 500;
  }
  // imapflow sets this for whatever ended a LOGIN, a lost connection too; only a tagged NO is a refusal.
  return (
    failureField(failure, 'authenticationFailed') === true &&
    failureText(failure, 'responseStatus') === 'NO' &&
    !BUSY.test(failureText(failure, 'serverResponseCode'))
  );
}

const LONGEST = 200;

/** What the server said, on one line, without anything that looks like a credential sent in base64. */
const said = (failure: unknown): string =>
  (failureText(failure, 'responseText') || failureText(failure, 'response') || failureText(failure, 'message'))
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[A-Za-z0-9+/]{24,}={0,2}/g, '…')
    .slice(0, LONGEST);

/** What is to be done about a refused sign-in, by what providers say of it. */
const SIGN_IN: readonly (readonly [RegExp, Remedy])[] = [
  [/app(?:lication)?[- ]specific password|app password|5\.7\.9/i, 'appPassword'],
  [/basic auth|5\.7\.139|LOGIN is disabled|web login required|OAuth/i, 'oauth'],
  [/not enabled|not activated|(?:imap|pop3|smtp)[^.]{0,40} disabled|account is disabled for/i, 'switchOn'],
];

/** Why a server would not take a mail from somebody who is signed in. */
const SENDING: readonly (readonly [RegExp, Remedy, string])[] = [
  [
    /relay/i,
    'relay',
    'The server sends no mail for this sender. Use the server of the mailbox, with its user and password.',
  ],
  [
    /send as|not owned|sender (?:address )?(?:rejected|not allowed|denied)|not allowed to send|5\.7\.60/i,
    'sender',
    'The server does not let this user send under this address. Use the user whose address it is.',
  ],
];

const AGAIN = 'The sign-in at the provider does not hold any more. Sign in again; mail waits there meanwhile.';

export interface Advice {
  readonly remedy: Remedy;
  /** What happened and what to do, in English. */
  readonly detail: string;
}

export function judge(failure: unknown): Advice {
  const grant = failureText(failure, 'code');
  if (grant === 'EGRANT') return { remedy: 'signInAgain', detail: `${AGAIN} It said: ${said(failure)}` };
  if (grant === 'EGRANTSILENT') return { remedy: 'silent', detail: said(failure) };
  if (isAuthenticationFailure(failure)) {
    const detail = `The server refused the sign-in. Check user name and password; some providers want an app password or OAuth. It said: ${said(failure)}`;
    return { remedy: SIGN_IN.find(([pattern]) => pattern.test(said(failure)))?.[1] ?? 'signIn', detail };
  }
  const refused =
    failureText(failure, 'responseCode') === '' ? undefined : SENDING.find(([one]) => one.test(said(failure)));
  if (refused !== undefined) return { remedy: refused[1], detail: `${refused[2]} It said: ${said(failure)}` };
  const names = [failureCode(failure), ...['code', 'message', 'name'].map((name) => failureText(failure, name))].join(
    ' ',
  );
  const known = ADVICE.find(([pattern]) => pattern.test(names));
  return known
    ? { remedy: known[1], detail: known[2] }
    : { remedy: 'other', detail: `It did not work: ${said(failure)}` };
}

/** What happened and what to do, for the screen that shows the account. */
export const adviceFor = (failure: unknown): string => judge(failure).detail;

export interface TriedStep {
  readonly report: ConnectionStep;
  /** Null where it worked. Not for screens: it may hold what was sent. */
  readonly failure: unknown;
}

/** Times one step; a failure becomes advice. */
export async function tryStep(name: StepName, work: () => Promise<string>): Promise<TriedStep> {
  const started = performance.now();
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    const detail = await work();
    return { report: { step: name, ok: true, milliseconds: milliseconds(), detail, remedy: null }, failure: null };
  } catch (failure) {
    return { report: { step: name, ok: false, milliseconds: milliseconds(), ...judge(failure) }, failure };
  }
}
