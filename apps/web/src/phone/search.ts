export const PHONE_VIEWS = ['log', 'missed', 'calls'] as const;
export type PhoneView = (typeof PHONE_VIEWS)[number];

/** What the address of the phone screen remembers. */
export interface PhoneSearch {
  readonly view?: Exclude<PhoneView, 'log'>;
  /** A call that is to be logged. */
  readonly call?: string;
  /** A number that is to be called, in E.164. */
  readonly to?: string;
}

export function phoneSearch(search: Record<string, unknown>): PhoneSearch {
  const { view, call, to } = search;
  return {
    ...(view === 'missed' || view === 'calls' ? { view } : {}),
    ...(typeof call === 'string' ? { call } : {}),
    ...(typeof to === 'string' ? { to } : {}),
  };
}
