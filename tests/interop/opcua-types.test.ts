import { join } from 'node:path';
import { LocalizedText } from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import type { OpcuaAddress } from '../../gateway/drivers/opcua/address-schema.ts';
import { opcuaDriver } from '../../gateway/drivers/opcua/driver.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { SubscribedLink } from '../../gateway/ports/driver.ts';
import { deviceAt, opcuaContext } from '../harness/opcua-link.ts';
import { opcuaRig } from '../harness/opcua-rig.ts';
import type { NodeSetup } from '../harness/opcua-server.ts';
import { RecordingListener } from '../harness/recording-listener.ts';

type Halves = readonly [high: number, low: number];

interface NumberCase {
  readonly type: NodeSetup['type'];
  readonly declares?: string;
  /** As the server holds it, and the number the gateway makes of it. */
  readonly held: number | boolean | Halves;
  readonly shown: number;
  /** Numbers to be written, and read back the same. */
  readonly written: readonly number[];
}

const NUMBERS: readonly NumberCase[] = [
  { type: 'Boolean', held: true, shown: 1, written: [0, 1] },
  { type: 'SByte', held: -128, shown: -128, written: [127, -1, 0] },
  { type: 'Byte', held: 255, shown: 255, written: [0, 128] },
  { type: 'Int16', held: -32_768, shown: -32_768, written: [32_767, 0] },
  { type: 'UInt16', held: 65_535, shown: 65_535, written: [0, 32_768] },
  { type: 'Int32', held: -2_147_483_648, shown: -2_147_483_648, written: [2_147_483_647, 0] },
  { type: 'UInt32', held: 4_294_967_295, shown: 4_294_967_295, written: [0, 2_147_483_648] },
  { type: 'Int64', held: [0xffffffff, 0xffffffff], shown: -1, written: [Number.MIN_SAFE_INTEGER, 2 ** 40, 0] },
  { type: 'UInt64', held: [1, 2], shown: 2 ** 32 + 2, written: [Number.MAX_SAFE_INTEGER, 0] },
  { type: 'Float', held: 1.5, shown: 1.5, written: [Math.fround(-0.1), Math.fround(3.4e38), 0] },
  { type: 'Double', held: -2.25, shown: -2.25, written: [0.1, 1e300, 5e-324, 0] },
  { type: 'Int32', declares: 'ServerState', held: 3, shown: 3, written: [0, 7] },
];
const WORDS: readonly { readonly type: NodeSetup['type']; readonly held: unknown; readonly shown: string }[] = [
  { type: 'String', held: '1#冷水机组 – ready', shown: '1#冷水机组 – ready' },
  { type: 'LocalizedText', held: new LocalizedText({ text: '运行', locale: 'zh' }), shown: '运行' },
  { type: 'DateTime', held: new Date(Date.UTC(2026, 1, 28, 23, 59, 59, 500)), shown: '2026-02-28T23:59:59.500Z' },
  { type: 'Guid', held: '72962B91-FA75-4AE6-8D28-B404DC7DAF63', shown: '72962B91-FA75-4AE6-8D28-B404DC7DAF63' },
  { type: 'UInt64', held: [0xffffffff, 0xffffffff], shown: '18446744073709551615' },
];

const numberName = ({ type, declares = type }: NumberCase, position: number): string => `${declares}${position}`;
const NODES: Record<string, NodeSetup> = {
  ...Object.fromEntries(
    NUMBERS.map((entry, i): [string, NodeSetup] => {
      const { type, declares = type, held } = entry;
      return [`T.${numberName(entry, i)}`, { type, declares, value: held, onWrite: 'take' }];
    }),
  ),
  ...Object.fromEntries(WORDS.map(({ type, held }, i): [string, NodeSetup] => [`T.Words${i}`, { type, value: held }])),
};
const USER = ['duty', 'right'] as const;
const rig = opcuaRig({ nodes: NODES, user: USER, policies: ['Basic256Sha256'] });

const NUMBER_POINTS = NUMBERS.map(numberName);
const WORD_POINTS = WORDS.map((_, i): OpcuaAddress => ({ node: `Words${i}`, type: 'string' }));
const TIME_POINT = NUMBERS.length + WORDS.length;
const device = () => deviceAt('T', 0, [...NUMBER_POINTS, ...WORD_POINTS, 'Words2'], { writable: true });

/** A link over an encrypted line, signed in as a user; the server has been trusted by its fingerprint. */
async function secureLink(): Promise<{ readonly link: SubscribedLink; readonly heard: RecordingListener }> {
  const stateFolder = join(rig.folder, 'secure');
  const config = { security: {}, username: USER[0], password: USER[1] };
  const setup = { port: rig.server.port, devices: [device()], stateFolder, config };
  const context = { ...opcuaContext(setup), signal: new AbortController().signal };
  const link = rig.link(setup.devices, setup);
  const heard = new RecordingListener();
  if (!(await link.start(heard)).ok) {
    const [row] = (await opcuaDriver.tools?.certificates?.(context)) ?? [];
    expect(await opcuaDriver.tools?.trust?.(context, row?.fingerprint ?? '')).toBe(true);
    expect(await link.start(heard)).toEqual({ ok: true });
  }
  await heard.until(() => heard.latest.size === TIME_POINT + 1);
  return { link, heard };
}

describe('values of every built-in type, over Basic256Sha256 as a user', () => {
  it('are read as they are', async () => {
    const { heard } = await secureLink();
    expect(NUMBERS.map((_, point) => heard.value(point))).toEqual(NUMBERS.map(({ shown }) => shown));
    const texts = WORDS.map((_, i) => heard.texts.get(NUMBERS.length + i));
    expect(texts).toEqual(WORDS.map(({ shown }) => shown));
    expect(heard.value(TIME_POINT)).toBe(Date.UTC(2026, 1, 28, 23, 59, 59, 500) / 1000);
    expect([...heard.latest.values()].every(({ quality }) => quality === 0)).toBe(true);
  });

  it('are written, read back, and come by subscription the same', async () => {
    const { link, heard } = await secureLink();
    for (const [point, { written }] of NUMBERS.entries()) {
      for (const raw of written) {
        const expiresAt = systemClock.monotonicMs() + 10_000;
        const request = { device: 'T', point, raw, expiresAt, verifyWithinMs: 2_000 };
        expect([NUMBER_POINTS[point], await link.write?.(request)]).toEqual([
          ...[NUMBER_POINTS[point], { kind: 'verified', readBack: raw }],
        ]);
      }
      await heard.until(() => heard.value(point) === written.at(-1));
    }
  });
});
