/** A stream of pseudo-random numbers (mulberry32); the whole state is one 32-bit word, so a snapshot of the model holds it. */
export interface Random {
  word: number;
}

/** A stream that depends on the seed and on the name of its user only, so that one system's draws never shift another's. */
export function createRandom(seed: number, name: string): Random {
  let word = (seed ^ 0x9e3779b9) >>> 0;
  for (const char of name) word = Math.imul(word ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return { word };
}

/** Next number in [0, 1). */
export function uniform(random: Random): number {
  random.word = (random.word + 0x6d2b79f5) >>> 0;
  let t = random.word;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Next number in [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * uniform(random);
}

/** Next whole number in [low, high]. */
export function whole(random: Random, low: number, high: number): number {
  return low + Math.floor(uniform(random) * (high - low + 1));
}

/** Near-normal number (sum of four uniforms: mean 0, deviation 1, never beyond 3.5, so noise cannot leave its band). */
export function normal(random: Random): number {
  const sum = uniform(random) + uniform(random) + uniform(random) + uniform(random);
  return (sum - 2) * Math.sqrt(3);
}

/** One step of a wandering quantity that returns to 0 with time constant `tau` (s) and has deviation `sigma`, whatever the step. */
export function wander(value: number, random: Random, dt: number, tau: number, sigma: number): number {
  const keep = Math.exp(-dt / tau);
  return value * keep + sigma * Math.sqrt(1 - keep * keep) * normal(random);
}

/** One step of a first-order lag towards `goal`, exact for any step. */
export function lag(value: number, goal: number, dt: number, tau: number): number {
  return goal + (value - goal) * Math.exp(-dt / tau);
}

/** Moves towards `goal` by at most `rate` per second. */
export function ramp(value: number, goal: number, dt: number, rate: number): number {
  const step = rate * dt;
  return Math.abs(goal - value) <= step ? goal : value + Math.sign(goal - value) * step;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
