import { expect, test } from 'vitest';
import type { SinkSettings } from '../settings.ts';
import { chooseReadSink } from './create-source.ts';

const database = (id: string, read?: boolean): SinkSettings => ({
  ...{ id, kind: 'influxdb', url: 'http://127.0.0.1', database: 'plantroom' },
  ...(read === undefined ? {} : { read }),
});
const broker: SinkSettings = { id: 'b', kind: 'sparkplug', url: 'mqtt://127.0.0.1', group: 'g', keepalive: '15s' };

test.each<[string, readonly SinkSettings[], string | undefined]>([
  ['there is none', [broker], undefined],
  ['there is one', [broker, database('a')], 'a'],
  ['the only one says no', [database('a', false)], undefined],
  ['there are several', [database('a'), database('b')], undefined],
  ['one of several says yes', [database('a'), broker, database('b', true)], 'b'],
  ['two of several say yes', [database('a', true), database('b', true)], 'a'],
  ['one of two says no', [database('a', false), database('b')], undefined],
])('which database is read when %s', (_, sinks, id) => {
  expect(chooseReadSink(sinks)?.id).toBe(id);
});
