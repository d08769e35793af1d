import type { Alarm, AlarmState } from '../../domain/alarm.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyDesk, DutyMessage } from './duty-desk.ts';

/** What is kept quiet on purpose may chatter as it likes. */
const QUIET: readonly AlarmState[] = ['shelved', 'suppressed', 'out-of-service', 'closed'];

/**
 * Says once of each alarm that begins to chatter that somebody has to look at its limit, its deadband or its contact. To be called
 * when the alarms have been loaded: of those that chattered before it was said then. Returns the end of it.
 */
export function tellChatter(
  alarms: Pick<AlarmService, 'open' | 'onChange'>,
  duty: Pick<DutyDesk, 'tell'>,
  clock: Pick<Clock, 'nowMs'>,
): () => void {
  /** At most as many as there are conditions. */
  const told = new Set(alarms.open().flatMap(({ isChattering, conditionId }) => (isChattering ? conditionId : [])));
  return alarms.onChange((alarm) => {
    const { conditionId, isChattering, state } = alarm;
    if (!isChattering) told.delete(conditionId);
    if (!isChattering || told.has(conditionId) || QUIET.includes(state)) return;
    told.add(conditionId);
    duty.tell(chattering(alarm, clock.nowMs()));
  });
}

function chattering({ id, occurrence, equipment, title }: Alarm, at: number): DutyMessage {
  return {
    ...{ code: 'CHATTER', priority: 'P3', key: `${id} ${occurrence}`, at },
    text: {
      en: `${equipment} ${title.en} comes and goes. It is held as active until it has been calm for a while; check its limit, deadband, delay or contact.`,
      zh: `${equipment} ${title.zh} 反复动作，已按持续报警处理，平稳一段时间后解除。请检查限值、回差、延时或触点。`,
    },
  };
}
