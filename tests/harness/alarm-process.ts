import { systemClock } from '../../gateway/observability/system-clock.ts';
import { highLimit, openAlarmDesk } from './alarm-desk.ts';

/** Program for tests that kill it: raises one alarm in the folder given, acknowledges it, says so, and stays. */
const desk = await openAlarmDesk({ folder: process.argv[2]!, clock: systemClock, conditions: [highLimit(0)] });
desk.feed(0, 85);
const action = { kind: 'acknowledge', occurrence: 1, note: 'on my way' } as const;
const outcome = await desk.engine.service.act('EQ-0.high~1', action, { name: 'li', role: 'operator', via: 'ui' });
console.log(outcome.ok ? 'acknowledged' : `refused ${outcome.code}`);
process.stdin.resume();
