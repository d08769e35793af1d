import { createCommandGate } from '../../gateway/commands/command-gate.ts';
import type { Outcome } from '../../gateway/domain/errors.ts';
import type { Role } from '../../gateway/domain/role.ts';
import type { Site } from '../../gateway/domain/site.ts';
import type { WriteRecord } from '../../gateway/domain/write.ts';
import type { WriteRule } from '../../gateway/domain/write-rule.ts';
import type { WriteResult } from '../../gateway/ports/driver.ts';
import type { FieldWriter, WriteLimits } from '../../gateway/ports/field-writer.ts';
import { examplePoint } from './builders.ts';
import { FakeWriteRepository } from './fake-write-repository.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

const POINTS = ['CH-1.setpoint', 'CH-1.local', 'CH-1.lchwt'].map((tag, index) => examplePoint({ index, tag }));
export const RULE: WriteRule = {
  ...{ point: 0, range: [5, 15], step: 0.1, values: undefined, everyMs: 600_000, role: 'engineer' },
  ...{ when: [{ point: 1, tag: 'CH-1.local', in: [0] }], verifyWithinMs: 5000, deadband: 0.1, scale: 0.1, offset: 0 },
};
export const TAG = 'CH-1.setpoint';

interface Sent extends WriteLimits {
  readonly point: number;
  readonly raw: number;
}

/** Answers at once with `answer`, or when the test says so. */
class FakeWriter implements FieldWriter {
  readonly sent: Sent[] = [];
  answer: WriteResult | undefined = { kind: 'verified', readBack: 65 };
  private waiting: ((result: WriteResult) => void) | undefined;

  write(point: number, raw: number, limits: WriteLimits): Promise<WriteResult> {
    this.sent.push({ point, raw, ...limits });
    const { answer } = this;
    return answer ? Promise.resolve(answer) : new Promise((resolve) => (this.waiting = resolve));
  }

  finish(result: WriteResult): void {
    this.waiting?.(result);
  }
}

/** A gate over one settable point of a chiller at 7 ℃ in remote control, with a field and an audit that a test steers. */
export function rig(
  writes: readonly WriteRule[] = [RULE],
  audit = new FakeWriteRepository(),
  clock = new ManualClock(),
) {
  const site: Pick<Site, 'points' | 'writes'> = { points: POINTS, writes };
  const latest = {
    value: Float64Array.of(7, 0, 6.9),
    quality: Uint8Array.of(0, 0, 0),
    sourceTime: new Float64Array(3).fill(clock.nowMs()),
  };
  const writer = new FakeWriter();
  const randomBytes = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const parts = { site, latest, writer, audit, clock, logger: silentLogger, metrics: silentMetrics, randomBytes };
  const gate = createCommandGate(parts);
  const as = (role: Role, username: string = role) => ({ username, role, via: 'web 10.0.0.9' });
  const offer = async (caller = as('engineer')) => {
    const outcome = await gate.service.prepare(TAG, caller);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value;
  };
  const confirm = (token: string, value = 6.5, caller = as('engineer')) =>
    gate.service.confirm({ tag: TAG, token, value, reason: 'warm afternoon', caller });
  const set = async (value = 6.5) => confirm((await offer()).token, value);
  return { gate, latest, writer, audit, clock, as, offer, confirm, set };
}

/** Why it was refused, or `sent`. */
export const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'sent' : outcome.code);
/** How it ended, or why it was refused. */
export const endOf = (outcome: Outcome<WriteRecord>) => (outcome.ok ? outcome.value.outcome : outcome.code);
