import type { Priority } from './alarm.ts';
import type { RecordVia } from './duty/record.ts';
import type { HoldReason, RejectReason, WorkOrderStep } from './work-order.ts';
import type { CallBack, ChecklistAnswer, OrderCodes, OrderFile, OrderLabour, OrderPart } from './work-order-content.ts';

/** What an answer to one item says; the order adds when, who and what the point said. */
export type FilledItem = Pick<ChecklistAnswer, 'item' | 'value'> &
  Partial<Pick<ChecklistAnswer, 'note' | 'file'>> & {
    /** Of the service: the live value of the item's point. */
    readonly live?: number | null;
  };

/** What a step says besides its name. Which of these a step needs is in the guards of work-order-guards.ts. */
export interface WorkOrderRequest {
  readonly step: WorkOrderStep;
  /** `assign` */
  readonly assignee?: string;
  readonly note?: string;
  /** `done`: what was found and done. */
  readonly resolution?: string;
  readonly codes?: OrderCodes;
  /** `hold` */
  readonly holdReason?: HoldReason;
  readonly resumeAt?: number;
  /** `reject` */
  readonly rejectReason?: RejectReason;
  /** `arrive`, `start` */
  readonly method?: 'scan' | 'nfc' | 'gps' | 'hand';
  /** `arrive` with `scan`: what the code says; it must be of the order's equipment. */
  readonly scanned?: string;
  /** `fill` */
  readonly answers?: readonly FilledItem[];
  readonly labour?: Omit<OrderLabour, 'isDerived'>;
  readonly part?: Omit<OrderPart, 'at' | 'by'>;
  readonly file?: Omit<OrderFile, 'at' | 'by'>;
  /** `call-back` */
  readonly callBack?: Pick<CallBack, 'isSolved' | 'score' | 'comment' | 'method' | 'person'>;
  /** `change` */
  readonly priority?: Priority;
  readonly appointmentAt?: number | null;
  readonly deadlineAt?: number | null;
  readonly place?: string;
  readonly via?: RecordVia;
  /** When the phone that was out of reach says it happened. */
  readonly deviceAt?: number;
}
