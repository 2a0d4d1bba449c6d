import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import ipaddr from 'ipaddr.js';
import { errorCode, errorText } from './errors.js';

interface Bounds {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly hint?: string;
}

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*$/i;
const MAIL_ADDRESS = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,253}$/;
const YES = ['on', 'true', 'yes', '1'];
const NO = ['off', 'false', 'no', '0'];

export type Settings = ReturnType<typeof settingsFrom>;

/**
 * Typed readers over an environment. None throws: each adds to `faults` what is wrong and what to write instead, and
 * goes on with the value that stands when nothing is given, so that one boot shows all faults.
 */
export function settingsFrom(env: NodeJS.ProcessEnv, readFile: (path: string) => string) {
  const faults: string[] = [];
  const fault = (sentence: string): void => void faults.push(sentence);
  const text = (name: string): string | null => given(name, env, readFile, fault);
  /** Secrets are never shown in a fault, which may end in a log. */
  const wrong = (name: string, value: string, remedy: string): null => {
    fault(`${name} is "${value}": ${remedy}`);
    return null;
  };
  const plain = plainReaders(text, wrong);
  return {
    faults,
    fault,
    text,
    ...plain,
    ...addressReaders(text, wrong, fault),
    ...networkReaders(fault, plain.list),
    ...secretReaders(text, fault),
  };
}

type Read = (name: string) => string | null;
type Wrong = (name: string, value: string, remedy: string) => null;

function given(
  name: string,
  env: NodeJS.ProcessEnv,
  readFile: (path: string) => string,
  fault: (sentence: string) => void,
): string | null {
  const direct = env[name]?.trim();
  const path = env[`${name}_FILE`]?.trim();
  if (direct && path) fault(`${name} and ${name}_FILE are both given: keep one of them`);
  if (direct) return direct;
  if (!path) return null;
  try {
    return readFile(path).trim() || null;
  } catch (error) {
    fault(
      `${name}_FILE is "${path}", which cannot be read (${reason(error)}): name a readable file that holds the value`,
    );
    return null;
  }
}

const reason = (error: unknown): string => errorCode(error) ?? errorText(error);

function plainReaders(text: Read, wrong: Wrong) {
  return {
    integer(name: string, { fallback, min, max, hint = '' }: Bounds): number {
      const value = text(name);
      if (value === null) return fallback;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
      if (number >= min && number <= max) return number;
      wrong(name, value, `write a whole number from ${min} to ${max}${hint}`);
      return fallback;
    },
    oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
      const value = text(name);
      if (value === null) return fallback;
      const found = allowed.find((candidate) => candidate === value.toLowerCase());
      if (found !== undefined) return found;
      wrong(name, value, `write one of ${allowed.join(', ')}`);
      return fallback;
    },
    toggle(name: string, fallback: boolean): boolean {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return fallback;
      if (YES.includes(value)) return true;
      if (!NO.includes(value)) wrong(name, value, 'write on or off');
      return NO.includes(value) ? false : fallback;
    },
    list: (name: string): string[] =>
      (text(name) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  };
}

function addressReaders(text: Read, wrong: Wrong, fault: (sentence: string) => void) {
  const parsed = (value: string): URL | null => (URL.canParse(value) ? new URL(value) : null);
  return {
    host(name: string, fallback: string): string {
      const value = text(name);
      if (value === null || isIP(value) !== 0 || HOST_NAME.test(value)) return value ?? fallback;
      wrong(name, value, 'write an IP address or a host name, without scheme and port');
      return fallback;
    },
    /** A wrong address is not repeated in the fault: it may hold a password. */
    url(name: string, schemes: readonly string[], example: string): string | null {
      const value = text(name);
      if (value === null) return null;
      const url = parsed(value);
      if (url && schemes.includes(url.protocol) && url.hostname + url.search !== '') return value;
      fault(
        `${name} is no ${schemes.map((scheme) => scheme.slice(0, -1)).join(' or ')} address: write it like ${example}`,
      );
      return null;
    },
    webAddress(name: string): string | null {
      const value = text(name);
      if (value === null) return null;
      const url = parsed(value);
      const whole =
        url && (url.protocol === 'http:' || url.protocol === 'https:') && !url.search && !url.hash && !url.username;
      if (whole) return value.replace(/\/+$/, '');
      return wrong(name, value, 'write the address that people open, like https://help.example.com');
    },
    domain(name: string): string | null {
      const value = text(name)?.toLowerCase() ?? null;
      if (value === null || (HOST_NAME.test(value) && value.includes('.'))) return value;
      return wrong(name, value, 'write a mail domain, like replies.example.com');
    },
    mailAddress(name: string): string | null {
      const value = text(name);
      if (value === null || MAIL_ADDRESS.test(value)) return value;
      return wrong(name, value, 'write one mail address, like admin@example.com');
    },
  };
}

function networkReaders(fault: (sentence: string) => void, list: (name: string) => string[]) {
  return {
    /** As they stand in addresses: name and, where it is not the usual one, port; lower case. */
    hosts(name: string): string[] {
      return list(name).flatMap((part) => {
        const host = part.toLowerCase();
        if (!/[/?#@\\]/.test(host) && URL.canParse(`http://${host}`)) return [host];
        fault(`${name} holds "${part}": write hosts like gateway.internal:8443, separated by commas`);
        return [];
      });
    },
    networks(name: string): string[] {
      return list(name).filter((part) => {
        if (NAMED_NETWORKS.includes(part) || ipaddr.isValid(part) || ipaddr.isValidCIDR(part)) return true;
        fault(
          `${name} holds "${part}": write IP addresses or networks like 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas`,
        );
        return false;
      });
    },
  };
}

function secretReaders(text: Read, fault: (sentence: string) => void) {
  const longEnough = (name: string, value: string, characters: number): boolean => {
    if (value.length >= characters) return true;
    fault(`${name} is shorter than ${characters} characters: write a longer one`);
    return false;
  };
  return {
    secret(name: string, characters: number): string | null {
      const value = text(name);
      return value !== null && longEnough(name, value, characters) ? value : null;
    },
    secrets(name: string, characters: number): string[] {
      const keys = (text(name) ?? '').split(',').map((key) => key.trim());
      return keys.filter((key) => key !== '' && longEnough(name, key, characters));
    },
    /** A token travels in a header: visible ASCII only. */
    token(name: string): string | null {
      const value = text(name);
      if (value === null || /^[\x21-\x7e]{1,512}$/.test(value)) return value;
      fault(
        `${name} holds blanks or characters that no header carries: write letters, digits and signs only, 512 at most`,
      );
      return null;
    },
    certificate: (certName: string, keyName: string) => certificate(text, fault, certName, keyName),
  };
}

function certificate(
  text: Read,
  fault: (sentence: string) => void,
  certName: string,
  keyName: string,
): { cert: string; key: string } | null {
  const cert = text(certName);
  const key = text(keyName);
  if (cert === null && key === null) return null;
  if (cert === null || key === null) {
    fault(`${cert === null ? certName : keyName} is missing: STARTTLS needs both ${certName} and ${keyName}`);
    return null;
  }
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    fault(
      `${certName} and ${keyName} are no pair of certificate and key in PEM form (${reason(error)}): set ${certName}_FILE and ${keyName}_FILE to the two files`,
    );
    return null;
  }
}
