import type { Reading } from '../model/readings.ts';
import { type SensorTopic, sentValue } from './sensor-topics.ts';

/** The JSON message of one sensor. */
export function sensorMessage(sensor: SensorTopic, reading: Reading, time: Date): string {
  const message: Record<string, unknown> = {};
  for (const field of sensor.fields) {
    const value = sentValue(field, reading[field.point] ?? 0);
    message[field.key] = field.flag ? value !== 0 : value;
  }
  message.time = time.toISOString();
  return JSON.stringify(message);
}
