import type { CounterCorrection } from '../../domain/counter-correction.ts';
import type { MeterReplacement } from '../../domain/meter-replacement.ts';
import type { RegisteredPoint } from '../point-register.ts';
import type { Correction } from './correction.ts';
import type { DeclarationRecord } from './declaration-store.ts';

type Named = Pick<RegisteredPoint, 'tag' | 'unit'>;

/** A correction as it is told to people; `record`: the declaration behind it. */
export function tellCorrection({ tag, unit }: Named, one: Correction, record?: DeclarationRecord): CounterCorrection {
  const { kind, fromMs, toMs, before, after, increment, quality, count } = one;
  return {
    ...{ tag, unit, kind, startAt: fromMs, at: toMs, before, after, increment, quality, count },
    decision: kind === 'jump' ? decisionOf(record) : null,
    declaration: record?.id ?? null,
    declaredBy: record?.declaredBy ?? null,
    note: record?.note ?? null,
  };
}

function decisionOf(record: DeclarationRecord | undefined): CounterCorrection['decision'] {
  if (record?.content.kind !== 'jump') return 'open';
  return record.content.isAccepted ? 'accepted' : 'rejected';
}

/** A declared replacement as it is told to people; undefined when the record is of something else. */
export function tellReplacement(unit: string, record: DeclarationRecord): MeterReplacement | undefined {
  const { id, tag, atMs, content, note, declaredBy, declaredAt, undoneBy, undoneAt } = record;
  if (content.kind !== 'replacement') return undefined;
  const { finalReading, startReading, serialBefore, serialAfter } = content;
  return {
    ...{ id, tag, unit, at: atMs, finalReading, startReading, serialBefore, serialAfter },
    ...{ note, declaredBy, declaredAt, undoneBy, undoneAt },
  };
}
