import type { DutyRecord, RecordShape } from '../../../../gateway/domain/duty/record.ts';
import type { WorkOrder } from '../../../../gateway/domain/work-order.ts';

/** What lies on the desk: every paper as it was changed last, as a screen knows it from the pushes of the gateway. */
export class Tray {
  private readonly records = new Map<number, DutyRecord>();
  private readonly byNumber = new Map<number, WorkOrder>();

  take(record: DutyRecord): void {
    this.records.set(record.id, record);
  }

  takeOrder(order: WorkOrder): void {
    this.byNumber.set(order.id, order);
  }

  /** In order of time. */
  of<B>({ kind }: RecordShape<B>): readonly DutyRecord<B>[] {
    const own = [...this.records.values()].filter((record) => record.kind === kind) as DutyRecord<B>[];
    return own.sort((a, b) => a.at - b.at || a.id - b.id);
  }

  orders(): readonly WorkOrder[] {
    return [...this.byNumber.values()].sort((a, b) => a.id - b.id);
  }
}
