import { z } from 'zod';
import { dayOfText } from '../../domain/duty/calendar-days.ts';
import type { StoresPlan } from '../../domain/duty/stores/stores-plan.ts';
import type { Site } from '../../domain/site.ts';
import { localText } from '../../domain/text.ts';
import { entryId } from '../entry-id.ts';
import type { MistakeList, Path } from '../mistakes.ts';
import type { Origin } from '../origin.ts';
import { siteDate } from './maintenance-schema.ts';

const words = z.string().max(120).default('');

const part = z.strictObject({
  id: entryId,
  name: localText,
  unit: z.string().min(1).max(12).default('pc'),
  shelf: words,
  least: z.number().min(0).default(0).meta({ description: 'Fewer on the shelf ask for more' }),
  onHand: z
    .number()
    .min(0)
    .default(0)
    .meta({ description: 'When the gateway takes the register over; counted on the screen afterwards' }),
  approvalAbove: z.number().min(0).default(10).meta({ description: 'Taking more at once needs a second person' }),
  price: z.number().min(0).nullable().default(null),
  equipment: z.array(entryId).max(500).default([]),
});

const tool = z.strictObject({ id: entryId, name: localText, place: words });

const contractor = z.strictObject({
  id: entryId,
  name: z.string().min(1).max(120),
  trade: localText,
  contact: words,
  phone: words,
  nightPhone: words,
  equipment: z.array(entryId).max(2000).default([]),
  arriveMinutes: z.int().min(1).max(10_080).default(120),
  contractEnd: siteDate.optional(),
});

const instrument = z.strictObject({
  id: entryId,
  name: localText,
  serial: words,
  place: words,
  equipment: entryId.optional(),
  everyMonths: z.int().min(1).max(120).default(12),
  mandatory: z.boolean().default(false),
  lastDone: siteDate.optional(),
});

/** Parts, tools, contractors and instruments that the registers begin with. */
const certificate = z.strictObject({
  id: entryId,
  person: z.string().min(1).max(120).meta({ description: 'Whose it is' }),
  title: localText,
  number: words,
  validUntil: siteDate.optional().meta({ description: 'Without it: it does not run out' }),
});

export const storesSection = z
  .strictObject({
    parts: z.array(part).max(2000).default([]),
    tools: z.array(tool).max(2000).default([]),
    contractors: z.array(contractor).max(200).default([]),
    instruments: z.array(instrument).max(2000).default([]),
    certificates: z.array(certificate).max(2000).default([]),
    noticeDays: z.int().min(1).max(180).default(30).meta({ description: 'Due soon: so long before' }),
  })
  .prefault({});
export type StoresSection = z.infer<typeof storesSection>;

/** The registers as the site file begins them. Machines that there are not, and ids that come twice, are mistakes. */
export function resolveStores(section: StoresSection, site: Site, origin: Origin, mistakes: MistakeList): StoresPlan {
  const equipment = site.equipment.map(({ id }) => id);
  const known = (path: Path, name: string | undefined): void => {
    if (name !== undefined && !equipment.includes(name)) {
      mistakes.addUnknown(origin.locate(path, 'value'), 'equipment', name, equipment);
    }
  };
  for (const list of ['parts', 'contractors'] as const) {
    for (const [at, one] of section[list].entries()) {
      for (const [n, name] of one.equipment.entries()) known([list, at, 'equipment', n], name);
    }
  }
  for (const [at, one] of section.instruments.entries()) known(['instruments', at, 'equipment'], one.equipment);
  refuseRepeatedIds(section, origin, mistakes);
  return {
    parts: section.parts,
    tools: section.tools,
    contractors: section.contractors.map((one) => ({
      ...one,
      contractEnd: one.contractEnd ? dayOfText(one.contractEnd) : null,
    })),
    instruments: section.instruments.map(({ mandatory, lastDone, equipment: of, ...one }) => ({
      ...one,
      equipment: of ?? null,
      isMandatory: mandatory,
      lastDone: lastDone ? dayOfText(lastDone) : null,
    })),
    certificates: section.certificates.map(({ validUntil, ...one }) => ({
      ...one,
      validUntil: validUntil ? dayOfText(validUntil) : null,
    })),
    noticeDays: section.noticeDays,
  };
}

function refuseRepeatedIds(section: StoresSection, origin: Origin, mistakes: MistakeList): void {
  for (const list of ['parts', 'tools', 'contractors', 'instruments', 'certificates'] as const) {
    const ids = section[list].map(({ id }) => id);
    for (const [at, id] of ids.entries()) {
      if (ids.indexOf(id) === at) continue;
      mistakes.add(origin.locate([list, at, 'id'], 'value'), `a second entry has the id "${id}"`);
    }
  }
}
