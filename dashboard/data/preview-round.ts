import type { RecordStep } from '../../gateway/domain/duty/record.ts';
import type { Round } from '../../gateway/domain/duty/rounds/round.ts';
import { signRound, skipStop } from '../../gateway/domain/duty/rounds/round-close.ts';
import { fillStop, scanStop } from '../../gateway/domain/duty/rounds/round-fill.ts';
import type { RoundActor, RoundRecord } from '../../gateway/domain/duty/rounds/round-step.ts';
import type { Outcome } from '../../gateway/domain/errors.ts';
import type { DeedBody, WaitingDeed } from './deed-queue.ts';

/** The deeds of one round among those that wait. */
export const deedsOf = (waiting: readonly WaitingDeed[], id: number): readonly WaitingDeed[] =>
  waiting.filter(({ path }) => path.startsWith(`/rounds/${id}/`));

/** The round as it will be once what waits has arrived: the same steps the gateway takes. What it would refuse changes nothing. */
export function previewRound(record: RoundRecord, deeds: readonly WaitingDeed[], by: string): RoundRecord {
  let preview = record;
  for (const { path, body, doneAt } of deeds) {
    const who: RoundActor = { by, via: 'phone', at: doneAt, receivedAt: doneAt, deviceAt: doneAt };
    const step = stepOf(preview, path.split('/').at(-1) ?? '', body, who);
    if (step?.ok) preview = { ...preview, state: step.value.state, body: step.value.body };
  }
  return preview;
}

function stepOf(
  record: RoundRecord,
  deed: string,
  body: DeedBody,
  who: RoundActor,
): Outcome<RecordStep<Round>> | undefined {
  const { stop = '', code = '', typed = false, reason = '', note, answers = [] } = body;
  if (deed === 'scan') return scanStop(record, { stop, code, isTyped: typed }, who);
  if (deed === 'fill') return fillStop(record, { stop, answers, seen: new Map() }, who);
  if (deed === 'skip') return skipStop(record, { stop, reason }, who);
  return deed === 'sign' ? signRound(record, note ?? '', who) : undefined;
}
