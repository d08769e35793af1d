import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { beforeAll, describe, expect, it } from 'vitest';
import { opcuaDriver } from '../../gateway/drivers/opcua/driver.ts';
import { deviceAt, opcuaContext } from '../harness/opcua-link.ts';
import { opcuaRig } from '../harness/opcua-rig.ts';
import { RecordingListener } from '../harness/recording-listener.ts';

const POLICIES = ['Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'] as const;
const MODES = ['SignAndEncrypt', 'Sign'] as const;
const rig = opcuaRig({ nodes: { 'L01.Car_Position': { type: 'Int32', value: 7 } }, user: ['duty', 'right'] });
const DEVICES = [deviceAt('L01', 0, ['Car_Position'])];
const PASSWORD = { username: 'duty', password: 'right' };

/** The certificate of a user, as an administrator would hand it out. */
let certificate: { readonly userCertificate: string; readonly userKey: string };

beforeAll(async () => {
  const manager = new OPCUACertificateManager({ rootFolder: join(rig.folder, 'user'), disableFileWatchers: true });
  await manager.initialize();
  const userCertificate = join(rig.folder, 'user', 'duty.pem');
  await manager.createSelfSignedCertificate({
    ...{ outputFile: userCertificate, applicationUri: 'urn:duty', dns: ['localhost'], subject: '/CN=duty' },
    ...{ startDate: new Date(), validity: 30 },
  });
  certificate = { userCertificate, userKey: manager.privateKey };
  await manager.dispose();
  const setup = { port: rig.server.port, devices: DEVICES, stateFolder: join(rig.folder, 'state') };
  const context = { ...opcuaContext({ ...setup, config: { security: {} } }), signal: new AbortController().signal };
  await rig.link(DEVICES, { config: { security: {} } }).start(new RecordingListener());
  const [row] = (await opcuaDriver.tools?.certificates?.(context)) ?? [];
  await opcuaDriver.tools?.trust?.(context, row?.fingerprint ?? '');
}, 60_000);

const start = async (config: object): Promise<unknown> => {
  const link = rig.link(DEVICES, { config });
  const heard = new RecordingListener();
  const answer = await link.start(heard);
  if (!answer.ok) return answer.failure;
  await heard.until(() => heard.latest.size === 1);
  return heard.value(0);
};

describe.each(POLICIES)('%s', (policy) => {
  it.each(MODES)('%s, with a user name and with the certificate of a user', async (mode) => {
    const security = { policy, mode };
    expect(await start({ security, ...PASSWORD })).toBe(7);
    expect(await start({ security, ...certificate })).toBe(7);
    expect(await start({ security, ...PASSWORD, password: 'wrong' })).toMatchObject({ kind: 'link-lost' });
  });
});

it('without security, as a user: the line works and says what it is', async () => {
  const config = { ...PASSWORD };
  expect(await start(config)).toBe(7);
  expect(rig.link(DEVICES, { config }).cautions).toHaveLength(2);
});
