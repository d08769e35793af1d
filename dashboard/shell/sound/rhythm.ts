/** What can be heard; the first of what applies sounds alone. */
export type SoundKind = 'P1' | 'link-lost' | 'P2' | 'P3' | 'test';

/** One tone of a pattern. */
export interface Pulse {
  /** From the beginning of the pattern. */
  readonly atMs: number;
  readonly lengthMs: number;
  /** Fundamental at the beginning; 500–900 Hz carries through a door without hurting. */
  readonly hz: number;
  /** And at the end, where the tone falls. */
  readonly endHz: number;
}

/** Urgency is said by the number of pulses and their pace, not by loudness (the way of IEC 60601-1-8). */
const P1_HZ = 880;
const P2_HZ = 700;
const P3_HZ = 520;

const even = (count: number, fromMs: number, lengthMs: number, stepMs: number, hz: number): Pulse[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: fromMs + i * stepMs, lengthMs, hz, endHz: hz }));

/** Three and two quick pulses. */
const burst = (fromMs: number): Pulse[] => [
  ...even(3, fromMs, 150, 250, P1_HZ),
  ...even(2, fromMs + 1000, 150, 250, P1_HZ),
];

const PATTERNS: Readonly<Record<SoundKind, readonly Pulse[]>> = {
  P1: [...burst(0), ...burst(2100)],
  'link-lost': [
    { atMs: 0, lengthMs: 350, hz: 800, endHz: 560 },
    { atMs: 550, lengthMs: 350, hz: 800, endHz: 560 },
  ],
  P2: even(3, 0, 200, 400, P2_HZ),
  P3: even(2, 0, 220, 500, P3_HZ),
  test: even(2, 0, 150, 250, P2_HZ),
};

/** The tones of one pattern, in order, never overlapping. */
export const pulsesOf = (kind: SoundKind): readonly Pulse[] => PATTERNS[kind];

/** From its first tone to the end of its last. */
export function patternMs(kind: SoundKind): number {
  return Math.max(...PATTERNS[kind].map(({ atMs, lengthMs }) => atMs + lengthMs));
}

/** From one beginning to the next while it goes on. */
export const PERIOD_MS: Readonly<Record<SoundKind, number>> = {
  P1: 5_000,
  'link-lost': 30_000,
  P2: 20_000,
  P3: 120_000,
  test: Number.POSITIVE_INFINITY,
};
