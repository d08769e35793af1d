import type { LoadedSite } from '../../../../gateway/config/load.ts';

/** Points that the duty room looks back at; the others are shown and watched all the same, and not written down. */
export function recordedTags({ duty }: LoadedSite): ReadonlySet<string> {
  const columns = duty.sheets.sheets.flatMap(({ form }) => form.blocks.flatMap((block) => block.columns));
  const tags = [
    ...columns.flatMap(({ tag, figure }) => [tag, ...(figure?.tags ?? [])]),
    ...runTags({ duty }),
    ...duty.sheets.comfort.flatMap(({ temperature, humidity }) => [temperature?.tag, humidity?.tag]),
    ...duty.meterRuns.meters.map(({ point }) => point),
    ...duty.maintenance.plans.map(({ hours }) => hours?.tag),
    ...duty.testRuns.sets.flatMap(({ running, load, mains, figures }) =>
      [running, load, mains, ...figures].map((point) => point?.tag),
    ),
  ];
  return new Set(tags.flatMap((tag) => tag ?? []));
}

/** Run states by which sheets and starts by the clock are made. */
export const runTags = ({ duty }: Pick<LoadedSite, 'duty'>): readonly string[] => [
  ...duty.sheets.sheets.flatMap(({ form }) => form.runTag ?? []),
  ...duty.sheets.timedStarts.flatMap(({ tags }) => tags),
];
