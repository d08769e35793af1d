import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import type { JournalFault } from '../../../gateway/ports/alarm-repository.ts';
import { openStore } from '../../../gateway/store/open-store.ts';
import { Child } from '../../harness/child.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { createRandom, whole } from '../../simulators/model/random.ts';
import { look } from './stored.ts';

const TRIGGERS = ['journal_no_update', 'journal_no_delete'];

/** A row is edited, one is taken out, and the last one is cut off, each in a copy of the folder; both ways of verifying must name it. */
export async function tamperWith(folder: string, seed: number): Promise<readonly string[]> {
  const last = look(folder, (file) => Number(file.prepare('select max(sequence) n from journal').get()?.n));
  const random = createRandom(seed, 'tampering');
  const [edited, removed] = [whole(random, 2, last - 1), whole(random, 2, last - 1)];
  const faults = [
    await findings('as it is', folder, []),
    await afterwards(folder, `update journal set at = at + 1 where sequence = ${edited}`, [
      { sequence: edited, kind: 'changed' },
    ]),
    await afterwards(folder, `delete from journal where sequence = ${removed}`, [
      { sequence: removed, kind: 'removed' },
    ]),
    await afterwards(folder, `delete from journal where sequence = ${last}`, [{ sequence: last, kind: 'shortened' }]),
  ];
  return faults.flat();
}

async function afterwards(folder: string, sql: string, wanted: readonly JournalFault[]): Promise<string[]> {
  const copy = `${folder}-tampered`;
  cpSync(folder, copy, { recursive: true });
  try {
    const file = new DatabaseSync(join(copy, 'ops.sqlite'));
    for (const trigger of TRIGGERS) file.exec(`drop trigger ${trigger}`);
    file.exec(sql);
    file.close();
    return await findings(sql, copy, wanted);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function findings(what: string, folder: string, wanted: readonly JournalFault[]): Promise<string[]> {
  const ways = [
    ['verify()', await verifyByStore(folder)],
    ['journal verify', await verifyByCommand(folder)],
  ] as const;
  return ways
    .filter(([, found]) => JSON.stringify(found) !== JSON.stringify(wanted))
    .map(
      ([way, found]) => `${way} of the journal, ${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`,
    );
}

async function verifyByStore(folder: string): Promise<readonly JournalFault[]> {
  const store = await openStore({ folder, clock: systemClock, logger: silentLogger });
  try {
    return await store.alarms.verify();
  } finally {
    await store.close();
  }
}

async function verifyByCommand(folder: string): Promise<unknown> {
  const child = new Child(['gateway/main.ts', 'journal', 'verify', '--data', folder, '--json']);
  await child.exited;
  try {
    const { faults } = JSON.parse(child.output) as { faults: unknown };
    return faults;
  } catch {
    return child.output;
  }
}
