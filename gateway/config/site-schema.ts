import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { duration, durationMs } from '../domain/duration.ts';
import { equipmentClass, systemId, waterCircuit } from '../domain/equipment.ts';
import { localText } from '../domain/text.ts';
import { alarmOverride } from './alarm-schema.ts';
import { alarmSection } from './alarm-section.ts';
import { deliveryParts } from './delivery-section.ts';
import { dutySection } from './duty-section.ts';
import { entryId as id } from './entry-id.ts';
import { onCallSection } from './on-call-schema.ts';
import { retentionSchema } from './retention-schema.ts';
import { sinkSchema } from './sink-schema.ts';
import { computedPoint } from './template-schema.ts';
import { siteWrites } from './write-schema.ts';

/** Faster than this no plant-room bus answers, and a period of 0 would never rest. */
const SHORTEST_SCAN_MS = 100;
const scanPeriod = duration.refine((text) => durationMs(text) >= SHORTEST_SCAN_MS, 'a scan period is at least 100ms');
const webAddress = z.url({ protocol: /^https?$/ });

const area = z.strictObject({ id, name: localText });

const connection = z.looseObject({ id, driver: z.string() });

const equipment = z.strictObject({
  id,
  name: localText,
  template: z.string(),
  area: id,
  class: equipmentClass.optional().meta({ description: 'Only where it differs from the template' }),
  system: systemId.optional().meta({ description: 'Only where it differs from the template' }),
  circuit: waterCircuit
    .optional()
    .meta({ description: 'The water it moves, cools or measures: the displays draw it there' }),
  connection: id,
  device: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: 'Unit id, node or topic; equal values on one connection are one device' }),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: 'What this device needs differently from its template, such as a smaller largest request' }),
  parameters: z.record(z.string(), z.number()).default({}),
  points: z
    .array(computedPoint)
    .max(100)
    .default([])
    .meta({ description: 'More points of this equipment, worked out from points of the whole site' }),
  poweredBy: z
    .array(id)
    .default([])
    .meta({ description: 'What feeds it; of a transfer switch the normal source first' }),
  joins: z
    .tuple([id, id])
    .optional()
    .meta({ description: 'Of a bus-tie: the two equipments whose buses this switch joins when it is closed' }),
  partOf: id
    .optional()
    .meta({ description: 'Equipment it is drawn with, such as the transformer whose temperatures it reads' }),
  cooledBy: z.array(id).default([]).meta({ description: 'What cools it' }),
  communicatesVia: z
    .array(z.string())
    .default([])
    .meta({ description: 'Equipment or device ids that carry what it says' }),
  writable: z
    .array(z.string())
    .default([])
    .meta({ description: 'Points that may be set here, of those its template can; see writes.enabled' }),
  alarms: z
    .record(z.string(), alarmOverride)
    .default({})
    .meta({ description: 'What this site sets differently from the template, by alarm name' }),
});

const energyGroup = z.strictObject({ id, title: localText, meters: z.array(z.string()).min(1) });

const channel = z.looseObject({
  id,
  kind: z.string(),
  priorities: z
    .array(priority)
    .optional()
    .meta({ description: 'Told to it at once; P1 and P2 where the site has no section onCall' }),
  returned: z
    .boolean()
    .default(true)
    .meta({ description: 'Whoever was told of an alarm is told when it has been normal for a minute' }),
});

const scan = z
  .strictObject({
    fast: scanPeriod.default('1s'),
    normal: scanPeriod.default('5s'),
    slow: scanPeriod.default('60s'),
    daily: scanPeriod.default('24h'),
  })
  .prefault({});

/** The parts that repeat, so that one wrong entry does not hide what is wrong with the others. */
export const siteParts = {
  area,
  connection,
  equipment,
  energyGroup,
  sink: sinkSchema,
  channel,
  scan,
  writes: siteWrites,
  alarms: alarmSection,
  onCall: onCallSection,
};

/** The one file that describes a site. */
export const siteFileSchema = z
  .strictObject({
    version: z.literal(1),
    include: z.array(z.string().min(1).max(200)).max(50).default([]).meta({
      description: 'Files with more areas, connections and equipment, such as parts/*.yaml; from this file’s folder',
    }),
    site: z.strictObject({
      id,
      name: localText,
      timeZone: z.string().meta({ description: 'IANA zone such as Asia/Shanghai' }),
      publicUrl: webAddress.optional().meta({ description: 'Address people use; put into messages' }),
      display: z
        .strictObject({
          states: z.enum(['isa', 'cn-power']).default('isa'),
          phases: z.enum(['cn', 'iec', 'neutral']).default('neutral'),
          order: z.partialRecord(systemId, z.array(id)).default({}).meta({
            description: 'Machines of a system as its display draws them; the others follow as they stand here',
          }),
        })
        .prefault({}),
    }),
    http: z
      .strictObject({
        host: z.string().default('127.0.0.1'),
        port: z.int().min(0).max(65535).default(8080),
        secureCookies: z.boolean().default(false).meta({ description: 'true behind HTTPS' }),
        trustProxy: z.boolean().default(false),
      })
      .prefault({}),
    scan,
    writes: siteWrites,
    retention: retentionSchema,
    areas: z.array(area).min(1),
    connections: z.array(connection).min(1),
    equipment: z.array(equipment).min(1),
    energy: z
      .strictObject({ total: z.array(z.string()).default([]), systems: z.array(energyGroup).default([]) })
      .prefault({}),
    sinks: z.array(sinkSchema).default([]),
    notifications: z.strictObject({ channels: z.array(channel).default([]), ...deliveryParts }).prefault({}),
    alarms: alarmSection,
    onCall: onCallSection.optional(),
    duty: dutySection,
  })
  .meta({ title: 'Plantroom site file' });
export type SiteFile = z.infer<typeof siteFileSchema>;
export type ConnectionEntry = SiteFile['connections'][number];
export type EquipmentEntry = SiteFile['equipment'][number];
export type ChannelEntry = SiteFile['notifications']['channels'][number];
export type EnergyEntry = SiteFile['energy']['systems'][number];
export type OnCallEntry = NonNullable<SiteFile['onCall']>;
export type SinkSettings = SiteFile['sinks'][number];
export type HttpSettings = SiteFile['http'];
export type RetentionSettings = SiteFile['retention'];
