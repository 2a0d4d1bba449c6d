/** A mail that cannot be read within the limits. Its source is sound: keep it, show it, and offer to try again. */
export class Unparseable extends Error {
  constructor(
    readonly because: 'time' | 'memory' | 'broken',
    detail: string,
  ) {
    super(detail);
    this.name = 'Unparseable';
  }
}
