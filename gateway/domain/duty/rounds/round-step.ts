import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, NewRecordEvent, RecordState, RecordStep, RecordVia } from '../record.ts';
import type { Round, RoundStop } from './round.ts';

export type RoundRecord = DutyRecord<Round>;

/** Who does something, and when it happened: earlier than it arrived where the phone had been out of reach. */
export interface RoundActor {
  readonly by: string;
  readonly via: RecordVia;
  /** By the clock of the gateway; the phone's own clock is in `deviceAt`. */
  readonly at: number;
  readonly receivedAt: number;
  readonly deviceAt: number | null;
}

export const stepRefused = (detail: string): Outcome<never> => refused('RECORD_STEP_REFUSED', detail);

/**
 * Whether a stop may be filled by this answer: within the window of the round, or, for one that comes late from a phone out of
 * reach, done within it and brought soon enough after. A signed round takes nothing more.
 */
export function mayFill({ state, body }: RoundRecord, who: RoundActor): Outcome<null> {
  if (body.signed !== null || state === 'cancelled') return stepRefused('the round is signed');
  if (who.at < body.opensAt) return stepRefused('the round has not begun yet');
  if (who.at > body.closesAt) return stepRefused('the time of this round is over');
  if (who.receivedAt > body.closesAt + body.offlineForMs) return stepRefused('this answer comes too late');
  return done(null);
}

export const stopOf = (body: Round, id: string): RoundStop | undefined => body.stops.find((stop) => stop.id === id);

export function withStop(body: Round, changed: RoundStop): Round {
  return { ...body, stops: body.stops.map((stop) => (stop.id === changed.id ? changed : stop)) };
}

/** The state that follows from the stops: a round that was missed becomes done when a phone brings what was done in time. */
export function stateOf(record: RoundRecord, body: Round): RecordState {
  if (record.state !== 'missed') return record.state;
  return body.stops.every(isAnswered) ? 'done' : 'missed';
}

export const isAnswered = ({ state }: RoundStop): boolean =>
  state === 'done' || state === 'late' || state === 'skipped';

/** A step of a record with the line that says so. */
export function stepTo(
  record: RoundRecord,
  body: Round,
  who: RoundActor,
  event: Pick<NewRecordEvent, 'type' | 'note' | 'detail'>,
  state: RecordState = stateOf(record, body),
): Outcome<RecordStep<Round>> {
  const { by: actor, via, receivedAt: at, deviceAt } = who;
  return done({ state, dueAt: record.dueAt, body, event: { at, actor, via, deviceAt, ...event } });
}

/** Nobody: the program itself, at its own time. */
export const systemActor = (now: number): RoundActor => ({
  ...{ by: 'system', via: 'system', at: now, receivedAt: now, deviceAt: null },
});
