/** What `prepare` found: how to sign in, and whether this is the first start. */
export interface Prepared {
  readonly first: boolean;
  readonly adminEmail: string | null;
  /** Only when it was made up now; it is shown this once. */
  readonly adminPassword: string | null;
}
