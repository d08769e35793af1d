import type { LiveSocket } from '../../../../dashboard/data/live.ts';
import type { ServerEvents } from '../../../../gateway/contract/live-events.ts';
import { createLiveFrame } from '../../../../gateway/contract/live-frame.ts';
import { POINTS, valueAt } from './made-site.ts';

const PERIOD_MS = 1000;
const CALM = { flood: null, maintenance: [], unrecordedSince: null };

/** A gateway in the page: every point in one frame every second, which is the worst a screen can be sent. */
export function createMadeSocket(): LiveSocket {
  let handlers: ServerEvents | undefined;
  let onLink: (up: boolean) => void = () => undefined;
  let sequence = 0;
  let timer: number | undefined;

  function frame(): ArrayBuffer {
    const now = Date.now();
    sequence++;
    const { buffer, frame: view } = createLiveFrame(sequence, POINTS, now);
    for (let i = 0; i < POINTS; i++) {
      view.point[i] = i;
      view.value[i] = valueAt(i, now);
      view.sourceTime[i] = now;
      view.quality[i] = 0;
    }
    return buffer;
  }

  function tick(): void {
    handlers?.values(frame());
    handlers?.pulse({ generation: 'g', at: new Date().toISOString(), sequence });
  }

  return {
    listen: (given) => {
      handlers = given;
    },
    onLink: (listener) => {
      onLink = listener;
    },
    subscribe: (_tags, answer) => {
      const values = frame();
      answer({ generation: 'g', at: new Date().toISOString(), sequence, values, alarms: [], desk: CALM });
      timer ??= window.setInterval(tick, PERIOD_MS);
    },
    watch: () => undefined,
    shown: () => undefined,
    connect: () => onLink(true),
    restart: () => undefined,
    close: () => window.clearInterval(timer),
  };
}
