import type { WireShift } from '../../data/shift-api.ts';

export type WireHandover = NonNullable<WireShift['body']['handover']>;

/** What is written by hand belongs to one shift and its handover. */
export interface HandPartProps {
  readonly shift: WireShift;
  readonly handover: WireHandover;
}
