import type { AlarmSettings } from '../domain/alarm-settings.ts';
import type { Condition } from '../domain/condition.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';

/** What the engine is handed. */
export interface AlarmEngineOptions {
  readonly conditions: readonly Condition[];
  readonly kinds: readonly ConditionDefinition[];
  /** By point index. */
  readonly points: readonly { readonly tag: string; readonly device: string }[];
  /** Ids of the site's equipment. */
  readonly equipment: readonly string[];
  /** IANA zone of the site: hours of schedules are meant in it. */
  readonly timeZone: string;
  /** The defaults of alarm-defaults.ts where absent. */
  readonly settings?: AlarmSettings;
  readonly repository: AlarmRepository;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}
