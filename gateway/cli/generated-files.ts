import { CONDITIONS } from '../alarms/conditions/index.ts';
import { toJsonSchema } from '../config/describe-schema.ts';
import { programmeSchema } from '../config/duty/maintenance-programme.ts';
import { formSchema } from '../config/forms/form-schema.ts';
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
  { path: 'config/schema/form.schema.json', content: () => json(toJsonSchema(formSchema)) },
  { path: 'config/schema/maintenance.schema.json', content: () => json(toJsonSchema(programmeSchema)) },
  { path: 'gateway/contract/README.md', content: contractReadme },
];
