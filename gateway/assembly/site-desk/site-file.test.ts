import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { FakeAccounts } from '../../../tests/harness/web-fakes.ts';
import { loadOptions } from '../../cli/site.ts';
import { type LoadedSite, type LoadResult, loadSite } from '../../config/load.ts';
import { differenceOf } from '../../config/site-difference.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { SiteEdit } from '../../domain/site-edit.ts';
import { SiteFile } from './site-file.ts';

/** It looks like a reference and is none. */
const SECRET = `hunter2 \${${'HOME'}}`;

const DEMO = new URL('../../../config/demo.site.yaml', import.meta.url);

const HIGH: SiteEdit = {
  ...{ kind: 'change-alarm', equipment: 'CH-1', alarm: 'approach-high' },
  change: { onDelay: '7m' },
};

function loaded(result: LoadResult): LoadedSite {
  if (!result.ok) throw new Error(JSON.stringify(result.mistakes[0]));
  return result.value;
}

/** A site file on the disk, and a gateway that only remembers what it was told to run. */
async function house() {
  const folder = await tempFolder();
  const file = join(folder, 'site.yaml');
  writeFileSync(file, readFileSync(DEMO, 'utf8'));
  const source = { options: loadOptions(file, {}), adapt: (result: LoadResult) => result };
  const clock = new ManualClock();
  const accounts = new FakeAccounts();
  const gateway = { running: loaded(loadSite(source.options)), refuses: false };
  const siteFile: SiteFile = new SiteFile({
    ...{ source, accounts, clock, logger: silentLogger, backupFolder: join(folder, 'old') },
    gateway: {
      loaded: () => gateway.running,
      tryOut: () => {
        if (gateway.refuses) throw new PlantroomError('CONFIG_INVALID', 'the line is too slow');
      },
      reload: async (next) => {
        const difference = differenceOf(gateway.running.site, next.site);
        gateway.running = next;
        siteFile.tookUp();
        return difference;
      },
    },
  });
  siteFile.tookUp();
  onTestFinished(() => siteFile.stop());
  const save = async (edits: readonly SiteEdit[], revision?: string) => {
    const now = revision ?? (await siteFile.state()).revision;
    return siteFile.save({ revision: now, edits, reason: 'seen on site', by: 'wang' });
  };
  return { folder, file, siteFile, gateway, accounts, clock, save };
}

const someAlarm = ({ running }: { readonly running: LoadedSite }) =>
  running.site.conditions.find(({ kind, id }) => kind === 'limit' && id.startsWith('CH-1.'))!;

test('a saved edit stands in the file, is recorded, and runs a moment later', async () => {
  const { file, siteFile, gateway, accounts, clock, save, folder } = await house();
  const { id } = someAlarm(gateway);
  const edit: SiteEdit = { ...HIGH, alarm: id.slice('CH-1.'.length) };
  const before = readFileSync(file, 'utf8');
  const { mode } = statSync(file);
  const saved = await save([edit]);
  expect(saved).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).toContain('onDelay: 7m');
  expect(statSync(file).mode).toBe(mode);
  expect(siteFile.isOwnEdit(file)).toBe(true);
  const [backup] = readdirSync(join(folder, 'old'));
  expect(readFileSync(join(folder, 'old', backup!), 'utf8')).toBe(before);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(accounts.entries).toMatchObject([{ actor: 'wang', action: 'configure', outcome: 'done' }]);
  expect(accounts.entries[0]!.subject).toContain('equipment[CH-1].alarms');
  expect((await siteFile.state()).runningRevision).not.toBe((await siteFile.state()).revision);
  clock.advance(1000);
  await siteFile.stop();
  expect(gateway.running.site.conditions.find((one) => one.id === id)!.onDelayMs).toBe(420_000);
  const state = await siteFile.state();
  expect(state.runningRevision).toBe(state.revision);
});

test('an edit by hand in between is never overwritten', async () => {
  const { file, siteFile, save, gateway, accounts } = await house();
  const { revision } = await siteFile.state();
  const byHand = `${readFileSync(file, 'utf8')}\n# by hand\n`;
  writeFileSync(file, byHand);
  const edit: SiteEdit = { ...HIGH, alarm: someAlarm(gateway).id.slice('CH-1.'.length) };
  expect(await save([edit], revision)).toMatchObject({ ok: false, code: 'CONFIG_CHANGED' });
  expect(readFileSync(file, 'utf8')).toBe(byHand);
  expect(siteFile.isOwnEdit(file)).toBe(false);
  expect(accounts.entries).toEqual([]);
  expect(await save([edit])).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).toContain('# by hand');
});

test('what the loader refuses is told with its place and what is allowed, and not written', async () => {
  const { file, siteFile, save } = await house();
  const before = readFileSync(file, 'utf8');
  const edit: SiteEdit = {
    ...{ kind: 'add-equipment', id: 'CH-9', name: { en: 'Chiller', zh: '主机' }, template: 'york-ylaaa' },
    ...{ area: 'chiller-plant', connection: 'nowhere', device: {}, parameters: {} },
  };
  const { mistakes, changes } = siteFile.check([edit]);
  expect(mistakes.map(({ message }) => message).join('\n')).toContain('york-ylaaa');
  expect(mistakes.some(({ suggestion, allowed }) => suggestion === 'york-ylaa' || allowed !== null)).toBe(true);
  expect(mistakes.every(({ line }) => line > 1)).toBe(true);
  expect(changes).toHaveLength(1);
  expect(await save([edit])).toMatchObject({ ok: false, code: 'CONFIG_INVALID' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('what a driver refuses is not written either', async () => {
  const { siteFile, save, gateway } = await house();
  gateway.refuses = true;
  const edit: SiteEdit = { kind: 'rename-equipment', equipment: 'T1', name: { en: 'T', zh: 'T' } };
  expect(siteFile.check([edit]).mistakes[0]?.message).toContain('too slow');
  expect(await save([edit])).toMatchObject({ ok: false, code: 'CONFIG_INVALID' });
});

test('a secret goes into a file of its own, which only the gateway reads', async () => {
  const { folder, file, save, accounts, siteFile } = await house();
  const edit: SiteEdit = {
    ...{ kind: 'put-channel', id: 'mail', secrets: { password: SECRET } },
    settings: {
      ...{ kind: 'email', host: 'smtp.example.com', port: 587, username: 'plant@example.com' },
      from: 'plant@example.com',
    },
  };
  expect(siteFile.check([edit]).mistakes).toEqual([]);
  expect(await save([edit])).toMatchObject({ ok: true });
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
  const secret = join(folder, 'secrets', 'mail.password');
  expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(accounts.entries)).not.toContain('hunter2');
});
