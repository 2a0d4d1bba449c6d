/** What a customer means to us and how he is spoken to, as far as one record can take it over from another. */
export interface Standing {
  /** BCP 47. */
  readonly language: string | null;
  readonly organisationId: string | null;
  readonly tier: string | null;
  readonly region: string | null;
  readonly worth: Worth | null;
  /** 0 to 1. */
  readonly relationshipRisk: number | null;
}

export interface Worth {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** A date. */
  readonly asOf: string | null;
  readonly source: string | null;
}

/** What a record took over in a merge; absent fields were not taken. */
export type Taken = Partial<Standing>;

const FIELDS = ['language', 'organisationId', 'tier', 'region', 'worth', 'relationshipRisk'] as const;

type Field = (typeof FIELDS)[number];

const same = (one: Standing[Field] | undefined, other: Standing[Field] | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const only = (of: Taken, keep: (field: Field) => boolean): Taken =>
  Object.fromEntries(
    FIELDS.filter((field) => of[field] !== undefined && keep(field)).map((field) => [field, of[field]]),
  );

/** What the target of a merge does not know itself and the source does. What both know stays as the target has it. */
export const takeOver = (target: Standing, source: Standing): Taken =>
  only(source, (field) => target[field] === null && source[field] !== null);

/** Of what was taken over, what is still there as it was taken: it goes with the undo. What somebody changed since stays. */
export const giveBack = (now: Standing, taken: Taken): Taken => only(taken, (field) => same(now[field], taken[field]));

/** What of `taken` is not among `gone`, or is there with another value. */
export const without = (taken: Taken, gone: Taken): Taken => only(taken, (field) => !same(taken[field], gone[field]));

/** What of `taken` came along with what is `gone` now. */
export const along = (taken: Taken, gone: Taken): Taken => only(taken, (field) => same(taken[field], gone[field]));

/** The standing with these parts in place. */
export const withTaken = (standing: Standing, taken: Taken): Standing => ({ ...standing, ...taken });

/** The standing without these parts. */
export const withoutTaken = (standing: Standing, taken: Taken): Standing => ({
  ...standing,
  ...Object.fromEntries(FIELDS.filter((field) => taken[field] !== undefined).map((field) => [field, null])),
});
