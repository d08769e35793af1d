import type { LocalText } from '../domain/text.ts';

/** `Notice.body` of kind `duty`: something about the duty itself, ready to be read. JSON. */
export interface DutyBody {
  readonly code:
    | 'COVERAGE_GAP'
    | 'UNROUTABLE'
    | 'CHANNEL_DOWN'
    | 'DEAD_LETTER'
    | 'SELF_TEST_FAILED'
    | 'GATEWAY_LOST'
    | 'GATEWAY_BACK'
    | 'CHATTER'
    | 'TIMED_START'
    | 'COMFORT'
    | 'MAINTENANCE'
    | 'TEST_RUN_DUE'
    | 'TEST_RUN_OVERDUE'
    | 'PLAYBOOK_STARTED'
    | 'PLAYBOOK_LATE'
    | 'OUTAGE_PLANNED'
    | 'OUTAGE_RESTORED'
    | 'COMPLAINT_LATE'
    | 'WORK_ORDER_DUE'
    | 'WORK_ORDER_LATE'
    | 'CMMS_CONFLICT'
    | 'RELIEF_LATE'
    | 'SHIFT_UNMANNED'
    | 'CHECK_MISSED'
    | 'VISITOR_OVERDUE'
    | 'ROUND_LATE'
    | 'ROUND_MISSED'
    | 'METER_RUN_LATE'
    | 'USE_ODD'
    | 'REPORT_READY';
  readonly text: LocalText;
}

/** `Notice.body` of kind `digest`: the alarms it tells, worst first; as they are when it is sent. JSON. */
export interface DigestBody {
  readonly alarms: readonly string[];
  /** More than `alarms` holds when there were too many to list. */
  readonly total: number;
  /** The daily list of alarms that stand for too long. */
  readonly isStanding?: true;
}

/** `Notice.body` of kind `test`. JSON. */
export interface TestBody {
  readonly text: LocalText;
}
