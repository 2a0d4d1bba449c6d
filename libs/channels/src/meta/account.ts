import { type Access, type Channel, ChannelFault } from '../channel.js';
import { isJson, parsed, textAt } from '../json.js';

/** What an account of Meta signs in with. */
export interface MetaKeys {
  /** Signs what Meta sends us. */
  readonly appSecret: string;
  readonly accessToken: string;
}

const HOW = 'Give {"appSecret": "…", "accessToken": "…"}: the secret of your Meta app and a token of this account.';
const DIGITS = /^\d{3,30}$/;
const GRAPH = 'https://graph.facebook.com/v25.0';

export function keysIn(secret: string | null): MetaKeys | null {
  const keys = parsed(secret ?? '');
  if (!isJson(keys)) return null;
  const [appSecret, accessToken] = [textAt(keys, 'appSecret'), textAt(keys, 'accessToken')];
  return appSecret === null || accessToken === null ? null : { appSecret, accessToken };
}

/** @throws ChannelFault */
export function keysOf(access: Access): MetaKeys {
  const keys = keysIn(access.secret());
  if (keys === null) throw new ChannelFault('refused', 'The account has no app secret and access token.', HOW);
  return keys;
}

export const checkMetaSecret: NonNullable<Channel['checkSecret']> = (secret) => (keysIn(secret) === null ? HOW : null);

export const settingOf = (access: Access, name: string): string => {
  const value = access.settings[name];
  return typeof value === 'string' ? value : '';
};

/** Without a slash at its end. */
export const graphUrlOf = (access: Access): string => (settingOf(access, 'graphUrl') || GRAPH).replace(/\/+$/, '');

/** @param idName the setting that holds the account's id at Meta. */
export const checkMeta =
  (idName: string, idWords: string): Channel['check'] =>
  (settings) => ({
    ...(isDigits(settings[idName]) ? {} : { [idName]: idWords }),
    ...(isDigits(settings['appId']) ? {} : { appId: 'Give the id of your Meta app: digits only.' }),
    ...(isToken(settings['verifyToken'])
      ? {}
      : { verifyToken: 'Choose a word of 8 to 200 characters, and give Meta the same one.' }),
    ...(isWebAddress(settings['graphUrl']) ? {} : { graphUrl: 'Leave it out, or give an address with https.' }),
  });

const isDigits = (value: unknown): boolean => typeof value === 'string' && DIGITS.test(value);
const isToken = (value: unknown): boolean => typeof value === 'string' && /^[\x21-\x7e]{8,200}$/.test(value);
const isWebAddress = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value));
