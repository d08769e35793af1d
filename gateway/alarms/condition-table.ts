import type { Alarm } from '../domain/alarm.ts';
import { type AlarmRule, alarmRule } from '../domain/alarm-step/rule.ts';
import type { Condition } from '../domain/condition.ts';
import { type ConditionState, INITIAL_STATE } from '../domain/condition-state.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { ConditionDefinition, Evidence, Explanation, Judgement } from '../ports/condition.ts';
import { isSuppressible } from './suppression/reasons.ts';

/** One condition at run time. */
export interface Slot {
  /** Position in the list of conditions. */
  readonly index: number;
  readonly condition: Condition;
  readonly rule: AlarmRule;
  readonly tag: string | undefined;
  readonly judge: (evidence: Evidence, activeLevel: number | null) => Judgement;
  /** What the value of an alarm means beyond its number; null where it says no more. */
  readonly explain: (value: number | null) => Explanation | null;
  state: ConditionState;
  /** The latest episode as stored, or as it is while the store is away; null before the first. */
  alarm: Alarm | null;
  /** Number of the step that `alarm` shows. */
  shownNumber: number;
  /** The state has changed since it was last stored, in nothing that people see. */
  isUnsaved: boolean;
  /** Device conditions: the last thing heard; undefined until then. */
  isLost: boolean | undefined;
}

/** A consequence that trips in the same second as its cause, or in the next scan, must not be told before the cause is known. */
const LEAST_HOLD_MS = 2_000;

/** All conditions, found by point without searching: those of point `p` are `order[first[p]] … order[first[p + 1] - 1]`. */
export class ConditionTable {
  readonly slots: readonly Slot[];
  readonly first: Int32Array;
  readonly order: Int32Array;
  readonly deviceSlots: readonly Slot[];
  private readonly byId: ReadonlyMap<string, Slot>;
  private readonly byDevice = new Map<string, Slot[]>();

  constructor(
    conditions: readonly Condition[],
    kinds: readonly ConditionDefinition[],
    points: readonly { readonly tag: string }[],
  ) {
    this.slots = conditions.map((condition, index) => createSlot(index, condition, kinds, points));
    this.byId = new Map(this.slots.map((slot) => [slot.condition.id, slot]));
    ({ first: this.first, order: this.order } = indexByPoint(conditions, points.length));
    this.deviceSlots = this.slots.filter((slot) => slot.condition.watches.what === 'device');
    for (const slot of this.deviceSlots) this.addDevice(slot);
  }

  find(conditionId: string): Slot | undefined {
    return this.byId.get(conditionId);
  }

  ofDevice(device: string): readonly Slot[] {
    return this.byDevice.get(device) ?? [];
  }

  private addDevice(slot: Slot): void {
    const { watches } = slot.condition;
    if (watches.what !== 'device') return;
    const slots = this.byDevice.get(watches.device);
    if (slots) slots.push(slot);
    else this.byDevice.set(watches.device, [slot]);
  }
}

function createSlot(
  index: number,
  condition: Condition,
  kinds: readonly ConditionDefinition[],
  points: readonly { readonly tag: string }[],
): Slot {
  const kind = kinds.find((one) => one.kind === condition.kind);
  if (!kind) throw new PlantroomError('CONFIG_INVALID', `${condition.id}: no condition kind "${condition.kind}"`);
  const options = kind.optionsSchema.safeParse(condition.options);
  if (!options.success)
    throw new PlantroomError('CONFIG_INVALID', `${condition.id}: ${options.error.issues[0]?.message}`);
  const { watches } = condition;
  return {
    index,
    condition,
    rule: ruleOf(condition),
    tag: watches.what === 'point' ? points[watches.point]?.tag : undefined,
    judge: (evidence, activeLevel) => kind.judge(options.data, evidence, activeLevel),
    explain: (value) => (value === null ? null : (kind.explain?.(options.data, value) ?? null)),
    state: { ...INITIAL_STATE, revision: condition.revision },
    alarm: null,
    shownNumber: 0,
    isUnsaved: false,
    isLost: undefined,
  };
}

function ruleOf(condition: Condition): AlarmRule {
  const rule = alarmRule(condition);
  const mayHaveCause = isSuppressible(condition) && condition.suppressors.some(({ kind }) => kind === 'parent');
  return mayHaveCause ? { ...rule, holdMs: Math.max(LEAST_HOLD_MS, rule.holdMs) } : rule;
}

function indexByPoint(conditions: readonly Condition[], points: number): { first: Int32Array; order: Int32Array } {
  const first = new Int32Array(points + 1);
  const watched = conditions.flatMap(({ watches }, slot) =>
    watches.what === 'point' ? [{ point: watches.point, slot }] : [],
  );
  watched.sort((a, b) => a.point - b.point || a.slot - b.slot);
  for (const { point } of watched) first[point + 1]!++;
  for (let point = 0; point < points; point++) first[point + 1]! += first[point]!;
  return { first, order: Int32Array.from(watched, ({ slot }) => slot) };
}
