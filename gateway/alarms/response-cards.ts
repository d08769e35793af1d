import type { StepEvent } from '../domain/alarm-input.ts';
import { done, type ErrorCode, type Outcome, PlantroomError, refused } from '../domain/errors.ts';
import type { AlarmRepository, ResponseTick } from '../ports/alarm-repository.ts';
import type { ResponseCard } from '../ports/alarm-service.ts';
import { findSlot } from './alarm-actions.ts';
import type { Slot } from './condition-table.ts';

export interface CardContext {
  readonly find: (conditionId: string) => Slot | undefined;
  readonly repository: Pick<AlarmRepository, 'get' | 'ticks' | 'tick'>;
  /** Takes a row for the journal of an alarm. */
  readonly addEvent: (slot: Slot, event: StepEvent) => void;
}

/** What to do about an alarm, and what of it is done. */
export function readCard(context: CardContext, alarmId: string): Promise<Outcome<ResponseCard>> {
  return orRefusal(async () => {
    const slot = findSlot(context, alarmId, false);
    if (!slot || !(await isKnown(context, slot, alarmId))) return refused('ALARM_NOT_FOUND');
    return done(cardOf(slot, alarmId, await context.repository.ticks(alarmId)));
  });
}

/** Records that a step is done, again where it was before; also after the alarm is over, as long as it has not come anew. */
export function tickStep(context: CardContext, tick: ResponseTick): Promise<Outcome<ResponseCard>> {
  return orRefusal(async () => {
    const slot = findSlot(context, tick.alarmId, true);
    if (!slot) return refused(await whyNot(context, tick.alarmId));
    if (!slot.condition.response.some(({ id }) => id === tick.step))
      return refused('RESOURCE_NOT_FOUND', `the card has no step "${tick.step}"`);
    await context.repository.tick(tick);
    context.addEvent(slot, eventOf(slot, tick));
    return done(cardOf(slot, tick.alarmId, await context.repository.ticks(tick.alarmId)));
  });
}

/** Of the latest episode memory knows, of older ones the store. */
const isKnown = async ({ repository }: CardContext, slot: Slot, alarmId: string): Promise<boolean> =>
  slot.alarm?.id === alarmId || (await repository.get(alarmId)) !== undefined;

const whyNot = async ({ repository }: CardContext, alarmId: string): Promise<ErrorCode> =>
  (await repository.get(alarmId)) ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND';

/** Which step it was is its reason. */
const eventOf = ({ condition, state }: Slot, { at, by, value, note, step }: ResponseTick): StepEvent => ({
  ...{ type: 'ticked', occurrence: state.episode?.occurrence ?? 0, level: state.episode?.level ?? 0 },
  ...{ priority: state.episode?.priority ?? condition.priority, at, actor: by, via: 'ui', value, note, reason: step },
  ...{ sourceTime: null, isTimeSuspect: false, limit: null, annunciation: null, tells: false },
});

function cardOf({ condition, alarm, explain }: Slot, alarmId: string, ticks: readonly ResponseTick[]): ResponseCard {
  const { consequence, cause, action, timeToRespondMs, response } = condition;
  const { longestShelfMs, acknowledgement, confirmRequired, latching } = condition;
  const explanation = explain(alarm?.id === alarmId ? alarm.value : null);
  return {
    alarmId,
    consequence,
    cause: explanation?.cause ?? cause ?? null,
    action: explanation?.action ?? action,
    timeToRespondMs: timeToRespondMs ?? null,
    steps: response.map((step) => ({ ...step, tick: ticks.find((tick) => tick.step === step.id) ?? null })),
    rules: { longestShelfMs, acknowledgement, confirmRequired, latching },
  };
}

/** That the store does not answer is an answer. */
async function orRefusal<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PlantroomError) return refused(error.code);
    throw error;
  }
}
