import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** The site file, as it is shown to whoever may change it. Nothing here holds a secret. */

const text = z.string();
const strings = z.array(text);

export const siteMistake = z
  .object({
    file: text,
    line: z.int(),
    path: text.meta({ description: 'Empty: the file as a whole' }),
    message: text,
    allowed: text.nullable(),
    suggestion: text.nullable(),
  })
  .meta({ id: 'SiteMistake' });

const siteChange = z.object({ path: text, before: text.nullable(), after: text.nullable() });

export const siteFileState = z
  .object({
    file: text,
    revision: text,
    isWritable: z.boolean(),
    runningRevision: text.nullable(),
    takenUpAt: instant,
    problem: text.nullable().meta({ description: 'Why the last version was not taken up' }),
  })
  .meta({ id: 'SiteFile' });

const settingForm = z.object({
  title: text,
  fixed: z.record(text, text),
  fields: z.array(
    z.object({
      name: text,
      type: z.enum(['number', 'text', 'choice', 'yes-no']),
      isRequired: z.boolean(),
      isSecret: z.boolean(),
      choices: strings,
      fallback: text.nullable(),
      hint: text.nullable(),
    }),
  ),
});

export const siteOutline = z
  .object({
    areas: z.array(z.object({ id: text, name: localText })),
    connections: z.array(
      z.object({ id: text, driver: text, endpoint: text, devices: z.int(), isSerialLine: z.boolean() }),
    ),
    channels: z.array(z.object({ id: text, kind: text, takesAddress: z.boolean() })),
    channelKinds: z.array(z.object({ kind: text, title: localText, forms: z.array(settingForm) })),
    onCall: z.record(text, z.unknown()).meta({ description: 'As it is written in the file' }),
  })
  .meta({ id: 'SiteOutline' });

export const siteCheck = z
  .object({
    changes: z.array(siteChange),
    mistakes: z.array(siteMistake),
    warnings: z.array(siteMistake),
    reconnects: strings,
    connects: strings,
    pointsAdded: z.int(),
    pointsRemoved: z.int(),
  })
  .meta({ id: 'SiteCheck' });

export const siteSaved = z.object({ revision: text }).meta({ id: 'SiteSaved' });

const templateSummaryFields = {
  ...{ template: text, title: localText, maker: text, model: text, class: text, system: text, driver: text },
  ...{ evidence: text, points: z.int(), alarms: z.int() },
};
export const templateSummary = z.object(templateSummaryFields).meta({ id: 'TemplateSummary' });

export const templateDetail = z
  .object({
    ...templateSummaryFields,
    sources: strings,
    parameters: z.array(z.object({ name: text, title: localText, unit: text, fallback: z.number() })),
    pointList: z.array(z.object({ name: text, title: localText, unit: text, kind: text, scan: text, address: text })),
    alarmList: z.array(z.object({ name: text, title: localText, priority, point: text })),
    connection: z.array(settingForm),
    device: z.array(settingForm),
  })
  .meta({ id: 'TemplateDetail' });

export const alarmLimit = z
  .object({
    ...{ name: text, condition: text, kind: text, title: localText, tag: text.nullable(), unit: text },
    ...{ isEnabled: z.boolean(), priority, onDelay: text, offDelay: text },
    options: z.record(text, z.number()),
    optionNames: strings,
    basis: text,
    own: z.record(text, z.unknown()),
  })
  .meta({ id: 'AlarmLimit' });

export const testRead = z
  .object({
    obstacle: localText.nullable().meta({ description: 'Why nothing was read' }),
    failure: text.nullable(),
    tookMs: z.number(),
    rows: z.array(
      z.object({
        ...{ tag: text, title: localText, address: text, raw: text.nullable(), unit: text, quality: text },
        value: z.union([z.number(), text]).nullable(),
        isGood: z.boolean(),
        detail: text.nullable(),
      }),
    ),
  })
  .meta({ id: 'TestRead' });

const rehearsedAlarm = z.object({
  count: z.int(),
  activeMs: z.number(),
  moments: z.array(z.number()).meta({ description: 'The newest of them, ms since the epoch, latest last' }),
});

export const rehearsal = z
  .object({
    startsAt: instant,
    endsAt: instant,
    samples: z.int(),
    present: rehearsedAlarm.nullable(),
    changed: rehearsedAlarm.nullable(),
  })
  .meta({ id: 'Rehearsal' });

export const toldSteps = z
  .object({
    policies: z.array(z.object({ id: text, title: localText })),
    steps: z.array(
      z.object({
        afterMs: z.number(),
        waits: z.boolean(),
        people: z.array(z.object({ id: text, name: text, channels: strings, quietUntil: instant.nullable() })),
        channels: strings,
      }),
    ),
    repeatAfterMs: z.number().nullable(),
    isDigest: z.boolean(),
    isUnroutable: z.boolean(),
  })
  .meta({ id: 'ToldSteps' });

export const siteAuditEntry = z
  .object({
    at: instant,
    actor: text,
    subject: text.meta({ description: 'What was changed' }),
    outcome: z.enum(['done', 'refused']),
    before: text.nullable(),
    after: text.nullable(),
    reason: text,
  })
  .meta({ id: 'SiteAuditEntry' });
