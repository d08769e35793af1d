import { SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import type { EquipmentCard } from '../../domain/duty/equipment/equipment-card.ts';
import type { EquipmentRegisterPlan } from '../../domain/duty/equipment/equipment-plan.ts';
import type { FaultSpan } from '../../domain/duty/equipment/good-order.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { equipmentTag, type RunSignals, runSignalsOf } from '../../domain/duty/test-runs/run-signal.ts';
import type { Equipment } from '../../domain/equipment.ts';
import { isBad } from '../../domain/quality.ts';
import type { Site } from '../../domain/site.ts';
import type { RegisteredEquipment } from '../../ports/equipment-register.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

/** What is so at this moment, whatever the machine. */
export interface RegisterMoment {
  readonly now: number;
  /** Being worked on. */
  readonly underRepair: ReadonlySet<string>;
  /** Not over. */
  readonly faults: readonly FaultSpan[];
  readonly openOrders: ReadonlyMap<string, number>;
}

/** Makes the lines of the register from cards, live values and what is open. */
export class CardViewer {
  private readonly plan: EquipmentRegisterPlan;
  private readonly latest: LatestValues;
  private readonly calendar: SiteCalendar;
  private readonly machines: ReadonlyMap<string, { readonly equipment: Equipment; readonly signals: RunSignals }>;

  constructor(site: Site, plan: EquipmentRegisterPlan, latest: LatestValues) {
    this.plan = plan;
    this.latest = latest;
    this.calendar = new SiteCalendar(site.timeZone);
    const points = Map.groupBy(site.points, ({ equipment }) => equipment);
    this.machines = new Map(
      site.equipment.map((equipment) => {
        const signals = runSignalsOf(equipment.class, points.get(equipment.id) ?? []);
        return [equipment.id, { equipment, signals }];
      }),
    );
  }

  signalsOf(equipment: string): RunSignals | undefined {
    return this.machines.get(equipment)?.signals;
  }

  view(record: DutyRecord<EquipmentCard>, moment: RegisterMoment): RegisteredEquipment {
    const { subject } = record;
    const machine = this.machines.get(subject);
    const isUnderRepair = moment.underRepair.has(subject);
    return {
      record,
      equipment: machine?.equipment,
      tag: machine ? equipmentTag(machine.signals, this.sampleOf(machine.signals), isUnderRepair) : 'unknown',
      counterHours: machine ? this.hoursOf(machine.signals) : null,
      openFaults: moment.faults.filter(({ equipment, until }) => equipment === subject && until === null).length,
      openOrders: moment.openOrders.get(subject) ?? 0,
      due: this.dueOf(record.body, moment.now),
      needsSecondPerson: machine !== undefined && this.plan.secondPerson.includes(machine.equipment.class),
    };
  }

  private sampleOf({ state }: RunSignals) {
    if (!state) return undefined;
    const { index } = state.point;
    return { value: this.latest.value[index]!, quality: this.latest.quality[index]! };
  }

  private hoursOf({ hours }: RunSignals): number | null {
    if (!hours || isBad(this.latest.quality[hours.index]!)) return null;
    const value = this.latest.value[hours.index]!;
    return Number.isNaN(value) ? null : value;
  }

  private dueOf({ fields }: EquipmentCard, now: number): RegisteredEquipment['due'] {
    const today = textOfDay(this.calendar.dayAt(now));
    const horizon = textOfDay(this.calendar.dayAt(now + this.plan.noticeMs));
    const ends = [
      { what: 'warranty', on: fields.warrantyUntil },
      { what: 'inspection', on: fields.inspectionDueOn },
    ] as const;
    return ends
      .flatMap(({ what, on }) => (on !== null && on <= horizon ? { what, on, isOver: on < today } : []))
      .sort((a, b) => a.on.localeCompare(b.on));
  }
}
