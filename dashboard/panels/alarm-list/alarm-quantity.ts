import type { WireAlarm } from '../../data/alarm-api.ts';
import type { Plant } from '../../data/plant.ts';

type Format = (value: number | null, decimals: number, unit: string) => string;

/** `92.0 % / 80.0 %`: value when it came and its limit. Empty for alarms that watch a state. */
export function alarmQuantity(alarm: WireAlarm, plant: Plant, format: Format): string {
  const point = alarm.tag ? plant.pointByTag.get(alarm.tag) : undefined;
  if (alarm.limit === null || point?.states) return '';
  const decimals = point?.decimals ?? 1;
  return `${format(alarm.value, decimals, alarm.unit)} / ${format(alarm.limit, decimals, alarm.unit)}`;
}
