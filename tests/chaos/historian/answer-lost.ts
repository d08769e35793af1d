import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, uniform } from '../../simulators/model/random.ts';
import { startDatabases } from './databases.ts';
import type { Scenario } from './scenario.ts';
import { type AnswerFate, SinkProxy } from './sinks/sink-proxy.ts';
import { Stage, verdictLine } from './stage.ts';

const DEVICES = 20;
const POLL_EVERY_MS = 100;
const LAST_MS = { full: 40_000, short: 8_000 };
const LOST_SHARE = 0.35;
/** A swallowed answer costs a whole time limit of a request, so few are. */
const SWALLOWED_SHARE = 0.05;
const CAUGHT_UP_WITHIN_MS = 90_000;

export const answerLost: Scenario = {
  name: 'answer-lost',
  about: 'the database has stored a batch, and the answer does not arrive',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const random = createRandom(options.seed, 'answer-lost');
    const fateOf = (): AnswerFate => {
      const dice = uniform(random);
      if (!options.short && dice < SWALLOWED_SHARE) return 'swallowed';
      return dice < LOST_SHARE ? 'reset' : 'passes';
    };
    const databases = await startDatabases(cleanUp);
    const proxies = await Promise.all(databases.map(({ server }) => SinkProxy.start(server.url)));
    for (const proxy of proxies) cleanUp.defer(() => proxy.stop());
    const sinks = databases.map((database, i) => database.sink(proxies[i]!.url));
    const stage = await Stage.set(options, { devices: DEVICES, sinks }, cleanUp);
    await stage.gateway.ask('live', { everyMs: POLL_EVERY_MS });
    for (const proxy of proxies) proxy.fateOf = fateOf;
    await pause(options.short ? LAST_MS.short : LAST_MS.full);
    for (const proxy of proxies) proxy.fateOf = () => 'passes';
    await stage.gateway.ask('halt', {});
    const drainMs = await stage.caughtUp(
      databases.map(({ id }) => id),
      CAUGHT_UP_WITHIN_MS,
    );
    const lines: string[] = [];
    for (const { id, rows } of databases) lines.push(verdictLine(id, await stage.judge(id, rows)));
    const lost = proxies.map(({ lostAnswers }) => lostAnswers);
    stage.check(Math.min(...lost) > 0, 'no answer was lost');
    const told = proxies.map(({ lostAnswers, writes }, i) => `${databases[i]!.id} ${lostAnswers} of ${writes}`);
    return {
      failures: stage.failures,
      lines: [`answers lost after the batch was stored: ${told.join(', ')}`, ...lines],
      figures: { lostAnswers: lost, writes: proxies.map(({ writes }) => writes), drainMs },
    };
  },
};
