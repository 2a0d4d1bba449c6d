import { promises as dns } from 'node:dns';
import { authenticate as verifyMail, type AuthenticateResult, type DNSResolver } from 'mailauth';
import type { Authentication } from '@redress/domain/intake/inbound.js';
import { authorDomain } from './address.js';
import { bestOf, judge, speaksFor, trustedResult, UNJUDGED } from './authentication-results.js';
import { failureCode } from './failure.js';
import { readHeaders, splitHeader } from './headers.js';
import { isPublic } from './needs-checking.js';
import type { MailEnvelope } from './read-mail.js';

export type LookUp = DNSResolver;

/** All look-ups for one mail together may take this long; what is not known by then proves nothing. */
const LOOKUP_LIMIT_MS = 3_000;
/** More signatures than any honest chain of hosts adds would only make us ask DNS for somebody else. */
const MOST_SIGNATURES = 10;

const timedOut = (): Error => Object.assign(new Error('the name servers did not answer in time'), { code: 'ETIMEOUT' });

/** mailauth declares rows of text and means what node answers: for MX these are objects, which it reads as such. */
const isRows = (found: unknown): found is string[][] => Array.isArray(found);

/**
 * Looks names up in DNS. After three mails in a row without an answer it answers "no DNS" at once for half a minute: a desk without
 * a way out must not wait seconds for each mail.
 */
export function openLookUp(clock: () => number = Date.now): LookUp {
  const resolver = new dns.Resolver({ timeout: 1_200, tries: 2 });
  let silences = 0;
  let closedUntil = 0;
  return async (domain, type) => {
    if (clock() < closedUntil) throw timedOut();
    try {
      const found = await resolver.resolve(domain, type);
      silences = 0;
      return isRows(found) ? found : [];
    } catch (failure) {
      const code = failureCode(failure);
      silences = code === 'ETIMEOUT' || code === 'ECONNREFUSED' ? silences + 1 : 0;
      if (silences >= 3) {
        closedUntil = clock() + 30_000;
        silences = 0;
      }
      throw failure;
    }
  };
}

/** Bounded in total: after the limit each further look-up fails at once, so that what needs no DNS is still judged. */
function bounded(lookUp: LookUp, limitMs: number): { lookUp: LookUp; release: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), limitMs);
  });
  limit.catch(() => undefined);
  return {
    lookUp: (domain, type) => Promise.race([lookUp(domain, type), limit]),
    release: () => clearTimeout(timer),
  };
}

/** A body that was changed needs no key to be seen; mailauth calls it neutral. */
const dkimResults = (result: AuthenticateResult): string[] =>
  result.dkim.results.map(({ status }) =>
    status.result === 'neutral' && status.comment === 'body hash did not verify' ? 'fail' : status.result,
  );

function toAuthentication(result: AuthenticateResult, fromDomain: string | null): Authentication {
  const signatures = dkimResults(result).filter((entry) => entry !== 'none');
  const dkim = bestOf(signatures);
  const spf = result.spf && result.spf.status.result !== 'none' ? result.spf.status.result : null;
  const found = result.dmarc && result.dmarc.status.result !== 'none' ? result.dmarc.status.result : null;
  // DMARC fails where neither held. Where one of them could not be checked at all, that says nothing.
  const unchecked = spf === null || spf.startsWith('temp') || signatures.some((entry) => entry.startsWith('temp'));
  const dmarc = (found === 'fail' && unchecked) || (found === 'pass' && fromDomain === null) ? null : found;
  const speaks = (domain: string | undefined): boolean =>
    fromDomain !== null && domain !== undefined && speaksFor(domain.toLowerCase(), fromDomain);
  const alignedPass =
    result.dkim.results.some(({ status, signingDomain }) => status.result === 'pass' && speaks(signingDomain)) ||
    (result.spf !== false &&
      result.spf !== undefined &&
      result.spf.status.result === 'pass' &&
      speaks(result.spf.domain));
  const verdict = judge({ spf, dkim, dmarc, alignedPass });
  return { verdict, spf, dkim, dmarc, by: 'ours' };
}

export interface AuthenticateOptions {
  readonly lookUp?: LookUp;
  readonly limitMs?: number;
}

/**
 * Who really sent it: the topmost `Authentication-Results` of a trusted host, else our own check of SPF, DKIM and DMARC where
 * there is a signature or a public peer to check, else nothing. Headers of untrusted hosts are not looked at.
 */
export async function authenticate(
  raw: Buffer,
  envelope: MailEnvelope,
  trustedAuthservIds: readonly string[],
  options: AuthenticateOptions = {},
): Promise<Authentication> {
  const headers = readHeaders(splitHeader(raw), []);
  const fromDomain = authorDomain(headers.get('from') ?? []);
  const trusted = trustedResult(headers.get('authentication-results') ?? [], trustedAuthservIds, fromDomain);
  if (trusted) return trusted;
  const signatures = headers.get('dkim-signature')?.length ?? 0;
  const peer = isPublic(envelope.remoteAddress) ? envelope.remoteAddress : null;
  if ((signatures === 0 && peer === null) || signatures > MOST_SIGNATURES) return UNJUDGED;
  const limit = bounded(options.lookUp ?? openLookUp(), options.limitMs ?? LOOKUP_LIMIT_MS);
  try {
    const result = await verifyMail(raw, {
      ...(peer === null ? {} : { ip: peer, helo: envelope.helo ?? peer, sender: envelope.from ?? '' }),
      mta: 'redress.invalid',
      resolver: limit.lookUp,
      disableArc: true,
      disableBimi: true,
    });
    return toAuthentication(result, fromDomain);
  } catch {
    return UNJUDGED;
  } finally {
    limit.release();
  }
}
