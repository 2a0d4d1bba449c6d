const TRIES = 3;
/** After so much work it is not tried again: a loop that grows with the square would take minutes. */
const ENOUGH_MS = 4_000;

/**
 * How long the processor worked for it at the quickest of up to three tries, in milliseconds: what else runs on the machine hardly counts,
 * nor does a compilation or a collection of this process that falls into one of them. A test that asks for linear time says a bound that
 * quadratic work misses by far and that a slow machine keeps by far.
 */
export function processorMs(work: () => void): number {
  let quickest = Infinity;
  for (let tries = 0, spent = 0; tries < TRIES && spent < ENOUGH_MS; tries += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1_000;
    spent += took;
    quickest = Math.min(quickest, took);
  }
  return quickest;
}
