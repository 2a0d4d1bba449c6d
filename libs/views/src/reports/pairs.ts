import { Marks } from './marks.js';

const LEAST = 1_024;

/** By group. */
export interface GroupCounts {
  readonly tickets: Int32Array;
  readonly customers: Int32Array;
}

/** Pairs of a group and a customer, as they come. Customers are numbered from 1; 0 is nobody and is not counted as one. */
export class Pairs {
  private groups: Int32Array<ArrayBuffer>;
  private people: Int32Array<ArrayBuffer>;
  private length = 0;

  /** @param expected about how many will come */
  constructor(expected: number) {
    this.groups = new Int32Array(Math.max(LEAST, expected));
    this.people = new Int32Array(Math.max(LEAST, expected));
  }

  add(group: number, customer: number): void {
    if (this.length === this.groups.length) this.grow();
    this.groups[this.length] = group;
    this.people[this.length] = customer;
    this.length += 1;
  }

  /**
   * How many pairs each group has, and how many customers stand in them. Linear in pairs: they are laid out by group, and then each
   * customer is marked the first time that he is seen in a group.
   * @param groups above every group
   * @param highest the highest number of a customer
   */
  count(groups: number, highest: number): GroupCounts {
    const ends = this.ends(groups);
    const byGroup = this.peopleByGroup(ends);
    const seen = new Marks(highest);
    const counts = { tickets: new Int32Array(groups), customers: new Int32Array(groups) };
    for (let group = 0, at = 0; group < groups; group += 1) {
      const end = ends[group] ?? 0;
      counts.tickets[group] = end - at;
      let customers = 0;
      const first = at;
      seen.mark(0);
      for (; at < end; at += 1) customers += seen.mark(byGroup[at] ?? 0);
      seen.forget(0);
      for (let again = first; again < end; again += 1) seen.forget(byGroup[again] ?? 0);
      counts.customers[group] = customers;
    }
    return counts;
  }

  private ends(groups: number): Int32Array {
    const ends = new Int32Array(groups);
    for (let at = 0; at < this.length; at += 1) {
      const group = this.groups[at] ?? 0;
      ends[group] = (ends[group] ?? 0) + 1;
    }
    for (let group = 1; group < groups; group += 1) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
    return ends;
  }

  private peopleByGroup(ends: Int32Array): Int32Array {
    const next = Int32Array.from(ends);
    const byGroup = new Int32Array(this.length);
    for (let at = this.length - 1; at >= 0; at -= 1) {
      const group = this.groups[at] ?? 0;
      const place = (next[group] ?? 0) - 1;
      next[group] = place;
      byGroup[place] = this.people[at] ?? 0;
    }
    return byGroup;
  }

  private grow(): void {
    this.groups = doubled(this.groups);
    this.people = doubled(this.people);
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
