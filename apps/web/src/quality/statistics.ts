/** Coefficients of Lanczos' approximation (g = 7, n = 9): the logarithm of Γ to 15 digits. */
const LANCZOS = [
  ...[0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059],
  ...[12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7],
];

/** @param x above 0.5 */
function logGamma(x: number): number {
  const t = x + 6.5;
  const sum = LANCZOS.reduce((all, part, index) => (index === 0 ? part : all + part / (x - 1 + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** Lentz' continued fraction of the incomplete beta function. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 1_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const part of [even, odd]) {
      d = 1 / away(1 + part * d);
      c = away(1 + part / c);
      step = c * d;
      value *= step;
    }
    if (Math.abs(step - 1) < 1e-12) break;
  }
  return value;
}

/** The regularised incomplete beta function I_x(a, b), for a and b of at least one. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** P(X ≥ k) of n throws that hit with share p. */
const atLeast = (k: number, n: number, p: number): number => (k <= 0 ? 1 : k > n ? 0 : betaShare(p, k, n - k + 1));

/** Where a rising function reaches `wanted`, between 0 and 1. */
function solve(rising: (p: number) => number, wanted: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface Comparison {
  /** Of the rates: now against before. Infinity when there were none before. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, of the hypothesis that nothing changed. */
  readonly p: number;
}

/**
 * Two counts and the time each was counted over: ratio of the rates with its exact 95 % interval, by the binomial distribution of one
 * count given their sum (Clopper and Pearson).
 */
export function compare(now: number, before: number, timeNow = 1, timeBefore = 1): Comparison {
  const n = now + before;
  const odds = (share: number): number => ((share / (1 - share)) * timeBefore) / timeNow;
  const low = now === 0 ? 0 : solve((p) => atLeast(now, n, p), 0.025);
  const high = before === 0 ? 1 : solve((p) => atLeast(now + 1, n, p), 0.975);
  const even = timeNow / (timeNow + timeBefore);
  const tail = Math.min(atLeast(now, n, even), 1 - atLeast(now + 1, n, even));
  const ratio = before === 0 ? Infinity : ((now / before) * timeBefore) / timeNow;
  return { ratio, low: odds(low), high: high === 1 ? Infinity : odds(high), p: n === 0 ? 1 : Math.min(1, 2 * tail) };
}

/** Two-sided p of a normal deviate: Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
export function normalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp(-x * x);
}

/** Which of many findings stand when at most a share `rate` of them may be false (Benjamini and Hochberg). */
export function standing(ps: readonly number[], rate = 0.05): boolean[] {
  const sorted = [...ps].sort((one, other) => one - other);
  let bound = -1;
  sorted.forEach((p, index) => {
    if (p <= (rate * (index + 1)) / ps.length) bound = p;
  });
  return ps.map((p) => p <= bound);
}
