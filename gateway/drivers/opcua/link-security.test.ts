import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceAt, opcuaContext } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { QUALITY } from '../../domain/quality.ts';
import { pruneRejected, storeFolderOf, trustCertificate } from './certificate-files.ts';
import { opcuaTools } from './tools.ts';

const rig = opcuaRig({ nodes: { 'L01.Car_Position': { type: 'Int32', value: 7 } } });
const DEVICES = [deviceAt('L01', 0, ['Car_Position'])];
const DAY_MS = 86_400_000;
const started = { ok: true };

/** A store of its own for each test. */
let stores = 0;
const newStore = (): string => join(rig.folder, `state-${stores++}`);

const tools = (stateFolder: string) => ({
  ...opcuaContext({ port: 1, devices: [], stateFolder }),
  signal: new AbortController().signal,
});

async function refusal(port: number, stateFolder: string, config: object = { security: {} }): Promise<string> {
  const answer = await rig.link(DEVICES, { port, stateFolder, config }).start(new RecordingListener());
  return answer.ok || !('detail' in answer.failure) ? '' : (answer.failure.detail ?? '');
}

describe('an unknown server', () => {
  it('is refused with its fingerprint and the way out, and accepted once it is trusted', async () => {
    const stateFolder = newStore();
    const { port } = rig.server;
    const detail = await refusal(port, stateFolder);
    expect(await opcuaTools.certificates?.(tools(stateFolder))).toEqual([
      {
        fingerprint: expect.any(String),
        subject: expect.any(String),
        validUntil: expect.any(String),
        state: 'rejected',
      },
    ]);
    const [{ fingerprint } = { fingerprint: '' }] = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    expect(fingerprint).toMatch(/^[0-9a-f]{40}$/);
    expect(detail).toContain(`fingerprint ${fingerprint}`);
    expect(detail).toContain(`plantroom trust --connection lifts-a ${fingerprint.slice(0, 16)}`);
    expect(rig.server.sessions).toBe(0);

    const spoken = fingerprint
      .slice(0, 8)
      .toUpperCase()
      .replace(/(..)(?=.)/g, '$1:');
    expect(await opcuaTools.trust?.(tools(stateFolder), spoken)).toBe(true);
    expect(await opcuaTools.certificates?.(tools(stateFolder))).toMatchObject([{ fingerprint, state: 'trusted' }]);
    const link = rig.link(DEVICES, { stateFolder, config: { security: {} } });
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    await heard.until(() => heard.quality(0) === QUALITY.good);
    expect(link.cautions).toEqual([]);
  });

  it('nobody is trusted by a fingerprint that is too short, unknown, or of two', async () => {
    const stateFolder = newStore();
    await refusal(rig.server.port, stateFolder);
    const other = await rig.serve({ certificate: { name: 'other', from: new Date(Date.now() - DAY_MS), days: 30 } });
    await refusal(other.port, stateFolder);
    const rows = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    expect(rows).toHaveLength(2);
    for (const wrong of ['', 'a', rows[0]!.fingerprint.slice(0, 3), 'ffffffffffff']) {
      expect(await opcuaTools.trust?.(tools(stateFolder), wrong)).toBe(false);
    }
    expect(await trustCertificate(join(stateFolder, 'nowhere'), rows[0]!.fingerprint)).toBe(false);
  });

  it('rejected certificates do not fill the disk', async () => {
    const store = storeFolderOf(newStore(), 'lifts-a');
    await refusal(rig.server.port, join(store, '..', '..'));
    const folder = join(store, 'rejected');
    for (let count = 0; count < 60; count++) await writeFile(join(folder, `junk-${count}.pem`), 'no certificate');
    await pruneRejected(store);
    expect(await readdir(folder)).toHaveLength(50);
  });
});

describe('a trusted server', () => {
  it('with a new certificate is refused again, with the new fingerprint', async () => {
    const stateFolder = newStore();
    const from = new Date(Date.now() - DAY_MS);
    const before = await rig.serve({ certificate: { name: 'first', from, days: 30 } });
    await refusal(before.port, stateFolder);
    const [first] = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    await opcuaTools.trust?.(tools(stateFolder), first!.fingerprint);
    expect(await refusal(before.port, stateFolder)).toBe('');
    await before.stop();

    const after = await rig.serve({ port: before.port, certificate: { name: 'second', from, days: 30 } });
    const detail = await refusal(after.port, stateFolder);
    const rows = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    const second = rows.find(({ state }) => state === 'rejected');
    expect(rows).toHaveLength(2);
    expect(detail).toContain(`fingerprint ${second!.fingerprint}`);
    expect(detail).toContain('CN=second');
    expect(after.sessions).toBe(0);
  });

  it('whose certificate has expired is refused, with the fingerprint', async () => {
    const stateFolder = newStore();
    const expired = { name: 'expired', from: new Date(Date.now() - 30 * DAY_MS), days: 10 };
    const server = await rig.serve({ certificate: expired });
    await refusal(server.port, stateFolder);
    const [row] = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    expect(await opcuaTools.trust?.(tools(stateFolder), row!.fingerprint)).toBe(true);
    const detail = await refusal(server.port, stateFolder);
    expect(detail).toContain('has expired');
    expect(detail).toContain(`fingerprint ${row!.fingerprint}`);
    expect(detail).toContain(row!.validUntil.slice(0, 10));
    expect(server.sessions).toBe(0);
  });
});

describe('our own certificate', () => {
  it('is made once and kept, and made again only when it is gone', async () => {
    const stateFolder = newStore();
    const own = join(storeFolderOf(stateFolder, 'lifts-a'), 'own', 'certs', 'client_certificate.pem');
    await refusal(rig.server.port, stateFolder);
    const first = await readFile(own, 'utf8');
    await refusal(rig.server.port, stateFolder);
    expect(await readFile(own, 'utf8')).toBe(first);
    await writeFile(own, first.slice(0, 100));
    await refusal(rig.server.port, stateFolder);
    expect(await readFile(own, 'utf8')).toContain('END CERTIFICATE');
    await rm(own);
    await refusal(rig.server.port, stateFolder);
    expect(await readFile(own, 'utf8')).toContain('END CERTIFICATE');
  });
});

describe('signing in', () => {
  it('a connection without security is said to be one', () => {
    expect(rig.link(DEVICES).cautions).toHaveLength(1);
    const open = rig.link(DEVICES, { config: { username: 'duty', password: 'right' } });
    expect(open.cautions).toHaveLength(2);
  });

  it('a server that closes every door names the reason', async () => {
    const closed = await rig.serve({ user: ['duty', 'right'], policies: ['Basic256Sha256'] });
    const stateFolder = newStore();
    expect(await refusal(closed.port, stateFolder, {})).toContain('does not offer this security policy');
    const aes = { security: { policy: 'Aes256_Sha256_RsaPss' } };
    expect(await refusal(closed.port, stateFolder, aes)).toContain('does not offer this security policy');
    await refusal(closed.port, stateFolder);
    const [row] = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    await opcuaTools.trust?.(tools(stateFolder), row!.fingerprint);
    expect(await refusal(closed.port, stateFolder)).toContain('does not offer this way to sign in');
    const wrong = { security: {}, username: 'duty', password: 'wrong' };
    expect(await refusal(closed.port, stateFolder, wrong)).toContain('refused the user name and password');
    const right = { security: {}, username: 'duty', password: 'right' };
    expect(await refusal(closed.port, stateFolder, right)).toBe('');
    const lost = { security: {}, userCertificate: '/nowhere/a.pem', userKey: '/nowhere/b.pem' };
    expect(await refusal(closed.port, stateFolder, lost)).toContain('/nowhere/a.pem cannot be used');
  });

  it('a server that does not trust us is told apart from one we do not trust', async () => {
    const strict = await rig.serve({ isStrict: true });
    const stateFolder = newStore();
    await refusal(strict.port, stateFolder);
    const [row] = (await opcuaTools.certificates?.(tools(stateFolder))) ?? [];
    await opcuaTools.trust?.(tools(stateFolder), row!.fingerprint);
    const detail = await refusal(strict.port, stateFolder);
    expect(detail).toContain('the server refused our certificate');
    expect(detail).toContain(join('own', 'certs'));
  });

  it('a server without a free session says so', async () => {
    const small = await rig.serve({ maxSessions: 1 });
    const first = rig.link(DEVICES, { port: small.port });
    expect(await first.start(new RecordingListener())).toEqual(started);
    expect(await refusal(small.port, newStore(), {})).toContain('no session left');
    await first.stop();
    expect(await refusal(small.port, newStore(), {})).toBe('');
  });
});
