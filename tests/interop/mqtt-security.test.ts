import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { Authority } from '../harness/certificates.ts';
import { dynamicSecurity, isDynamicSecurityMissing } from '../harness/dynamic-security.ts';
import {
  isMosquittoMissing,
  type Mosquitto,
  type MosquittoOptions,
  passwordLine,
  startMosquitto,
} from '../harness/mosquitto.ts';
import { mqttLink, otherClient } from '../harness/mqtt-link.ts';
import { RecordingListener } from '../harness/recording-listener.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const VALUE = { id: 'd', config: { topic: 'open/v' }, addresses: [{ path: 'v' }] };
const started = { ok: true };

async function broker(options: MosquittoOptions): Promise<Mosquitto> {
  const mosquitto = await startMosquitto(options);
  onTestFinished(mosquitto.stop);
  return mosquitto;
}

/** What a start with these settings answers: `up`, or why not. */
async function attempt(url: string, config: object): Promise<string> {
  const answer = await mqttLink(url, [VALUE], config).start(new RecordingListener());
  if (answer.ok) return 'up';
  return answer.failure.kind === 'link-lost' ? answer.failure.detail : answer.failure.kind;
}

describe.skipIf(isMosquittoMissing)('TLS', () => {
  it.each([4, 5] as const)(
    'the authority and the name of the broker are checked, version %d',
    async (protocolVersion) => {
      const folder = await tempFolder();
      const ours = await Authority.create(folder, 'ours');
      const stranger = await Authority.create(folder, 'stranger');
      const good = await broker({ tls: await ours.issue('broker', 'IP:127.0.0.1') });
      const named = await broker({ tls: await ours.issue('elsewhere', 'DNS:broker.plant') });
      const ca = ours.own.cert;
      const with4or5 = (tls: object) => ({ protocolVersion, tls });

      expect(await attempt(good.url, with4or5({ ca }))).toBe('up');
      expect(await attempt(good.url, { protocolVersion })).toContain('no known authority');
      expect(await attempt(good.url, with4or5({ ca: stranger.own.cert }))).toContain('no known authority');
      expect(await attempt(named.url, with4or5({ ca }))).toContain('for another name');
      expect(await attempt(named.url, with4or5({ ca, serverName: 'broker.plant' }))).toBe('up');
    },
  );

  it('a client certificate is shown where it is asked for', async () => {
    const folder = await tempFolder();
    const ours = await Authority.create(folder, 'ours');
    const stranger = await Authority.create(folder, 'stranger');
    const ca = ours.own.cert;
    const { url } = await broker({ tls: { ...(await ours.issue('broker', 'IP:127.0.0.1')), ca } });

    expect(await attempt(url, { tls: { ca, ...(await ours.issue('gateway')) } })).toBe('up');
    expect(await attempt(url, { tls: { ca } })).toMatch(/client certificate|ECONNRESET|EPIPE|closed/);
    expect(await attempt(url, { tls: { ca, ...(await stranger.issue('gateway')) } })).toMatch(
      /our certificate|ECONNRESET|EPIPE|closed/,
    );
  });

  it('an expired broker, one without TLS, and TLS where none is wanted', async () => {
    const folder = await tempFolder();
    const ours = await Authority.create(folder, 'ours');
    const ca = ours.own.cert;
    const expired = await broker({ tls: await ours.issue('broker', 'IP:127.0.0.1', -1) });
    const plain = await broker({});
    expect(await attempt(expired.url, { tls: { ca } })).toContain('has expired');
    expect(await attempt(plain.url.replace('mqtt:', 'mqtts:'), { tls: { ca } })).not.toBe('up');
    expect(await attempt(expired.url.replace('mqtts:', 'mqtt:'), {})).not.toBe('up');
  });

  it('files that cannot be read or used are a reason, not a crash, and count again once they are there', async () => {
    const folder = await tempFolder();
    const ours = await Authority.create(folder, 'ours');
    const { url } = await broker({ tls: await ours.issue('broker', 'IP:127.0.0.1') });
    const missing = join(folder, 'missing.pem');
    const client = await ours.issue('gateway');
    const other = await ours.issue('other');
    expect(await attempt(url, { tls: { ca: missing } })).toMatch(/^tls\.ca: ENOENT.*missing\.pem/);
    expect(await attempt(url, { tls: { cert: client.cert, key: missing } })).toMatch(/^tls\.key: ENOENT/);
    expect(await attempt(url, { tls: { cert: client.cert, key: other.key } })).toContain('cannot be used');
    const link = mqttLink(url, [VALUE], { tls: { ca: missing } });
    expect(await link.start(new RecordingListener())).toMatchObject({ ok: false });
    await writeFile(missing, 'no certificate');
    expect(await link.start(new RecordingListener())).toMatchObject({ ok: false });
    await Authority.create(folder, 'missing');
    expect(await link.start(new RecordingListener())).toMatchObject({ ok: false });
    expect(await attempt(url, { tls: { ca: ours.own.cert } })).toBe('up');
  });
});

describe.skipIf(isMosquittoMissing)('passwords', () => {
  it.each([4, 5] as const)('right, wrong and none, version %d', async (protocolVersion) => {
    const config = 'allow_anonymous false\npassword_file {folder}/passwords';
    const { url } = await broker({ config, files: { passwords: passwordLine('gateway', 'right') } });
    expect(await attempt(url, { protocolVersion, username: 'gateway', password: 'right' })).toBe('up');
    const wrong = await attempt(url, { protocolVersion, username: 'gateway', password: 'mistaken' });
    expect(wrong).toMatch(
      protocolVersion === 5 ? /Not authorized \(reason code 135\)/ : /Not authorized \(reason code 5\)/,
    );
    expect(wrong).not.toContain('mistaken');
    expect(await attempt(url, { protocolVersion })).toContain('Not authorized');
  });
});

describe.skipIf(isMosquittoMissing)('access lists', () => {
  const devices = [
    VALUE,
    { id: 'mixed', config: { topic: 'open/m' }, addresses: [{ path: 'v' }] },
    { id: 'secret', config: { topic: 'secret/v' }, addresses: [{ path: 'v' }, { path: 'w' }] },
  ];

  it.skipIf(isDynamicSecurityMissing).each([4, 5] as const)(
    'a topic the broker refuses is reported on exactly its points, version %d',
    async (protocolVersion) => {
      const { url } = await broker(
        dynamicSecurity({ username: 'gateway', password: 'right', subscribe: ['open/#'], publish: ['open/#'] }),
      );
      const link = mqttLink(url, devices, { protocolVersion, username: 'gateway', password: 'right' });
      const heard = new RecordingListener();
      expect(await link.start(heard)).toEqual(started);
      expect([...heard.latest.keys()]).toEqual([2, 3]);
      expect(heard.quality(2)).toBe(QUALITY['bad-unsupported']);
      expect(link.facts('d')).toEqual({ holes: [], items: { expected: 1, delivering: 0 } });
      const hole = link.facts('secret').holes.join();
      expect(hole).toMatch(
        protocolVersion === 5 ? /^topic secret\/v refused by the broker: Not authorized/ : /^topic secret\/v refused/,
      );

      const sensor = await otherClient(url, { username: 'gateway', password: 'right' });
      await sensor.publishAsync('open/v', '{"v":5}', { qos: 1 });
      await heard.until(() => heard.value(0) === 5);
      expect(link.facts('d').items).toEqual({ expected: 1, delivering: 1 });
    },
  );

  it('an ACL file that only withholds messages shows as points that do not deliver', async () => {
    const config = 'allow_anonymous true\nacl_file {folder}/acl';
    const { url } = await broker({ config, files: { acl: 'topic readwrite open/#\ntopic write secret/#\n' } });
    const link = mqttLink(url, devices);
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    const sensor = await otherClient(url);
    await sensor.publishAsync('secret/v', '{"v":1,"w":2}', { qos: 1 });
    await sensor.publishAsync('open/v', '{"v":5}', { qos: 1 });
    await heard.until(() => heard.value(0) === 5);
    expect(link.facts('secret').items).toEqual({ expected: 2, delivering: 0 });
    expect([...heard.latest.keys()]).toEqual([0]);
  });
});
