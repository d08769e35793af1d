import type { Priority } from '../../gateway/domain/alarm.ts';

/** Outline of the badge of each priority, in a square of 20. */
export const PRIORITY_SHAPES: Readonly<Record<Priority, string>> = {
  P1: 'M7.2 1.5h5.6L18.5 7.2v5.6L12.8 18.5H7.2L1.5 12.8V7.2z',
  P2: 'M10 1.2L19 18.3H1z',
  P3: 'M10 0.8L19.2 10 10 19.2 0.8 10z',
  P4: 'M5.5 4.5h9a5.5 5.5 0 0 1 0 11h-9a5.5 5.5 0 0 1 0-11z',
};

/** Where its numeral stands. The triangle’s middle lies low. */
export const NUMERAL_Y: Readonly<Record<Priority, number>> = { P1: 14.4, P2: 16.2, P3: 14.4, P4: 14.4 };
