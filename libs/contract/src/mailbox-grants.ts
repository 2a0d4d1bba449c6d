/** What an administrator is told before he signs in at the provider of a mailbox. */
export interface SignInGround {
  /** To be entered at the provider: it leads the browser back there. */
  readonly redirectUri: string;
}

export interface BegunSignIn {
  readonly grantId: string;
  /** The page of the provider, for the browser. */
  readonly url: string;
}

export interface FinishedSignIn {
  readonly grantId: string;
  /** The mailbox that reads on by it; null for one that is still to be saved. */
  readonly accountId: string | null;
  /**
   * `denied`: somebody said no at the provider; `noMail`: the grant is not for mail; `notLasting`: it would end with its first token;
   * `refused`: the provider does not know this client, its secret or the code; `silent`: it did not answer.
   */
  readonly outcome: 'granted' | 'denied' | 'noMail' | 'notLasting' | 'refused' | 'silent';
  /** What the provider said, for an administrator. */
  readonly detail: string | null;
}
