/** Customers that were counted, one bit each: of a million of them all bits lie in the nearest memory of a processor. */
export class Marks {
  private readonly bits: Int32Array;

  /** @param highest the highest number that will be marked */
  constructor(highest: number) {
    this.bits = new Int32Array((highest >> 5) + 1);
  }

  /** 1 for the first time, else 0. */
  mark(number: number): number {
    const at = number >> 5;
    const before = this.bits[at] ?? 0;
    const bit = 1 << (number & 31);
    if ((before & bit) !== 0) return 0;
    this.bits[at] = before | bit;
    return 1;
  }

  /** Forgets this one and some that stand near it: for whoever forgets all that he marked. */
  forget(number: number): void {
    this.bits[number >> 5] = 0;
  }
}
