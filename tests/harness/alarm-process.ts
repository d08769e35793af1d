import { systemClock } from '../../gateway/observability/system-clock.ts';
import { highLimit, openAlarmDesk } from './alarm-desk.ts';

/** Program for tests that kill it: raises one alarm in the folder given, acknowledges it, says so, and stays. */
const desk = await openAlarmDesk({ folder: process.argv[2]!, clock: systemClock, conditions: [highLimit(0)] });
desk.feed(0, 85);
const outcome = await desk.engine.service.acknowledge({ id: 'EQ-0.high~1', actor: 'li', note: 'on my way' });
console.log(outcome.ok ? 'acknowledged' : `refused ${outcome.code}`);
process.stdin.resume();
