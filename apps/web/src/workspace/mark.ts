/** A sign in a text that asks for a menu, with what is typed behind it. */
export interface Mark {
  /** Of the sign in the text. */
  readonly from: number;
  readonly words: string;
}
