import type { ConditionDefinition } from '../ports/condition.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import type { Origin } from './origin.ts';
import type { Entry } from './read-site.ts';
import type { LoadedTemplate } from './read-template.ts';
import type { EquipmentEntry, SiteFile } from './site-schema.ts';

/** What expanding one piece of equipment needs to know. */
export interface Expansion {
  readonly entry: Entry<EquipmentEntry>;
  /** Of the site file. */
  readonly site: Origin;
  readonly loaded: LoadedTemplate;
  readonly driver: DriverDefinition;
  readonly conditions: readonly ConditionDefinition[];
  readonly scan: SiteFile['scan'];
  readonly alarms: SiteFile['alarms'];
  readonly device: string;
  readonly deviceConfig: unknown;
  /** Index of its first point. */
  readonly firstPoint: number;
}
