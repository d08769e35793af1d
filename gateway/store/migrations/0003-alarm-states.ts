import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** What the first form of an alarm state held; the rest of a row is as it was. */
interface FormerState {
  readonly evaluation: { readonly phase: string; readonly lastMono?: number | null };
  readonly quality: { readonly state: string };
  readonly episode: ({ readonly activeAt: number; readonly closedAt: number | null } & Record<string, unknown>) | null;
}

interface FormerRow {
  readonly condition_id: string;
  readonly state: string;
  readonly priority: string | null;
}

/**
 * Brings every stored state to the form with the regions of a quieted alarm. Its monotonic moments belonged to a process that is gone: evidence
 * keeps what it has proven and waits for the next sample.
 */
export async function upgradeAlarmStates(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<FormerRow>`select alarm_state.condition_id, alarm_state.state, alarm_episode.priority
    from alarm_state left join alarm_episode
      on alarm_episode.condition_id = alarm_state.condition_id and alarm_episode.state != 'closed'`.execute(db);
  for (const { condition_id, state, priority } of rows) {
    const upgraded = JSON.stringify(upgrade(JSON.parse(state) as FormerState, priority ?? 'P3'));
    await sql`update alarm_state set state = ${upgraded} where condition_id = ${condition_id}`.execute(db);
  }
}

function upgrade(former: FormerState, priority: string): Record<string, unknown> {
  const { evaluation, quality, episode } = former;
  const isPending = evaluation.phase === 'pending-on' || evaluation.phase === 'pending-off';
  return {
    ...former,
    ...{ revision: '', level: null, shelving: { state: 'unshelved' }, shelvings: 0, suppression: [] },
    ...{ service: { state: 'in-service' }, activations: [], isChattering: false, episodes: [] },
    isReconfigured: false,
    deadlines: { announce: null, release: null, reAlarm: null, order: null, calm: null },
    evaluation: isPending ? { ...evaluation, lastMono: null } : evaluation,
    quality: quality.state === 'bad' ? { ...quality, sinceMono: 0 } : quality,
    episode: episode && upgradeEpisode(episode, priority),
  };
}

/** It had been told when it became active; when last does not matter any more. */
function upgradeEpisode(episode: NonNullable<FormerState['episode']>, priority: string): Record<string, unknown> {
  const { announcedAt: _announcedAt, ...kept } = episode;
  return {
    ...{ ...kept, level: 0, priority, isSilent: false, annunciatedAt: episode.activeAt, toldMono: null },
    ...{ isLatched: false, reAlarms: 0, parent: null, firstOut: null },
  };
}
