/** One value in a sensor's message. */
export interface MessageField {
  readonly key: string;
  readonly point: string;
  readonly decimals: number;
  /** Sent as true/false. */
  readonly flag: boolean;
}

export interface SensorTopic {
  readonly id: string;
  readonly topic: string;
  readonly fields: readonly MessageField[];
  /** Leak cables report every 2 s, everything else every 5 s. */
  readonly everySeconds: 2 | 5;
}

const number = (key: string, decimals: number): MessageField => ({ key, point: key, decimals, flag: false });
const flag = (key: string): MessageField => ({ key, point: key, decimals: 0, flag: true });
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);
const topics = (kind: string, names: readonly string[], fields: readonly MessageField[], everySeconds: 2 | 5 = 5) =>
  names.map((id): SensorTopic => ({ id, topic: `a-tower/${kind}/${id}/state`, fields, everySeconds }));

/** Every sensor behind the broker. */
export const sensorTopics: readonly SensorTopic[] = [
  ...topics('room', ids('R', 10), [number('temperature', 2), number('humidity', 1), number('battery', 2)]),
  ...topics('leak', ids('LK', 4), [flag('leak'), flag('cable_fault'), number('distance', 1)], 2),
  ...topics('gas', ids('GS', 2), [number('concentration', 1), flag('fault'), number('battery', 2)]),
  ...topics('water', ids('WM', 3), [number('volume', 3), number('flow', 2), number('battery', 2)]),
  ...topics(
    'heat',
    ['HM01'],
    [number('flow', 1), number('supply', 2), number('return', 2), number('power', 1), number('energy', 1)],
  ),
];

/** The value a reader finds in the message for a value of the model. */
export function sentValue(field: MessageField, value: number): number {
  return field.flag ? (value === 0 ? 0 : 1) : Number(value.toFixed(field.decimals));
}
