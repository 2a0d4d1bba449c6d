import type { Authentication, AuthenticationVerdict } from '@redress/domain/intake/inbound.js';

export const UNJUDGED: Authentication = { verdict: 'none', spf: null, dkim: null, dmarc: null, by: null };

interface MethodResult {
  readonly method: string;
  readonly result: string;
  readonly properties: ReadonlyMap<string, string>;
}

export interface AuthenticationResults {
  readonly authservId: string;
  readonly results: readonly MethodResult[];
}

const COMMENT_DEPTH = 20;

/** Without comments, and with each quoted string as one token that cannot look like syntax. One pass. */
function withoutComments(value: string): string {
  let depth = 0;
  let quoted = false;
  let out = '';
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at] ?? '';
    if (char === '\\') {
      at += 1;
    } else if (quoted) {
      if (char === '"') quoted = false;
      else out += /[;=\s]/.test(char) ? '_' : char;
    } else if (depth > 0) {
      if (char === ')') depth -= 1;
      else if (char === '(') depth += 1;
      if (depth > COMMENT_DEPTH) return '';
    } else if (char === '(') {
      depth = 1;
      out += ' ';
    } else if (char === '"') quoted = true;
    else out += char;
  }
  return depth > 0 || quoted ? '' : out;
}

/** Reads one `Authentication-Results` value (RFC 8601); null when it is none. */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  const [head = '', ...statements] = withoutComments(value.slice(0, 16_384)).split(';');
  const authservId = head.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  if (authservId === '') return null;
  const results: MethodResult[] = [];
  for (const statement of statements.slice(0, 100)) {
    const tokens = statement
      .replace(/\s*=\s*/g, '=')
      .trim()
      .split(/\s+/);
    const [method = '', result = ''] = (tokens[0] ?? '').toLowerCase().split('=');
    if (!/^[a-z][a-z0-9-]*(?:\/\d+)?$/.test(method) || !/^[a-z]+$/.test(result)) continue;
    const properties = new Map<string, string>();
    for (const token of tokens.slice(1)) {
      const equals = token.indexOf('=');
      if (equals > 0) properties.set(token.slice(0, equals).toLowerCase(), token.slice(equals + 1).toLowerCase());
    }
    results.push({ method: method.split('/')[0] ?? method, result, properties });
  }
  return { authservId, results };
}

const domainOf = (address: string | undefined): string => address?.slice(address.lastIndexOf('@') + 1) ?? '';

/**
 * Whether a domain that was proven speaks for the domain of `From`: the same, or a parent of it. A child does not speak for its
 * parent here, else whoever rents `me.hoster.example` would pass for the hoster; DMARC, which knows public suffixes, may say more.
 */
export const speaksFor = (proven: string, from: string): boolean =>
  proven !== '' && (proven === from || (proven.includes('.') && from.endsWith(`.${proven}`)));

export interface Findings {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** A pass of SPF or DKIM for the domain of `From`. */
  readonly alignedPass: boolean;
}

/**
 * DMARC decides where it spoke. Without it: an aligned pass is a pass, a broken signature (when none holds) or a hard SPF fail is a
 * fail. Whatever could not be looked up proves nothing.
 */
export function judge({ spf, dkim, dmarc, alignedPass }: Findings): AuthenticationVerdict {
  if (dmarc === 'pass') return 'pass';
  if (dmarc === 'fail') return 'fail';
  if (alignedPass) return 'pass';
  if (dkim === 'fail' || (dkim !== 'pass' && spf === 'fail')) return 'fail';
  return 'none';
}

/** Best first, so that one signature that holds outweighs others that do not. */
const BEST = ['pass', 'fail', 'policy', 'neutral', 'temperror', 'permerror', 'softfail', 'none'];

export const bestOf = (results: readonly string[]): string | null =>
  BEST.find((result) => results.includes(result)) ?? results[0] ?? null;

/**
 * The verdict of the topmost header of a trusted host: hosts prepend theirs, so what is below can be the sender's forgery. Headers
 * of all other hosts are not read. Null when no trusted host spoke.
 */
export function trustedResult(
  values: readonly string[],
  trustedAuthservIds: readonly string[],
  fromDomain: string | null,
): Authentication | null {
  if (trustedAuthservIds.length === 0) return null;
  const trusted = new Set(trustedAuthservIds.map((id) => id.toLowerCase()));
  for (const value of values.slice(0, 50)) {
    const read = readAuthenticationResults(value);
    if (!read || !trusted.has(read.authservId)) continue;
    const of = (method: string): MethodResult[] => read.results.filter((entry) => entry.method === method);
    const passes = (method: string, property: string): boolean =>
      of(method).some(
        ({ result, properties }) =>
          result === 'pass' && fromDomain !== null && speaksFor(domainOf(properties.get(property)), fromDomain),
      );
    const spf = bestOf(of('spf').map(({ result }) => result));
    const dkim = bestOf(of('dkim').map(({ result }) => result));
    // A host that judged another `From` than the one we read vouches for somebody else.
    const judgedOurs = ({ result, properties }: MethodResult): boolean =>
      result !== 'pass' || (fromDomain !== null && speaksFor(properties.get('header.from') ?? fromDomain, fromDomain));
    const dmarc = bestOf(
      of('dmarc')
        .filter(judgedOurs)
        .map(({ result }) => result),
    );
    const alignedPass = passes('dkim', 'header.d') || passes('dkim', 'header.i') || passes('spf', 'smtp.mailfrom');
    return { verdict: judge({ spf, dkim, dmarc, alignedPass }), spf, dkim, dmarc, by: read.authservId };
  }
  return null;
}
