import type { ChannelAccount, ChannelField, ChannelProvider } from '@redress/contract/channels.js';

/** What stands in the form; numbers as they are typed, secrets empty until somebody writes one. */
export interface Draft {
  readonly name: string;
  readonly queueId: string;
  readonly fields: Readonly<Record<string, string | boolean>>;
  readonly enabled: boolean;
}

export interface SaveChannel {
  readonly name: string;
  readonly queueId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  readonly enabled: boolean;
}

/** What is wrong with a draft; `field` is the id of its input. */
export interface DraftFault {
  readonly field: string;
  readonly code: 'name' | 'queue' | 'missing' | 'notNumber' | 'again';
  readonly of: ChannelField | null;
}

const isSecret = ({ kind }: ChannelField): boolean => kind === 'secret';
export const secretsOf = ({ fields }: ChannelProvider): readonly ChannelField[] => fields.filter(isSecret);
export const settingsOf = ({ fields }: ChannelProvider): readonly ChannelField[] =>
  fields.filter((field) => !isSecret(field));

/** The id of its input. A refused secret is told of the first one. */
export function idOf(provider: ChannelProvider, field: ChannelField): string {
  if (!isSecret(field)) return `settings-${field.name}`;
  return secretsOf(provider)[0]?.name === field.name ? 'secret' : `secret-${field.name}`;
}

export function draftOf(provider: ChannelProvider, account: ChannelAccount | null): Draft {
  const stored = (field: ChannelField): string | boolean => {
    const value = isSecret(field) ? undefined : account?.settings[field.name];
    if (field.kind === 'flag') return value === true;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return field.kind === 'choice' && field.required ? (field.choices[0]?.value ?? '') : '';
  };
  return {
    name: account?.name ?? '',
    queueId: account?.queue.id ?? '',
    fields: Object.fromEntries(provider.fields.map((field) => [field.name, stored(field)])),
    enabled: account?.enabled ?? true,
  };
}

const textOf = ({ fields }: Draft, { name }: ChannelField): string => String(fields[name] ?? '').trim();

/** What stays out of the form stays as it is; an empty field that need not be filled is left out. */
function settingsIn(provider: ChannelProvider, draft: Draft, account: ChannelAccount | null): Record<string, unknown> {
  const asked = settingsOf(provider);
  const names = new Set(asked.map(({ name }) => name));
  const kept = Object.entries(account?.settings ?? {}).filter(([name]) => !names.has(name));
  const given = asked.flatMap((field): [string, unknown][] => {
    if (field.kind === 'flag') return [[field.name, draft.fields[field.name] === true]];
    const text = textOf(draft, field);
    if (text === '') return [];
    return [[field.name, field.kind === 'number' ? Number(text) : text]];
  });
  return Object.fromEntries([...kept, ...given]);
}

/** One secret as it is, several as JSON by their names; undefined when nothing was written. */
function secretIn(provider: ChannelProvider, draft: Draft): string | undefined {
  const written = secretsOf(provider).map((field) => [field.name, textOf(draft, field)] as const);
  if (written.every(([, text]) => text === '')) return undefined;
  const [only] = written;
  return written.length === 1
    ? only?.[1]
    : JSON.stringify(Object.fromEntries(written.filter(([, text]) => text !== '')));
}

export function bodyOf(provider: ChannelProvider, draft: Draft, account: ChannelAccount | null): SaveChannel {
  const secret = secretIn(provider, draft);
  return {
    name: draft.name.trim(),
    queueId: draft.queueId,
    settings: settingsIn(provider, draft, account),
    ...(secret === undefined ? {} : { secret }),
    enabled: draft.enabled,
  };
}

/** What can be told without asking the server. */
export function faultsIn(provider: ChannelProvider, draft: Draft, account: ChannelAccount | null): DraftFault[] {
  const secrets = secretsOf(provider);
  // to change one of several all have to be given: those that are stored come back from nowhere
  const keeps = account?.hasSecret === true && secrets.every((field) => textOf(draft, field) === '');
  const fieldFault = (field: ChannelField): DraftFault['code'] | null => {
    if (field.kind === 'flag' || (keeps && isSecret(field))) return null;
    const text = textOf(draft, field);
    if (text === '') return field.required ? 'missing' : null;
    return field.kind === 'number' && !/^-?\d{1,15}$/.test(text) ? 'notNumber' : null;
  };
  const name = draft.name.trim();
  return [
    ...(name === '' || name.length > 100 ? [{ field: 'name', code: 'name' as const, of: null }] : []),
    ...(draft.queueId === '' ? [{ field: 'queueId', code: 'queue' as const, of: null }] : []),
    ...provider.fields.flatMap((field): DraftFault[] => {
      const code = fieldFault(field);
      return code === null ? [] : [{ field: idOf(provider, field), code, of: field }];
    }),
  ];
}

/** The name of another account that says the same of itself in a field, whatever its case. */
export function namesakeOf(
  accounts: readonly ChannelAccount[],
  { kind }: ChannelProvider,
  account: ChannelAccount | null,
  draft: Draft,
  field: string,
): string | undefined {
  const plain = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');
  const wanted = plain(draft.fields[field]);
  const others = accounts.filter((one) => one.kind === kind && one.id !== account?.id);
  return others.find(({ settings }) => wanted !== '' && plain(settings[field]) === wanted)?.name;
}
