import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { playbookPost } from '../../domain/duty/playbooks/playbook-plan.ts';
import { entryId as id } from '../entry-id.ts';
import { target } from '../on-call-schema.ts';
import { siteStart } from './playbook-file.ts';

/** Section `duty.playbooks` of the site file. */
export const playbooksSection = z
  .strictObject({
    use: z.array(id).optional().meta({ description: 'Files of config/playbooks; all of them by default' }),
    groups: z
      .record(id, z.array(id).min(1))
      .default({})
      .meta({ description: 'Machines by the names that playbooks use, such as incomer: [INC1, INC2]' }),
    posts: z
      .partialRecord(playbookPost, z.array(target).min(1))
      .default({})
      .meta({ description: 'Who is behind a post; a rotation or team of that name by default' }),
    subjects: z
      .record(id, z.array(id).min(1))
      .default({})
      .meta({ description: 'By playbook: only alarms of these machines begin it' }),
    starts: z
      .record(id, z.array(siteStart).min(1).max(10))
      .default({})
      .meta({ description: 'By playbook: alarms that begin it as well, such as fire: [{ equipment: [FIRE-PANEL] }]' }),
    limits: z
      .record(z.string(), duration)
      .default({})
      .meta({ description: 'Limits of this site, such as mains-failure.generator: 30s' }),
    nextPost: duration
      .default('5m')
      .meta({ description: 'A step that stays late is told to the next post after so long' }),
  })
  .prefault({});
export type PlaybooksSection = z.infer<typeof playbooksSection>;
