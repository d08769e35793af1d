import { mbapFrame, ScriptedModbus, type ScriptedRequest } from '../../harness/scripted-modbus.ts';

/** What the device’s clock is shown by: ms since the epoch, of the last minute; exact as a float32. */
export const CLOCK_SPAN_MS = 60_000;
/** Wire register of the current of phase A (float32) of an SDM630. */
const CURRENT_A = 6;
/** Alarm register of an ATS022, and the bit of its first breaker's trip. */
const ATS_ALARMS = 2007;
const TRIP = 1 << 10;
const READ_INPUT = 4;

/** A Modbus server whose meters show its own clock at the moment of the answer, and whose transfer switches trip on demand. */
export class ClockDevice {
  readonly server: ScriptedModbus;
  private readonly tripped = new Set<number>();

  constructor() {
    this.server = new ScriptedModbus('mbap', (request) => this.serve(request));
  }

  /** Trips the first breaker of a unit; answers when, by the clock of this machine. */
  trip(unit: number): number {
    this.tripped.add(unit);
    return Date.now();
  }

  private serve(request: ScriptedRequest): void {
    // Nobody looks at what was asked, and there is much of it.
    this.server.requests.length = 0;
    const { functionCode, start, count, unit } = request;
    const data = Buffer.alloc(count * 2);
    for (let at = start; at < start + count; at++) {
      const offset = (at - start) * 2;
      if (functionCode === READ_INPUT && at === CURRENT_A && at + 1 < start + count)
        data.writeFloatBE(Date.now() % CLOCK_SPAN_MS, offset);
      if (functionCode !== READ_INPUT && at === ATS_ALARMS)
        data.writeUInt16BE(this.tripped.has(unit) ? TRIP : 0, offset);
    }
    request.socket.write(mbapFrame(request, Buffer.concat([Buffer.from([functionCode, data.length]), data])));
  }
}
