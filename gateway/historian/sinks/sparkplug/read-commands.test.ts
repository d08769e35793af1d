import fc from 'fast-check';
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { expect, test } from 'vitest';
import { loadNodeCodec } from './codec.ts';
import { readCommands } from './read-commands.ts';

const { Payload } = proto.org.eclipse.tahu.protobuf;
const rebirth = (value: object) => ({ name: 'Node Control/Rebirth', ...value });

const read = async (metrics: object[]) => {
  const bytes = Payload.encode(Payload.fromObject({ timestamp: 1, metrics })).finish();
  return readCommands((await loadNodeCodec()).decodeCommands(bytes));
};

test.each([
  ['a rebirth', [rebirth({ datatype: 11, booleanValue: true })], true, 0],
  ['a rebirth without its type', [rebirth({ booleanValue: true })], true, 0],
  ['no rebirth', [rebirth({ datatype: 11, booleanValue: false })], false, 1],
  ['a rebirth that is no boolean', [rebirth({ datatype: 3, intValue: 1 })], false, 1],
  ['something else', [{ name: 'Node Control/Reboot', datatype: 11, booleanValue: true }], false, 1],
  ['a metric of a device', [{ alias: 7, doubleValue: 80 }], false, 1],
  ['both', [{ alias: 7, booleanValue: true }, rebirth({ booleanValue: true })], true, 1],
  ['nothing', [], false, 0],
])('%s', async (_, metrics, asksForRebirth, ignored) => {
  expect(await read(metrics)).toEqual({ asksForRebirth, ignored });
});

test('no bytes whatever throw', async () => {
  const codec = await loadNodeCodec();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readCommands(codec.decodeCommands(bytes)) !== undefined),
  );
  expect(readCommands(codec.decodeCommands(Buffer.from('garbage')))).toEqual({ asksForRebirth: false, ignored: 1 });
});
