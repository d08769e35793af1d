import { CONDITIONS } from '../alarms/conditions/index.ts';
import { equipmentJsonSchema, siteJsonSchema, sitePartJsonSchema } from '../config/json-schema.ts';
import { DRIVERS } from '../drivers/index.ts';
import { CHANNELS } from '../notifications/channels/index.ts';
import { contractReadme } from './contract-readme.ts';
import type { GeneratedFile } from './write-files.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated file; a new one is one entry here. */
export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: 'config/schema/site.schema.json', content: () => json(siteJsonSchema(DRIVERS, CHANNELS)) },
  { path: 'config/schema/site-part.schema.json', content: () => json(sitePartJsonSchema(DRIVERS)) },
  { path: 'config/schema/equipment.schema.json', content: () => json(equipmentJsonSchema(DRIVERS, CONDITIONS)) },
  { path: 'gateway/contract/README.md', content: contractReadme },
];
