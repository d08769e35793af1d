import type { WireHandoverItem } from '../../data/shift-api.ts';
import type { Translate, WordKey } from '../../i18n/use-words.ts';

const ALARM_STATES = [
  ...['active-unacknowledged', 'active-acknowledged', 'returned-unacknowledged', 'latched-unacknowledged'],
  ...['latched-acknowledged', 'shelved', 'suppressed', 'out-of-service', 'closed'],
];
const QUIET_STATES = ['shelved', 'out-of-service', 'disabled'];
const RECORD_STATES = ['open', 'done', 'missed', 'cancelled'];

/** How a thing stands, in words; empty where its list says so already. A state that has no word stays as it is. */
export function itemState({ kind, state }: Pick<WireHandoverItem, 'kind' | 'state'>, t: Translate): string {
  switch (kind) {
    case 'equipment':
      return '';
    case 'alarm':
      return ALARM_STATES.includes(state) ? t(`alarmState.${state}` as WordKey) : state;
    case 'condition':
      return QUIET_STATES.includes(state) ? t(`quietState.${state}` as WordKey) : state;
    case 'order':
      return t(`orderState.${state}` as WordKey);
    case 'record':
      return recordState(state, t);
  }
}

/** `round/open`, or `log-sheet/3`: so many slots are missing. */
function recordState(state: string, t: Translate): string {
  const own = state.split('/')[1] ?? '';
  return RECORD_STATES.includes(own) ? t(`recordState.${own}` as WordKey) : `× ${own}`;
}
