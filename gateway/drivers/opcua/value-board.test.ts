import { describe, expect, it } from 'vitest';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { QUALITY } from '../../domain/quality.ts';
import { slotsOf, ValueBoard } from './value-board.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const INT32 = 6;

function board(heard: RecordingListener): ValueBoard {
  const devices = ['L01', 'L02'].map((id, position) => ({
    id,
    config: { root: id },
    points: [{ index: 10 + position, tag: id, address: { node: 'n' }, periodMs: 1_000, writable: false }],
  }));
  return new ValueBoard(slotsOf(devices), heard.sink);
}

const reported = (value: number, statusCode = 0, offset = 0) => ({
  value: { dataType: INT32, arrayType: 0, value },
  statusCode: { value: statusCode },
  sourceTimestamp: new Date(NOW + offset),
  serverTimestamp: null,
});

describe('the value board', () => {
  it('confirms a reading once it is a period old, as of the sign of life', () => {
    const heard = new RecordingListener();
    const values = board(heard);
    values.report(0, reported(7), NOW, 100);
    values.confirm([0, 1], NOW + 900, 1_099);
    expect(heard.readings).toBe(1);
    values.confirm([0, 1], NOW + 1_000, 1_100);
    expect(heard.latest.get(10)).toEqual({ value: 7, quality: QUALITY.good, sourceTime: NOW + 1_000 });
    expect(heard.readings).toBe(2);
  });

  it('does not take a value for the present one that had waited at the server, until the server confirms it', () => {
    const heard = new RecordingListener();
    const values = board(heard);
    const published = new Date(NOW + 6_000);
    values.report(0, reported(7), NOW + 6_000, 100, published);
    expect(heard.latest.get(10)).toEqual({ value: 7, quality: QUALITY['uncertain-old'], sourceTime: NOW });
    values.confirm([0], NOW + 7_000, 1_100);
    expect(heard.latest.get(10)).toEqual({ value: 7, quality: QUALITY.good, sourceTime: NOW + 7_000 });
  });

  it('takes an unchanged value for the present one when the server says it looked just now', () => {
    const heard = new RecordingListener();
    const value = { ...reported(7, 0, -86_400_000), serverTimestamp: new Date(NOW) };
    board(heard).report(0, value, NOW + 40, 100, new Date(NOW + 30));
    expect(heard.latest.get(10)).toEqual({ value: 7, quality: QUALITY.good, sourceTime: NOW - 86_400_000 });
  });

  it('never confirms what has never been read', () => {
    const heard = new RecordingListener();
    board(heard).confirm([0, 1], NOW, 1e9);
    expect(heard.readings).toBe(0);
  });

  it('a confirmation keeps the quality and never turns time back', () => {
    const heard = new RecordingListener();
    const values = board(heard);
    values.report(0, reported(7, 0x40900000, 5_000), NOW, 0);
    values.confirm([0], NOW + 1_000, 1_000);
    expect(heard.latest.get(10)).toEqual({ value: 7, quality: QUALITY['uncertain-old'], sourceTime: NOW + 5_000 });
  });

  it('a device has been heard when something of it that is not bad was handed on just now', () => {
    const heard = new RecordingListener();
    const values = board(heard);
    values.report(0, reported(7), NOW, 100);
    values.fail(1, QUALITY['bad-unsupported'], NOW, 100);
    expect([...values.heardDevices([0, 1], 100)]).toEqual(['L01']);
    expect([...values.heardDevices([0, 1], 200)]).toEqual([]);
  });
});
