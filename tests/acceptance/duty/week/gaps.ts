import { momentOf } from './site-days.ts';

/** The meter of the first incomer does not answer on Wednesday from 13:10 to 16:10. */
export const AWAY = { equipment: 'INC1', from: momentOf(2, 13 * 60 + 10), to: momentOf(2, 16 * 60 + 10) };

/** The first chiller trips on Friday before dawn and is held off until somebody resets it. */
export const TRIPPED = { equipment: 'CH-1', from: momentOf(4, 2 * 60 + 20), to: momentOf(4, 3 * 60 + 40) };

/** Nobody walks the pump rooms on Thursday evening. */
export const FORGOTTEN = { plan: 'water', at: momentOf(3, 21 * 60 + 30) };

/** Both sets are started by hand on the panel on Tuesday, without load. */
export const TEST_RUN = { from: momentOf(1, 10 * 60 + 5), to: momentOf(1, 10 * 60 + 45) };

/** Somebody asks on Sunday evening for something that nobody does. */
export const LEFT = { key: 'left-undone', at: momentOf(6, 20 * 60) };

/** Somebody asks on Wednesday morning, is helped and called back. */
export const ASKED = { key: 'window-5f', at: momentOf(2, 9 * 60 + 30) };
