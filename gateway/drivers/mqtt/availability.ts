import { type MessageBody, parseJson, valueAt } from './payload.ts';
import type { MqttAvailability } from './schemas.ts';

/** What a message says about whether a device is there; undefined when it is neither of the two words. */
export function readAvailability(bytes: Buffer, rule: MqttAvailability): 'online' | 'offline' | undefined {
  const word = wordOf(bytes, rule);
  if (word === rule.online) return 'online';
  return word === rule.offline ? 'offline' : undefined;
}

function wordOf(bytes: Buffer, { path }: MqttAvailability): string | undefined {
  if (path === undefined) return bytes.toString('utf8').trim();
  const body: MessageBody = parseJson(bytes);
  const found = body && valueAt(body.content, path.split('.'));
  return found === undefined || typeof found === 'object' ? undefined : String(found);
}
