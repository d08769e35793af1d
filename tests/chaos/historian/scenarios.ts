import { answerLost } from './answer-lost.ts';
import { away } from './away.ts';
import { bitFlips } from './disk/bit-flips.ts';
import { fsync } from './disk/fsync.ts';
import { fullDisk } from './disk/full-disk.ts';
import { readOnly } from './disk/read-only.ts';
import { kills } from './kills/kills.ts';
import { poison } from './poison.ts';
import { policyLosses } from './policy-losses.ts';
import { rows } from './rows.ts';
import type { Scenario } from './scenario.ts';
import { sinkKilled } from './sink-killed.ts';
import { slowSink } from './slow-sink.ts';
import { storms } from './storms.ts';

/** In the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [
  away,
  slowSink,
  storms,
  answerLost,
  rows,
  poison,
  sinkKilled,
  policyLosses,
  kills,
  fsync,
  fullDisk,
  readOnly,
  bitFlips,
];
