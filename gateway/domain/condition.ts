import type { Priority } from './alarm.ts';
import type { SystemId } from './equipment.ts';
import type { LocalText } from './text.ts';

/** One watched rule of this site: a condition kind with its options, bound to a point or a device. */
export interface Condition {
  /** `<equipment id>.<alarm name of the template>`, or `<device id>.comms-lost`. Stable across restarts. */
  readonly id: string;
  readonly kind: string;
  /** Checked by the kind's own schema. */
  readonly options: unknown;
  readonly priority: Priority;
  readonly equipment: string;
  readonly system: SystemId;
  readonly watches:
    | { readonly what: 'point'; readonly point: number }
    | { readonly what: 'device'; readonly device: string };
  readonly title: LocalText;
  readonly consequence: LocalText;
  readonly action: LocalText;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  /** Opens a work order once per episode. */
  readonly opensWorkOrder: boolean;
  readonly unit: string;
  /** Scan period of the watched point: the most one gap between samples may count as evidence is three of these. */
  readonly periodMs: number;
}
