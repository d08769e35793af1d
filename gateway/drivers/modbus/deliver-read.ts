import type { ReadingSink } from '../../ports/driver.ts';
import { deliverFailure, deliverField } from './deliver-field.ts';
import type { PlannedRead } from './device-plan.ts';

/** Hands on the values of one answer. `turn` counts the answers: slow points that ride along keep their own rate. */
export function deliverAnswer(read: PlannedRead, turn: number, bytes: Buffer, sink: ReadingSink, now: number): void {
  const { fields, positions, every } = read;
  for (let i = 0; i < fields.length; i++) {
    if (turn % every[i]! === 0) deliverField(fields[i]!, bytes, positions[i]!, sink, now);
  }
  sink.flush();
}

/** Hands on why there is no value of any of its points. */
export function deliverRefusal(read: PlannedRead, quality: number, sink: ReadingSink, now: number): void {
  for (const field of read.fields) deliverFailure(field, quality, sink, now);
  sink.flush();
}
