import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkFiles } from '../kills/files-check.ts';
import { type Injection, tracerOf } from '../kills/strace.ts';
import { describeSpans } from '../kills/ticks.ts';
import { Writer } from '../kills/writer.ts';
import type { WriterSettings } from '../kills/writer-protocol.ts';
import { findTrustedRetries, parseTrace } from './trace-record.ts';

export interface FaultResult {
  readonly wrong: readonly string[];
  readonly hasStruck: boolean;
  /** Whether it struck while the historian was being opened. */
  readonly whileOpening: boolean;
  readonly openMs: number;
}

export interface Fault {
  readonly call: 'fsync' | 'pwrite64';
  readonly error: 'EIO' | 'ENOSPC';
  readonly nth: number;
}

const LIFE_MS = 1_200;
const LOOK_EVERY_MS = 20;
const HEALTHY_WITHIN_MS = 10_000;

/** One life of a historian in which one call fails once. Nothing may be lost, and it must be well again in the end. */
export async function playFault(
  { call, error, nth }: Fault,
  settings: WriterSettings,
  cache: string,
): Promise<FaultResult> {
  const record = join(settings.folder, '..', `${call}-${error}-${nth}.trace`);
  const recorded = ['fsync', 'pwrite64', 'ftruncate', 'close'].filter((one) => one !== call);
  const injection: Injection = { calls: [call], tampering: `error=${error}:when=${nth}`, recorded, record };
  const writer = new Writer(settings, injection, cache);
  try {
    await writer.answer('booted');
    writer.tell({ kind: 'go', verifyFrom: 0, first: 0 });
    const opening = writer.answer('opened');
    const whileOpening = await detachIfStruck(writer, record, opening);
    const opened = await opening;
    if (!opened) return failed(`it ended while opening: ${writer.complaints}`);
    await pause(LIFE_MS);
    const wrong = await look(writer);
    await writer.ask({ kind: 'close' }, 'closed');
    await writer.exited;
    const calls = parseTrace(readFileSync(record, 'latin1'));
    wrong.push(...findTrustedRetries(calls), ...checkFiles(settings.folder));
    return { wrong, whileOpening, hasStruck: calls.some(({ isInjected }) => isInjected), openMs: opened.openMs };
  } catch (thrown) {
    return failed(thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    await writer.remove();
  }
}

const failed = (text: string): FaultResult => ({
  wrong: [text],
  hasStruck: true,
  whileOpening: true,
  openMs: Number.NaN,
});

async function look(writer: Writer): Promise<string[]> {
  const { next } = await writer.ask({ kind: 'pause' }, 'paused');
  const { holdings } = await writer.ask({ kind: 'verify', from: 0, to: next }, 'verified');
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  let { status } = await writer.ask({ kind: 'status' }, 'status');
  while (!status.healthy && performance.now() < deadline) {
    await pause(100);
    ({ status } = await writer.ask({ kind: 'status' }, 'status'));
  }
  const expected = `0–${next - 1}`;
  const found = describeSpans(holdings.spans);
  return [
    ...holdings.faults,
    ...holdings.differing,
    ...(found === expected ? [] : [`of ticks ${expected} the historian holds ${found}`]),
    ...(status.droppedSamples === 0 ? [] : [`${status.droppedSamples} samples were dropped`]),
    ...(status.healthy ? [] : [`still not well: ${status.problem}`]),
  ];
}

/**
 * strace counts calls per thread, so that every new worker would meet the fault again at its n-th call: when it strikes
 * while the first one opens, the tracer is sent away. Tells whether that was so.
 */
async function detachIfStruck(writer: Writer, record: string, opening: Promise<unknown>): Promise<boolean> {
  let isOpen = false;
  void opening.then(
    () => (isOpen = true),
    () => (isOpen = true),
  );
  while (!isOpen) {
    const tracer = readRecord(record).includes('(INJECTED)') ? tracerOf(writer.pid) : undefined;
    if (tracer) {
      process.kill(tracer, 'SIGTERM');
      return true;
    }
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

/** Empty before strace has made it. */
const readRecord = (path: string): string => (existsSync(path) ? readFileSync(path, 'latin1') : '');
