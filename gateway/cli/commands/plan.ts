import { planText } from '../../acquisition/plan.ts';
import { planOf } from '../../acquisition/site-plan.ts';
import { answer, readSiteFor } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, JSON_OUTPUT } from '../common-options.ts';

export const plan = defineCommand({
  name: 'plan',
  summary: 'print what would be read from each device and how busy each line would be; nothing is connected',
  details: 'Exit code 1 when a serial line cannot carry what is asked of it; `run` refuses such a site.',
  options: { config: CONFIG, json: JSON_OUTPUT },
  async run(given, context) {
    const loaded = readSiteFor(given, context);
    if (typeof loaded === 'number') return loaded;
    const connections = planOf(loaded.site, context.drivers);
    const impossible = connections.flatMap(({ line }) => (line?.kind === 'impossible' ? [line] : []));
    const ok = impossible.length === 0;
    answer(given, context, { ok, connections }, () => [
      planText(loaded.site, context.drivers),
      ...impossible.map(({ connection }) => `\n${connection} is IMPOSSIBLE: see its last line`),
    ]);
    return ok ? 0 : 1;
  },
});
