/**
 * How long the processor worked for it, in milliseconds: what else runs on the machine hardly counts. A test that asks for linear time says
 * a bound that quadratic work misses by far and that a slow machine keeps by far.
 */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
