import { QUALITY } from '../../domain/quality.ts';
import type { ReadingSink } from '../../ports/driver.ts';
import type { Field } from './fields.ts';

/** Hands on what stands at `position` of an answer; a value that cannot be one is a bad reading. */
export function deliverField(field: Field, bytes: Buffer, position: number, sink: ReadingSink, now: number): void {
  if (field.decodeText) {
    sink.text(field.point, field.decodeText(bytes, position), QUALITY.good, now);
    return;
  }
  const value = field.decode(bytes, position);
  if (Number.isFinite(value)) sink.reading(field.point, value, QUALITY.good, now);
  else sink.reading(field.point, Number.NaN, field.invalid, now);
}

/** Hands on why there is no value. */
export function deliverFailure(field: Field, quality: number, sink: ReadingSink, now: number): void {
  if (field.decodeText) sink.text(field.point, '', quality, now);
  else sink.reading(field.point, Number.NaN, quality, now);
}
