import { z } from 'zod';
import { playbookRun } from '../domain/duty/playbooks/playbook.ts';
import { playbookEvidence, playbookPost } from '../domain/duty/playbooks/playbook-plan.ts';
import { recordEvent, recordHead } from '../domain/duty/record.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';

/** Playbooks on the wire. */

const step = z.object({
  id: z.string(),
  post: playbookPost,
  title: localText,
  text: localText.nullable(),
  after: z.array(z.string()),
  limitMs: z.number().nullable(),
  limitFrom: z.enum(['start', 'turn']),
  canBeSeen: z.boolean().meta({ description: 'Telemetry shows it; otherwise a person confirms' }),
  evidence: z.array(playbookEvidence),
  isOptional: z.boolean(),
});

export const libraryEntry = z
  .object({
    id: z.string(),
    version: z.int(),
    title: localText,
    about: localText,
    scope: z.enum(['site', 'equipment']),
    isAutomatic: z.boolean().meta({ description: 'Alarms begin it' }),
    never: z.array(localText),
    steps: z.array(step),
    drillEveryDays: z.int().nullable(),
    lastPractisedAt: instant.nullable(),
    isDrillDue: z.boolean(),
  })
  .meta({ id: 'Playbook' });

export const playbookRecord = recordHead.extend(playbookRun.shape).meta({ id: 'PlaybookRun' });
export const playbookDetail = playbookRecord.extend({ events: z.array(recordEvent) }).meta({ id: 'PlaybookRunDetail' });
