import type { PlaybookRun, RunStep } from '../../domain/duty/playbooks/playbook.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import type { Target } from '../../domain/on-call.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

/** A playbook has begun by itself. */
export function startedNotice({ id, body }: DutyRecord<PlaybookRun>, at: number): DutyNotice {
  const { title, equipment } = body;
  const about = equipment.slice(0, 5).join(', ');
  return {
    ...{ code: 'PLAYBOOK_STARTED', priority: 'P2', key: `playbook ${id}`, at },
    text: {
      en: `${title.en}: the playbook has begun${about ? ` (${about})` : ''}. Open it and confirm the steps.`,
      zh: `${title.zh}：应急处置已启动${about ? `（${about}）` : ''}，请打开逐项确认。`,
    },
  };
}

/** A step is not done in time. */
export function lateNotice(
  { id, body }: DutyRecord<PlaybookRun>,
  step: RunStep,
  { nth, to, at }: { readonly nth: number; readonly to: readonly Target[]; readonly at: number },
): DutyNotice {
  return {
    ...{ code: 'PLAYBOOK_LATE', priority: 'P2', key: `playbook ${id} ${step.id} ${nth}`, at, to },
    text: {
      en: `${body.title.en}: "${step.title.en}" is late.`,
      zh: `${body.title.zh}：“${step.title.zh}”超时未完成。`,
    },
  };
}
