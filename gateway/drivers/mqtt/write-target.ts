import type { DriverDevice, DriverPoint } from '../../ports/driver.ts';
import type { MqttAddress } from './address.ts';
import { encodeSet } from './encode-set.ts';
import { baseTopic } from './routes.ts';
import type { MqttRun } from './run.ts';
import type { MqttDevice } from './schemas.ts';
import type { Publication } from './session-answers.ts';
import type { SitePlan } from './site-plan.ts';
import { fillTopic } from './topics.ts';

/** How a point is set, or why it cannot be. */
export type WriteTarget =
  | { readonly kind: 'topic'; readonly topic: string; encode(raw: number): Buffer | undefined }
  | { readonly kind: 'metric'; readonly device: string; readonly name: string }
  | { readonly kind: 'none'; readonly reason: string };

const none = (reason: string): WriteTarget => ({ kind: 'none', reason });

/** Version 3.1.1 cannot keep the broker from sending our own messages back to us. */
const canEcho = (protocolVersion: 4 | 5): boolean => protocolVersion === 4;

/** How a point of a device is set on a connection that listens to what is planned. */
export function writeTarget(
  device: DriverDevice<MqttDevice, MqttAddress>,
  { address, writable }: DriverPoint<MqttAddress>,
  protocolVersion: 4 | 5,
  { routes }: SitePlan,
): WriteTarget {
  if (!writable) return none('this point is not writable');
  const target = targetOf(address, device.config, device.id);
  if (target.kind === 'topic' && canEcho(protocolVersion) && routes.byTopic.has(target.topic)) {
    return none('it is set on a topic that is read: our own message would look like the answer of the device');
  }
  return target;
}

function targetOf(address: MqttAddress, config: MqttDevice, device: string): WriteTarget {
  if ('metric' in address) return { kind: 'metric', device, name: address.metric };
  const { set } = address;
  if (set === undefined) return none('its address does not say how it is set');
  const topic = fillTopic(set.topic, config, baseTopic(config));
  if (topic === undefined) return none('the topic it is set on cannot be filled in');
  const words = 'words' in address ? address.words : undefined;
  return { kind: 'topic', topic, encode: (raw) => encodeSet(set, words, raw) };
}

/** Why this value cannot be written to this address, as far as that is known without a connection. */
export function writeProblem(address: MqttAddress, config: MqttDevice, raw: number): string | undefined {
  if (!Number.isFinite(raw)) return 'not a number';
  const target = targetOf(address, config, '');
  if (target.kind === 'none') return target.reason;
  if (target.kind === 'metric' || target.encode(raw) !== undefined) return undefined;
  return 'the device has no word for this value';
}

/** The message that sets a target; undefined when there is none for this value, or its device is not there. */
export function composeWrite(
  target: Exclude<WriteTarget, { kind: 'none' }>,
  raw: number,
  run: MqttRun,
): Publication | undefined {
  if (target.kind === 'metric') return run.metricCommand(target.device, target.name, raw);
  const payload = target.encode(raw);
  return payload && { topic: target.topic, payload, qos: 1 };
}
