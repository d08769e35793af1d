import { z } from 'zod';
import type { Priority } from '../../alarm.ts';
import type { AlarmClass } from '../../condition.ts';
import type { EquipmentClass, SystemId } from '../../equipment.ts';
import type { Target } from '../../on-call.ts';
import type { LocalText } from '../../text.ts';

/** Who does a step. `system` and `automatic` are seen, not done. */
export const playbookPost = z.enum([
  ...['system', 'automatic', 'duty', 'electrician', 'plumber', 'hvac', 'lift', 'control-room', 'security', 'desk'],
  ...['lead', 'manager', 'contractor', 'all'],
] as const);
export type PlaybookPost = z.infer<typeof playbookPost>;

export const playbookEvidence = z.enum(['photo', 'value', 'note']);
export type PlaybookEvidence = z.infer<typeof playbookEvidence>;

/** How telemetry shows that a step is done: a true expression on one or on all of these machines. */
export interface SeenBy {
  /** subject: those among them that the event is about. */
  readonly among: 'subject' | 'these';
  readonly quantity: 'any' | 'all';
  /** Expressions over points of each machine, already checked. */
  readonly conditions: readonly { readonly equipment: string; readonly text: string }[];
}

export interface PlaybookStep {
  readonly id: string;
  readonly post: PlaybookPost;
  readonly title: LocalText;
  readonly text: LocalText | null;
  /** Steps that come first; the first open steps have none. */
  readonly after: readonly string[];
  /** From the beginning of the event, or from the moment the step's turn came; null: no limit. */
  readonly limitMs: number | null;
  readonly limitFrom: 'start' | 'turn';
  /** alarm: the alarm that began it is the proof; null: a person confirms. */
  readonly seenBy: SeenBy | 'alarm' | null;
  readonly evidence: readonly PlaybookEvidence[];
  /** It may be left undone when the playbook ends. */
  readonly isOptional: boolean;
  /** Who is told when it is late, one after the other. */
  readonly lateTo: readonly PlaybookPost[];
}

/** Which alarms begin a playbook; what is empty matches anything. */
export interface PlaybookStart {
  /** The name of the alarm in its template, such as `supply-lost`. */
  readonly alarms: readonly string[];
  readonly kinds: readonly string[];
  readonly classes: readonly AlarmClass[];
  readonly systems: readonly SystemId[];
  readonly equipmentClasses: readonly EquipmentClass[];
  readonly equipment: readonly string[];
  readonly priorities: readonly Priority[];
}

/** What is done in an emergency, in what order, by whom, until when. */
export interface Playbook {
  readonly id: string;
  readonly version: number;
  readonly title: LocalText;
  readonly about: LocalText;
  /** equipment: one at a time for each machine; site: alarms that come while it runs join it. */
  readonly scope: 'site' | 'equipment';
  readonly starts: readonly PlaybookStart[];
  /** What must not be done, shown above the steps. */
  readonly never: readonly LocalText[];
  readonly steps: readonly PlaybookStep[];
  /** A drill is due so long after the last one or the last event; null: none asked. */
  readonly drillEveryDays: number | null;
}

/** The playbooks of a site. */
export interface PlaybookPlan {
  readonly playbooks: readonly Playbook[];
  /** Who is behind a post; a post that is not in it means the site's duty contact. */
  readonly posts: ReadonlyMap<PlaybookPost, readonly Target[]>;
  /** A step that stays late is told to the next post after so long. */
  readonly nextPostMs: number;
}
