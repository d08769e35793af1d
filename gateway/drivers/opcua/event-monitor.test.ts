import { EventEmitter } from 'node:events';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import type { ClientSession } from 'node-opcua-client';
import * as client from 'node-opcua-client';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { ConditionBoard } from './condition-board.ts';
import { Ending } from './ending.ts';
import { EventMonitor } from './event-monitor.ts';

const HANDLE = 4;
const [START, END, REQUIRED, OVERFLOW] = [2787, 2788, 2789, 3035];
const { StatusCodes } = client;

/** A server that answers refreshes as told, and sends the events it is told to. */
function rig() {
  const clock = new ManualClock();
  const calls: number[] = [];
  const told: (string | boolean)[] = [];
  const answers: client.StatusCode[] = [];
  const subscription = Object.assign(new EventEmitter(), {
    ...{ subscriptionId: 9, publishingInterval: 500, maxKeepAliveCount: 3 },
    monitorItems: (
      _items: unknown,
      _parameters: unknown,
      _stamps: unknown,
      answer: (error: null, group: object) => void,
    ) =>
      answer(null, {
        monitoredItems: [{ statusCode: StatusCodes.Good, monitoringParameters: { clientHandle: HANDLE } }],
      }),
  });
  const session = {
    call: () => {
      calls.push(clock.monotonicMs());
      return Promise.resolve({ statusCode: answers.shift() ?? StatusCodes.Good });
    },
  } as unknown as ClientSession;
  const create = (): typeof subscription => {
    queueMicrotask(() => subscription.emit('started'));
    return subscription;
  };
  const ClientSubscription = { create } as unknown as typeof client.ClientSubscription;
  const settings = {
    library: { ...client, ClientSubscription, OPCUACertificateManager },
    session,
    clock,
    ending: new Ending(),
    limitMs: 5_000,
  };
  const monitor = new EventMonitor(
    { publishingMs: 500, keepAliveCount: 3, lifetimeCount: 60 },
    settings,
    new ConditionBoard([]),
    {
      sign: () => {},
      news: (_time, isSure) => void told.push(isSure),
      failed: (reason) => void told.push(reason),
      gap: () => void told.push('gap'),
      failure: (error) => void told.push(String(error)),
    },
  );
  let sequenceNumber = 1;
  const send = (...types: readonly number[]): void => {
    const events = types.map((type) => {
      const eventFields = [
        new client.Variant({ dataType: client.DataType.NodeId, value: client.coerceNodeId(`i=${type}`) }),
      ];
      return { clientHandle: HANDLE, eventFields };
    });
    const notificationData = [new client.EventNotificationList({ events })];
    subscription.emit(
      'raw_notification',
      new client.NotificationMessage({ sequenceNumber: sequenceNumber++, notificationData }),
    );
  };
  return { clock, calls, told, answers, monitor, send };
}

describe('refreshing the conditions', () => {
  it('nothing is told before the refresh has ended', async () => {
    const { monitor, send, told, clock } = rig();
    await monitor.open();
    send();
    send(START);
    expect(told).toEqual([]);
    send(END);
    expect(told).toEqual([true]);
    monitor.close();
    expect(clock.pending).toBe(0);
  });

  it('the refresh of somebody else is not taken for ours', async () => {
    const { monitor, send, told } = rig();
    await monitor.open();
    send(END);
    expect(told).toEqual([]);
    send(START, END);
    send(START);
    expect(told).toEqual([true, true]);
  });

  it('one that does not end has failed, and is tried again when asked', async () => {
    const { monitor, send, told, clock, calls } = rig();
    await monitor.open();
    send(START);
    clock.advance(10_000);
    expect(told).toEqual(['the refresh of conditions did not end']);
    await monitor.retry();
    send(START, END);
    expect(told.at(-1)).toBe(true);
    await monitor.retry();
    expect(calls).toHaveLength(2);
  });

  it('a server that is busy with another is asked again, but not for ever', async () => {
    const { monitor, told, answers, clock, calls } = rig();
    answers.push(...Array.from({ length: 20 }, () => StatusCodes.BadRefreshInProgress));
    await monitor.open();
    await clock.advanceAsync(60_000);
    expect(calls).toHaveLength(11);
    expect(told).toEqual(['events: refresh of conditions: BadRefreshInProgress']);
  });

  it('a refusal is told with its reason', async () => {
    const { monitor, told, answers } = rig();
    answers.push(StatusCodes.BadMethodInvalid);
    await monitor.open();
    expect(told).toEqual(['events: refresh of conditions: BadMethodInvalid']);
  });
});

describe('events that were lost', () => {
  it('what is known is doubtful until another refresh, half a minute later', async () => {
    const { monitor, send, told, clock, calls } = rig();
    await monitor.open();
    send(START, END);
    send(OVERFLOW, OVERFLOW);
    expect(told).toEqual([true, false]);
    await clock.advanceAsync(29_000);
    expect(calls).toHaveLength(1);
    await clock.advanceAsync(1_000);
    send(START, END);
    expect(told.at(-1)).toBe(true);
    expect(calls).toHaveLength(2);
  });

  it('also when they are lost during the refresh', async () => {
    const { monitor, send, told, clock, calls } = rig();
    await monitor.open();
    send(START, OVERFLOW, END);
    expect(told).toEqual([false]);
    await clock.advanceAsync(30_000);
    send(START, END);
    expect(told.at(-1)).toBe(true);
    expect(calls).toHaveLength(2);
  });

  it('a server that asks for a refresh gets one', async () => {
    const { monitor, send, clock, calls } = rig();
    await monitor.open();
    send(START, END);
    send(REQUIRED, REQUIRED);
    await clock.advanceAsync(1_000);
    await settle();
    expect(calls).toHaveLength(2);
  });
});
