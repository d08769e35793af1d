import { z } from 'zod';
import { alarm, alarmEvent } from '../domain/alarm.ts';
import { connectionState } from '../domain/connection-state.ts';
import { energyReport } from '../domain/energy.ts';
import { equipmentClass, systemId } from '../domain/equipment.ts';
import { instant } from '../domain/instant.ts';
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
    display: z.object({ states: z.enum(['isa', 'cn-power']), phases: z.enum(['cn', 'iec', 'neutral']) }),
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
    value: z.number().nullable(),
    text: z.string().nullable().meta({ description: 'Of a point of kind text; null while its quality is bad' }),
    quality: z.enum(['good', 'uncertain', 'bad']),
    reason: z.string().meta({ description: 'Name of the quality code; `good` when good' }),
    sourceTime: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Point' });
export type PointState = z.infer<typeof pointState>;

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
    keyPoints: z.array(z.string()),
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
  })
  .meta({ id: 'History' });
export type HistorySeries = z.infer<typeof historySeries>;

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

const sinkState = z.object({
  sink: z.string(),
  behindSamples: z.number().meta({ description: 'Logged and not yet proven stored in this sink' }),
  behindMs: z.number(),
  storedSamples: z.number(),
  quarantinedSamples: z.number(),
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

export { alarm, alarmEvent, connectionState, energyReport, workOrder, writeOffer, writeRecord };
