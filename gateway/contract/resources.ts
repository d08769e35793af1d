import { z } from 'zod';
import { alarm, alarmEvent } from '../domain/alarm.ts';
import { connectionState } from '../domain/connection-state.ts';
import { counterCorrection } from '../domain/counter-correction.ts';
import { energyReport } from '../domain/energy.ts';
import { equipmentClass, systemId, waterCircuit } from '../domain/equipment.ts';
import { lossKind } from '../domain/history-loss.ts';
import { instant } from '../domain/instant.ts';
import { meterReplacement } from '../domain/meter-replacement.ts';
import { MISSING_REASONS } from '../domain/missing-history.ts';
import { scanClass, valueKind } from '../domain/point.ts';
import { permission, role } from '../domain/role.ts';
import { localText } from '../domain/text.ts';
import { workOrder } from '../domain/work-order.ts';
import { writeOffer, writeRecord } from '../domain/write.ts';

/** Resources of the REST interface that are not entities of the domain. Instants are ISO 8601 on the wire (wire.ts). */

export const user = z
  .object({ username: z.string(), displayName: z.string(), role, language: z.enum(['en', 'zh']).nullable() })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const session = z.object({ user, permissions: z.array(permission), expiresAt: instant }).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const site = z
  .object({
    id: z.string(),
    name: localText,
    timeZone: z.string().meta({ description: 'IANA zone; every day, shift and tariff edge is in it' }),
    simulated: z.boolean().meta({ description: 'Values come from a simulated building: shown on every page' }),
    version: z.string(),
    generation: z.string(),
    display: z.object({
      states: z.enum(['isa', 'cn-power']),
      phases: z.enum(['cn', 'iec', 'neutral']),
      order: z
        .partialRecord(systemId, z.array(z.string()))
        .meta({ description: 'Machines of a system as its display draws them; the others follow in their own order' }),
    }),
    areas: z.array(z.object({ id: z.string(), name: localText })),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof site>;

export const pointState = z
  .object({
    index: z.int(),
    tag: z.string(),
    name: z.string(),
    equipment: z.string(),
    device: z.string(),
    title: localText,
    kind: valueKind,
    unit: z.string(),
    decimals: z.int(),
    states: z.record(z.string(), localText).nullable(),
    range: z.tuple([z.number(), z.number()]).nullable(),
    normal: z.tuple([z.number(), z.number()]).nullable(),
    scanClass,
    periodMs: z.number(),
    staleAfterMs: z.number(),
    writable: z.boolean().meta({ description: 'Somebody may be allowed to set it; see prepareWrite' }),
    expression: z
      .string()
      .nullable()
      .meta({ description: 'How it is worked out from other points; null when it is read' }),
    value: z.number().nullable(),
    text: z.string().nullable().meta({ description: 'Of a point of kind text; null while its quality is bad' }),
    quality: z.enum(['good', 'uncertain', 'bad']),
    reason: z.string().meta({ description: 'Name of the quality code; `good` when good' }),
    sourceTime: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Point' });
export type PointState = z.infer<typeof pointState>;

export const pointRegister = z
  .object({
    tag: z.string(),
    title: localText,
    kind: valueKind,
    unit: z.string(),
    connection: z.string().nullable().meta({ description: 'Null where no device has it: it is worked out' }),
    driver: z.string().nullable(),
    device: z.string(),
    address: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: 'Where it is, by the fields of the driver’s address; null where it is worked out' }),
    expression: z.string().nullable(),
    scale: z.number(),
    offset: z.number(),
    sentinels: z.array(z.number()).meta({ description: 'Raw numbers that mean that there is no value' }),
    raw: z.number().nullable().meta({ description: 'The number of the last answer, before scale and offset' }),
    rawReason: z.string().nullable().meta({ description: 'Name of the quality code; null before the first answer' }),
    answeredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PointRegister', description: 'Where a point is read and what was answered last' });
export type PointRegister = z.infer<typeof pointRegister>;

export const equipmentState = z
  .object({
    id: z.string(),
    name: localText,
    class: equipmentClass,
    system: systemId,
    area: z.string(),
    maker: z.string(),
    model: z.string(),
    template: z.string(),
    evidence: z.enum(['verified', 'maker-doc', 'driver', 'recall']),
    device: z.string(),
    poweredBy: z.array(z.string()),
    joins: z
      .tuple([z.string(), z.string()])
      .readonly()
      .exactOptional()
      .meta({ description: 'Of a bus-tie: the two whose buses it joins' }),
    partOf: z.string().exactOptional().meta({ description: 'What it is drawn with' }),
    keyPoints: z.array(z.string()),
    circuit: waterCircuit.exactOptional().meta({ description: 'The water it moves, cools or measures' }),
    tags: z.array(z.string()),
  })
  .meta({ id: 'Equipment' });
export type EquipmentState = z.infer<typeof equipmentState>;

export const historySeries = z
  .object({
    tag: z.string(),
    unit: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    columnMs: z.number().meta({ description: '0: the columns are raw samples' }),
    time: z.array(z.number()).meta({ description: 'ms since the epoch, start of each column' }),
    min: z.array(z.number().nullable()),
    max: z.array(z.number().nullable()),
    mean: z.array(z.number().nullable()),
    last: z.array(z.number().nullable()),
    good: z.array(z.number()).meta({ description: 'Share of good time in the column, 0–1' }),
    missing: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime(), reason: z.enum(MISSING_REASONS) })
      .nullable()
      .meta({ description: 'Older history that the database that has it did not give; the rest is here' }),
  })
  .meta({ id: 'History' });
export type HistorySeries = z.infer<typeof historySeries>;

export const lastSample = z
  .object({ tag: z.string(), at: instant, value: z.number(), quality: z.string() })
  .meta({ id: 'LastSample' });

/** What became of an import; the numbers add up to the samples sent. */
export const historyImported = z
  .object({
    written: z.number().meta({ description: 'New, and durable' }),
    replaced: z.number().meta({ description: 'Another value stood at that moment' }),
    present: z.number().meta({ description: 'Known already' }),
    tooOld: z.number().meta({ description: 'Older than raw samples are kept; see retention.raw' }),
    invalid: z.number().meta({ description: 'Time in the future' }),
  })
  .meta({ id: 'HistoryImported' });
export type HistoryImported = z.infer<typeof historyImported>;

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });
export type Problem = z.infer<typeof problem>;

/** Somebody a work order can be given to. */
export const person = z.object({ username: z.string(), displayName: z.string(), role }).meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

export const account = z
  .object({
    username: z.string(),
    displayName: z.string(),
    role,
    language: z.enum(['en', 'zh']).nullable(),
    createdAt: instant,
    disabled: z.boolean(),
  })
  .meta({ id: 'Account' });
export type AccountState = z.infer<typeof account>;

const lostSamples = z.number().meta({ description: '0 when the number is not known' });
const missingSink = z.string().nullable().meta({ description: 'Which sink misses them; null: everybody does' });

export const historyLoss = z
  .object({
    id: z.int().meta({ description: 'Rises with every loss that is found' }),
    kind: lossKind,
    from: z.iso.datetime().meta({ description: 'Source time of the first sample that is missing' }),
    to: z.iso.datetime(),
    samples: lostSamples,
    sink: missingSink,
    foundAt: instant,
  })
  .meta({ id: 'HistoryLoss' });
export type HistoryLossState = z.infer<typeof historyLoss>;

const count = z.number();
const sampleFlow = z
  .object({
    accepted: count,
    logged: count.meta({ description: 'On disk' }),
    waiting: count.meta({ description: 'In memory, on the way to the disk' }),
    filtered: count.meta({ description: 'Not worth keeping: within the deadband' }),
    dropped: z.object({
      'queue-full': count,
      'disk-refused': count,
      'worker-down': count,
      closed: count,
      'same-moment': count.meta({ description: 'Another sample of the same point and millisecond was kept' }),
      invalid: count.meta({ description: 'Of no known point, or with an impossible time' }),
    }),
  })
  .meta({ description: 'Live samples since the start: accepted is the sum of all the others, at any moment' });

export const quarantineEntry = z
  .object({
    id: z.int().meta({ description: 'Rises with every value that is set aside' }),
    sink: z.string(),
    tag: z.string(),
    sourceTime: z.iso.datetime(),
    value: z.number(),
    reason: z.string().meta({ description: 'Of the server, in its words' }),
    foundAt: instant,
    isRetrying: z.boolean().meta({ description: 'To be sent again, or sent and not yet proven stored' }),
  })
  .meta({ id: 'QuarantineEntry', description: 'A value that a sink refused' });
export type QuarantineEntryState = z.infer<typeof quarantineEntry>;

export const quarantineCount = z.object({ count: z.number() }).meta({ id: 'QuarantineCount' });

export const replayStart = z
  .object({
    sink: z.string(),
    from: z.iso.datetime().meta({ description: 'Later than asked for when nothing older is kept here' }),
    samples: z.number().meta({ description: 'About how many will be looked through' }),
  })
  .meta({ id: 'ReplayStart' });

const sinkState = z.object({
  sink: z.string(),
  behindSamples: z.number().meta({ description: 'Logged and not yet proven stored in this sink' }),
  behindMs: z.number(),
  storedSamples: z.number(),
  quarantinedSamples: z.number().meta({ description: 'Refused by the server and waiting for a person' }),
  expiredSamples: z.number().exactOptional().meta({ description: 'Older than the server keeps data' }),
  lostSamples: z.number().exactOptional().meta({ description: 'Gone from log or quarantine before they were stored' }),
  repeatingSamples: z.number().exactOptional().meta({ description: 'Still to be looked through by a replay' }),
  lateSamples: z.number().exactOptional().meta({ description: 'Came when only rollups of their day were left' }),
  damagedRows: z.number().exactOptional().meta({ description: 'Blocks and rollups that could not be read; set aside' }),
  lastError: z.string().nullable(),
  lastStoredAt: instant.nullable(),
});

export const systemStatus = z
  .object({
    version: z.string(),
    generation: z.string(),
    simulated: z.boolean(),
    startedAt: instant,
    uptimeSeconds: z.number(),
    historian: z.object({
      loggedSamples: z.number(),
      droppedSamples: z.number(),
      logBytes: z.number(),
      historyBytes: z.number(),
      cursors: z.array(sinkState),
      flow: sampleFlow,
      losses: z
        .array(z.object({ kind: lossKind, sink: missingSink, samples: lostSamples }))
        .meta({ description: 'Since the log began; one by one at /api/v1/historian/losses' }),
      damagedRecords: z.number().meta({ description: 'Records of the log that were set aside' }),
      healthy: z.boolean(),
      problem: z.string().nullable(),
    }),
  })
  .meta({ id: 'Status' });
export type SystemStatus = z.infer<typeof systemStatus>;

export const readiness = z
  .object({
    ready: z.boolean(),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readiness>;

export {
  alarm,
  alarmEvent,
  connectionState,
  counterCorrection,
  energyReport,
  meterReplacement,
  workOrder,
  writeOffer,
  writeRecord,
};
