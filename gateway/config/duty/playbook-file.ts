import { z } from 'zod';
import { alarmClass, priority } from '../../domain/alarm.ts';
import { duration } from '../../domain/duration.ts';
import { playbookEvidence, playbookPost } from '../../domain/duty/playbooks/playbook-plan.ts';
import { equipmentClass, systemId } from '../../domain/equipment.ts';
import { localText } from '../../domain/text.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and -, at most 40');
const group = z.string().min(1).max(40).meta({
  description: 'subject (what the event is about), an equipment class, incomer, or a group of duty.playbooks.groups',
});
const expression = z.string().min(1).max(500);
const expr = z
  .union([expression, z.array(expression).min(1).max(5)])
  .meta({ description: 'Over points of each machine; of several the first that the machine has the points for' });

const seenBy = z.union([
  z.literal('alarm').meta({ description: 'The alarm that began it is the proof' }),
  z.strictObject({ any: group, expr }),
  z.strictObject({ all: group, expr }),
]);
export type SeenByEntry = z.infer<typeof seenBy>;

const step = z.strictObject({
  id,
  post: playbookPost,
  title: localText,
  text: localText.optional(),
  after: z.array(id).max(10).optional().meta({ description: 'Steps that come first; the one before by default' }),
  limit: duration.optional(),
  from: z.enum(['start', 'turn']).default('start').meta({ description: 'Where the limit runs from' }),
  seenBy: seenBy.optional().meta({ description: 'Without it a person confirms the step' }),
  evidence: z.array(playbookEvidence).default([]),
  optional: z.boolean().default(false),
  late: z
    .array(playbookPost)
    .max(5)
    .default([])
    .meta({ description: 'Told one after the other while it is late; the site’s duty contact by default' }),
});
export type StepEntry = z.infer<typeof step>;

const id60 = z.string().min(1).max(60);
const begins = {
  alarms: z.array(id60).default([]).meta({ description: 'Names of alarms in their templates' }),
  kinds: z.array(z.string()).default([]).meta({ description: 'Kinds of condition, such as limit or discrete' }),
  classes: z.array(alarmClass).default([]),
  systems: z.array(systemId).default([]),
  equipmentClasses: z.array(equipmentClass).default([]),
  priorities: z.array(priority).default([]),
};
const start = z.strictObject(begins);

/** Alarms of one site that begin a playbook beside those its file names. */
export const siteStart = z
  .strictObject({ ...begins, equipment: z.array(id60).default([]) })
  .refine((entry) => Object.values(entry).some((list) => list.length > 0), 'says which alarms begin it');

/** A file of `config/playbooks`. */
export const playbookFile = z
  .strictObject({
    playbook: id,
    version: z.int().min(1),
    title: localText,
    about: localText,
    scope: z.enum(['site', 'equipment']).default('site').meta({ description: 'equipment: one run for each machine' }),
    start: z.array(start).max(10).default([]).meta({ description: 'Without it people begin it' }),
    never: z.array(localText).max(10).default([]),
    drillEvery: z.int().min(1).max(1000).optional().meta({ description: 'Days' }),
    steps: z.array(step).min(1).max(60),
  })
  .meta({ title: 'Playbook' });
export type PlaybookFile = z.infer<typeof playbookFile>;
