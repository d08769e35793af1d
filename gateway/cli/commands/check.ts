import { checkLines, type LineVerdict } from '../../acquisition/site-plan.ts';
import { prioritySplit, splitText } from '../../config/lint/priority-split.ts';
import type { LoadedSite } from '../../config/load.ts';
import { answer, readSiteFor } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, JSON_OUTPUT } from '../common-options.ts';

export const check = defineCommand({
  name: 'check',
  summary: 'list every mistake of a site file with its place, and every line that is too busy',
  options: { config: CONFIG, json: JSON_OUTPUT },
  async run(given, context) {
    const loaded = readSiteFor(given, context);
    if (typeof loaded === 'number') return loaded;
    const counts = countsOf(loaded);
    const lines = checkLines(loaded.site, context.drivers).filter(({ kind }) => kind !== 'fits');
    const ok = lines.every(({ kind }) => kind !== 'impossible');
    if (!given.json) for (const line of lines) context.warn(lineText(line));
    answer(given, context, { ok, file: loaded.file, included: loaded.included, ...counts, lines }, () => [
      `${loaded.file}: ${counts.points} points of ${counts.equipment} pieces of equipment, ` +
        `${counts.devices} devices on ${counts.connections} connections, ${counts.conditions} alarm conditions`,
      `  priorities: ${splitText(counts.priorities)}`,
    ]);
    return ok ? 0 : 1;
  },
});

/** A line that is too busy, with the arithmetic. */
const lineText = ({ connection, text }: LineVerdict): string => `connection ${connection}: ${text}`;

function countsOf({ site }: LoadedSite) {
  const { points, equipment, connections, conditions } = site;
  return {
    points: points.length,
    equipment: equipment.length,
    devices: connections.reduce((sum, connection) => sum + connection.devices.length, 0),
    connections: connections.length,
    conditions: conditions.length,
    priorities: prioritySplit(conditions),
  };
}
