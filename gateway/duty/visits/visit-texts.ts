import type { VisitRecord } from '../../domain/duty/visits/visit-steps.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

/** A visitor is inside longer than was agreed. The same is queued once. */
export function overstayed({ key, body }: VisitRecord, at: number): DutyNotice {
  const { visitor, area, host } = body;
  return {
    ...{ code: 'VISITOR_OVERDUE', priority: 'P3', key, at },
    text: {
      en: `${visitor} has not been signed out of ${area} (with ${host}). Look whether the room is empty.`,
      zh: `${visitor} 进入 ${area} 后未登记离开（陪同：${host}），请确认机房内无人。`,
    },
  };
}
