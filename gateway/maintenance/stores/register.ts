import { type Deed, eventOf } from '../../domain/duty/deed.ts';
import type { DutyRecord, RecordDraft, RecordShape, RecordStep } from '../../domain/duty/record.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordCaller } from '../../ports/maintenance-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { Register } from '../../ports/stores-service.ts';

export interface RegisterOptions<B, Draft, Step> {
  readonly book: RecordBook;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly shape: RecordShape<B>;
  /** A refusal where something that is named is not there. */
  readonly draft: (draft: Draft, deed: Deed) => Promise<Outcome<Omit<RecordDraft<B>, 'event'>>>;
  readonly decide: (record: DutyRecord<B>, step: Step, deed: Deed) => Outcome<RecordStep<B>>;
  /** After a step was stored. */
  readonly after?: (record: DutyRecord<B>) => Promise<void>;
}

/** A register over the record book: one record for each entry, each step an event. */
export function createRegister<B, Draft, Step>(options: RegisterOptions<B, Draft, Step>): Register<B, Draft, Step> {
  const { book, clock, shape } = options;
  const records = book.of(shape);
  const deedOf = ({ username, via, deviceAt }: RecordCaller): Deed => ({
    actor: username,
    at: clock.nowMs(),
    via,
    deviceAt,
  });
  return {
    list: (query) => records.list(query),
    get: async (id) => {
      const record = await records.get(id);
      return record && { record, events: await records.events(id) };
    },
    add: async (draft, caller) => {
      const deed = deedOf(caller);
      const made = await options.draft(draft, deed);
      if (!made.ok) return made;
      const { record, isNew } = await records.open({ ...made.value, event: eventOf(deed, { type: 'opened' }) });
      if (!isNew) return refused('RECORD_STEP_REFUSED', 'there is one with that code already');
      await options.after?.(record);
      return done(record);
    },
    step: async (id, step, caller) => {
      const outcome = await records.change(
        id,
        (record) => options.decide(record, step, deedOf(caller)),
        caller.expectedVersion,
      );
      if (outcome.ok) await options.after?.(outcome.value);
      return outcome;
    },
  };
}
