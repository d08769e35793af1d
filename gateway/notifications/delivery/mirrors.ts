import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Channel } from '../../ports/channel.ts';

/** Shows every alarm on the channels that are for machines too. To be called when the alarms have been loaded. Returns the end of it. */
export function feedMirrors(
  channels: ReadonlyMap<string, Channel>,
  alarms: Pick<AlarmService, 'open' | 'onChange'>,
): () => void {
  const mirrors = [...channels.values()].flatMap(({ mirror }) => mirror ?? []);
  if (mirrors.length === 0) return () => {};
  for (const mirror of mirrors) mirror.show(alarms.open());
  return alarms.onChange((alarm) => {
    for (const mirror of mirrors) mirror.changed(alarm);
  });
}
