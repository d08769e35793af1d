import { replayStart } from '../../contract/resources.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import { MOMENT_HELP, readMoment } from '../log/moment.ts';
import { safeText } from '../text-table.ts';

export const logReplay = defineCommand({
  name: 'log replay',
  summary: 'have the running gateway send a sink everything since a moment once more, beside live data',
  details: `For a database that was restored from an older backup. What it has already is written over with the same values.
node gateway/main.ts log replay --user kim --sink influx --from 2026-01-05T08:00:00+08:00`,
  options: {
    ...SESSION_OPTIONS,
    sink: { type: 'string', value: 'ID', help: 'sink of the site file', required: true },
    from: { type: 'string', value: 'TIME', help: MOMENT_HELP, required: true },
    json: JSON_OUTPUT,
  },
  async run(given, context) {
    const fromMs = readMoment(given.from, context.clock.nowMs());
    if (fromMs === undefined) return refuse(given, context, `--from ${given.from}; allowed: ${MOMENT_HELP}`, 2);
    return withSession(given, context, async (client) => {
      const body = { sink: given.sink, from: new Date(fromMs).toISOString() };
      const replay = await client.post('/historian/replays', body, replayStart);
      answer(given, context, { ok: true, ...replay }, () => [
        safeText(`${replay.sink} is sent about ${replay.samples} samples since ${replay.from} once more.`),
      ]);
      return 0;
    });
  },
});
