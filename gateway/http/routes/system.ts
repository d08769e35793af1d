import type { Readiness } from '../../contract/resources.ts';
import { done, PlantroomError } from '../../domain/errors.ts';
import { may } from '../../domain/role.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Historian, HistorianStatus } from '../../ports/historian.ts';
import { type Handlers, Prepared } from '../handler.ts';

interface SystemServices {
  readonly historian: Historian;
  readonly readiness: () => Promise<Readiness>;
  readonly metricsText: () => Promise<string>;
  readonly version: string;
  readonly generation: string;
  readonly simulated: boolean;
  readonly clock: Clock;
}

/** How the program itself is doing. */
export function systemRoutes(services: SystemServices): Handlers<'readStatus' | 'live' | 'ready' | 'metrics'> {
  const { historian, readiness, metricsText, version, generation, simulated, clock } = services;
  const startedAt = clock.nowMs();
  const started = clock.monotonicMs();
  return {
    readStatus: async () => {
      const uptimeSeconds = Math.floor((clock.monotonicMs() - started) / 1000);
      return done({ version, generation, simulated, startedAt, uptimeSeconds, historian: await statusOf(historian) });
    },
    live: () => done({ status: 'ok' as const }),
    ready: async ({ caller, isLocal }) => {
      const state = await readiness();
      const detailed = isLocal || (caller !== undefined && may(caller.role, 'system:read'));
      const body = JSON.stringify(detailed ? state : withoutDetail(state));
      return done(new Prepared(body, state.ready ? 200 : 503));
    },
    metrics: async () => done(new Prepared(await metricsText())),
  };
}

async function statusOf(historian: Historian): Promise<HistorianStatus> {
  try {
    return await historian.status();
  } catch (cause) {
    throw new PlantroomError('HISTORY_UNAVAILABLE', undefined, { cause });
  }
}

/** Details name hosts and files; a stranger learns only which part is unwell. */
function withoutDetail({ ready, checks }: Readiness): Readiness {
  const bare = Object.entries(checks).map(([name, { ok }]) => [name, { ok }]);
  return { ready, checks: Object.fromEntries(bare) };
}
