import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

/** Nobody has relieved a shift. */
export function reliefLate({ key, body }: ShiftRecord, at: number): DutyNotice {
  const { title, hours, people } = body;
  const names = people.map(({ name }) => name).join(', ') || '–';
  return {
    ...{ code: 'RELIEF_LATE', priority: 'P3', key, at },
    text: {
      en: `${title.en}: nobody has relieved the shift ${hours} (${names}). It stays responsible until the relief has signed.`,
      zh: `${title.zh}：${hours} 班（${names}）无人接班。接班人签字前仍由原班负责。`,
    },
  };
}

/** A shift begins and fewer people than it needs are planned. */
export function shiftUnmanned({ key, body }: ShiftRecord, at: number): DutyNotice {
  const { title, hours, people, minimum } = body;
  return {
    ...{ code: 'SHIFT_UNMANNED', priority: 'P2', key, at },
    text: {
      en: `${title.en}: the shift ${hours} has ${people.length} of ${minimum} people. Somebody has to be found.`,
      zh: `${title.zh}：${hours} 班应到 ${minimum} 人，仅排 ${people.length} 人，请安排补位。`,
    },
  };
}

/** The equipment was not looked at before the night's rest. */
export function checkMissed({ key, body }: ShiftRecord, at: number): DutyNotice {
  return {
    ...{ code: 'CHECK_MISSED', priority: 'P3', key: `${key} check`, at },
    text: {
      en: `${body.title.en}: the shift ${body.hours} has not said that all equipment was looked at.`,
      zh: `${body.title.zh}：${body.hours} 班未确认全部设备已检查。`,
    },
  };
}
