import type { Condition } from '../../domain/condition.ts';
import type { Site } from '../../domain/site.ts';
import type { ConditionDraft } from '../expand-alarms.ts';
import type { MistakeList } from '../mistakes.ts';
import type { Origin } from '../origin.ts';
import { lateForResponse, unresolvedDelay } from './delay-rules.ts';
import type { Rule } from './finding.ts';
import { limitsTooClose, noDeadband } from './limit-rules.ts';
import { nobodyReads } from './polled-rule.ts';
import { tooManyUrgent } from './priority-split.ts';
import { suppressionRings, wrongSuppression } from './suppression-rules.ts';

const RULES: readonly Rule[] = [lateForResponse, unresolvedDelay, noDeadband, limitsTooClose];

/** Everything there is to look for in the alarms of a site: what cannot be right is a mistake, what is doubtful a warning. */
export interface AlarmLint {
  /** As the templates and the site file say them. */
  readonly drafts: readonly ConditionDraft[];
  /** With their causes, and those of the devices. */
  readonly conditions: readonly Condition[];
  readonly plant: Pick<Site, 'points' | 'connections' | 'computed'>;
  /** Of the site file. */
  readonly site: Origin;
}

export function lintAlarms(
  { drafts, conditions, plant, site }: AlarmLint,
  mistakes: MistakeList,
  warnings: MistakeList,
): void {
  const rules = [...RULES, nobodyReads(plant)];
  for (const { condition, suppressedBy, origin } of drafts) {
    const { watches } = condition;
    const point = watches.what === 'point' ? plant.points[watches.point] : undefined;
    for (const finding of rules.flatMap((rule) => rule({ condition, point }) ?? [])) {
      warnings.add(origin.locate(finding.at, 'value'), finding.message);
    }
    const wrong = wrongSuppression(condition, suppressedBy);
    if (wrong !== undefined) mistakes.add(origin.locate(wrong.at, 'value'), wrong.message);
  }
  for (const { from, nodes } of suppressionRings(conditions)) {
    const origin = drafts.find(({ condition }) => condition.id === from)?.origin;
    const place = origin?.locate(['suppressedBy'], 'value') ?? site.locate(['equipment'], 'key');
    mistakes.add(place, `alarms hold back each other: ${nodes.join(' ← ')}`);
  }
  const urgent = tooManyUrgent(conditions);
  if (urgent !== undefined) warnings.add(site.locate(['equipment'], 'key'), urgent);
}
