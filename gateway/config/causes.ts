import type { Condition, Suppressor } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { CauseKind } from './alarm-schema.ts';
import type { AlarmSection } from './alarm-section.ts';
import type { ConditionDraft } from './expand-alarms.ts';

/** A condition and the machines it is about; that of a device is about all that share it. */
export interface CauseDraft extends Pick<ConditionDraft, 'condition' | 'announces' | 'suppressedBy'> {
  readonly on: readonly string[];
}

/** The conditions with the alarms upstream that explain them. */
export function withCauses(
  drafts: readonly CauseDraft[],
  equipment: readonly Equipment[],
  release: AlarmSection['release'],
): readonly Condition[] {
  const topology = new Topology(equipment);
  const announcing = new Map<string, string[]>();
  for (const { condition, announces, on } of drafts) {
    for (const key of announces.flatMap((kind) => on.map((id) => keyOf(kind, id)))) {
      announcing.set(key, [...(announcing.get(key) ?? []), condition.id]);
    }
  }
  return drafts.map(({ condition, suppressedBy, on }) => {
    const parents = suppressedBy.flatMap((kind) => {
      const causes = common(on.map((id) => topology.upstream(kind, id)));
      const ids = causes.flatMap((id) => announcing.get(keyOf(kind, id)) ?? []);
      return ids.filter((id) => id !== condition.id).map((id) => parentOf(id, kind, release));
    });
    const suppressors = [...condition.suppressors, ...unique(parents)];
    return { ...condition, suppressors };
  });
}

const keyOf = (kind: CauseKind, equipment: string): string => `${kind} ${equipment}`;

function parentOf(
  condition: string,
  kind: CauseKind,
  release: AlarmSection['release'],
): Suppressor & { kind: 'parent' } {
  return { kind: 'parent', condition, releaseDelayMs: durationMs(release[kind]) };
}

/** What can be the cause along two ways waits as long as the slower one. */
function unique(parents: readonly (Suppressor & { kind: 'parent' })[]): Suppressor[] {
  const slowest = new Map<string, Suppressor & { kind: 'parent' }>();
  for (const parent of parents) {
    const other = slowest.get(parent.condition);
    if (other === undefined || other.releaseDelayMs < parent.releaseDelayMs) slowest.set(parent.condition, parent);
  }
  return [...slowest.values()];
}

/** What explains one of several machines on a device does not explain the device. */
function common(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return first.filter((id) => others.every((list) => list.includes(id)));
}

const LINKS = { power: 'poweredBy', cooling: 'cooledBy', communication: 'communicatesVia' } as const;

/** Who feeds, cools and carries whom. */
class Topology {
  private readonly byId: ReadonlyMap<string, Equipment>;
  private readonly byDevice: ReadonlyMap<string, Equipment>;

  constructor(equipment: readonly Equipment[]) {
    this.byId = new Map(equipment.map((one) => [one.id, one]));
    this.byDevice = new Map(equipment.toReversed().map((one) => [one.device, one]));
  }

  /**
   * The machines that this one lives on, the nearest first. Where there are several, the loss of one explains nothing:
   * behind a transfer switch the switch itself says when there is no supply.
   */
  upstream(kind: CauseKind, id: string): readonly string[] {
    const found: string[] = [];
    let links = this.byId.get(id)?.[LINKS[kind]] ?? [];
    while (links.length === 1) {
      const next = this.byId.get(links[0]!) ?? this.byDevice.get(links[0]!);
      if (next === undefined || next.id === id || found.includes(next.id)) break;
      found.push(next.id);
      links = next[LINKS[kind]];
    }
    return found;
  }
}
