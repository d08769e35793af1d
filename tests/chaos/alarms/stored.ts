import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Row } from './condition-model.ts';
import type { Promised } from './life-record.ts';

/** Looks into the operations database from outside, also beside a gateway that lives. What is read here was written by the store. */
export function look<T>(folder: string, work: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(join(folder, 'ops.sqlite'), { readOnly: true, timeout: 5_000 });
  try {
    return work(file);
  } finally {
    file.close();
  }
}

export const rowsAfter = (folder: string, sequence: number): readonly Row[] =>
  look(folder, (file) =>
    file
      .prepare(
        `select sequence, type, condition_id conditionId, alarm_id alarmId, occurrence, at, actor, annunciation
         from journal where sequence > ? order by sequence`,
      )
      .all(sequence),
  ) as unknown as readonly Row[];

/** What the journal has said so far, to be asked for what was promised. */
export class Said {
  private readonly words = new Set<string>();

  add({ alarmId, occurrence, type, actor }: Row): void {
    if (alarmId === null) return;
    this.words.add(`${alarmId} ${occurrence}`).add(`${alarmId} ${type}`);
    if (type === 'acknowledged') this.words.add(`${alarmId} acknowledged by ${actor}`);
    if (type === 'ack-duplicate') this.words.add(`${alarmId} duplicate by ${actor}`);
  }

  /** What must be in the journal and is not, in words; undefined when all is there. */
  missing(promised: Promised): string | undefined {
    const { alarmId } = promised;
    if (promised.kind === 'answered') {
      const { person } = promised;
      const isThere = this.has(`${alarmId} acknowledged by ${person}`) || this.has(`${alarmId} duplicate by ${person}`);
      return isThere ? undefined : `${person} was answered that ${alarmId} is acknowledged`;
    }
    const { occurrence, state, by } = promised;
    if (!this.has(`${alarmId} ${occurrence}`)) return `${alarmId} was told with occurrence ${occurrence}`;
    if (state === 'returned-unacknowledged' && !this.has(`${alarmId} returned`))
      return `${alarmId} was told as returned`;
    if (state === 'closed' && !this.has(`${alarmId} closed`)) return `${alarmId} was told as closed`;
    const isBy = by === '-' || this.has(`${alarmId} acknowledged by ${by}`);
    return isBy ? undefined : `${alarmId} was told as acknowledged by ${by}`;
  }

  private has(words: string): boolean {
    return this.words.has(words);
  }
}

/** What is wrong with the work orders at any moment. */
const ORDER_FAULTS: readonly (readonly [what: string, sql: string])[] = [
  [
    'two open orders of one fault',
    `select dedup_key name from work_order where dedup_key is not null and state not in ('closed', 'cancelled')
     group by dedup_key having count(*) > 1`,
  ],
  ['two orders of one episode', `select alarm_id name from wo_episode group by alarm_id having count(*) > 1`],
  [
    'an episode that opened two orders',
    `select alarm_id name from work_order where alarm_id is not null and state not in ('closed', 'cancelled')
     group by alarm_id having count(*) > 1`,
  ],
  [
    'an order of an episode nobody was told of',
    `select alarm_id name from wo_episode where role <> 'consequence' and alarm_id not in
     (select alarm_id from journal where annunciation is not null and alarm_id is not null)`,
  ],
  [
    'an urgent alarm without its order',
    `select distinct alarm_id name from journal where annunciation is not null and priority in ('P1', 'P2')
     and alarm_id not in (select alarm_id from wo_episode)`,
  ],
];

export const orderFaults = (folder: string): string[] =>
  look(folder, (file) =>
    ORDER_FAULTS.flatMap(([what, sql]) =>
      file
        .prepare(sql)
        .all()
        .map(({ name }) => `${what}: ${name}`),
    ),
  );
