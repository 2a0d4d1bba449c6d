/** How one platform names one account, whichever way it is written; null where the words name none. */
type Spelling = (written: string) => string | null;

const NAME = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?`;
const HOST = String.raw`(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d{1,5})?`;
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'iu');

const FEDERATED = whole(`@?(${NAME})@(${HOST})`);
const FEDERATED_PATH = whole(`/(?:users/|@)(${NAME})(?:@(.+))?/?`);
const DID = /^did:[a-z]+:[\w.:%-]{1,200}$/i;
const DOMAIN_NAME = /^@?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*)$/i;
const USER_NAME = /^@?([\w.]{1,60})$/;

/**
 * `ann@host`: names of accounts and of hosts are the same in any case. The address of a profile or an actor says the same as the name, also where
 * another server shows it (`https://other.example/@ann@host`). Actors with a number for a name have none: their address stays as it is.
 */
function mastodon(written: string): string | null {
  const address = addressIn(written);
  if (address === null) {
    const [, name, host] = FEDERATED.exec(written) ?? [];
    return name === undefined || host === undefined ? null : `${name}@${host}`.toLowerCase();
  }
  const [, name, elsewhere] = FEDERATED_PATH.exec(address.pathname) ?? [];
  if (name === undefined) return address.pathname === '/' ? null : address.href;
  return mastodon(`${name}@${elsewhere ?? address.host}`);
}

/** The identifier that outlives every name, or a name. Which identifier a name leads to is known to the network only. */
function bluesky(written: string): string | null {
  const address = addressIn(written);
  const named = address === null ? written : (/^\/profile\/([^/]+)/.exec(address.pathname)?.[1] ?? '');
  if (DID.test(named)) return named;
  return DOMAIN_NAME.exec(named)?.[1]?.toLowerCase() ?? null;
}

/** A number is an identifier of the page or the app that it wrote to; with `@` before it a name. */
function instagram(written: string): string | null {
  const address = addressIn(written);
  const named = address === null ? written : `@${/^\/([^/]+)/.exec(address.pathname)?.[1] ?? ''}`;
  if (/^\d+$/.test(named)) return named;
  const name = USER_NAME.exec(named)?.[1];
  return name === undefined ? null : `@${name.toLowerCase()}`;
}

/** No platform has longer names; what claims to is not worth comparing. */
const LONGEST = 500;

const addressIn = (written: string): URL | null =>
  /^https?:\/\//i.test(written) && URL.canParse(written) ? new URL(written) : null;

const SPELLINGS: Readonly<Record<string, Spelling>> = { mastodon, bluesky, instagram };

/**
 * An account as it is stored and compared: `mastodon:ann@mastodon.social`. Of platforms whose names mean nothing to us (Facebook, WhatsApp, a
 * channel of somebody's own) the identifier stays as it is. Null when it is none.
 */
export function accountKey(written: string): string | null {
  const [, platform, account] = /^([a-z]+):(\S+)$/.exec(written.trim()) ?? [];
  if (platform === undefined || account === undefined || account.length > LONGEST) return null;
  const spelling = Object.hasOwn(SPELLINGS, platform) ? SPELLINGS[platform] : undefined;
  const key = spelling === undefined ? account : spelling(account);
  return key === null ? null : `${platform}:${key}`;
}
