import type { WireAlarm, WireCard } from '../../../data/alarm-api.ts';

/** Done at one press. */
export type PlainDeed = 'confirm' | 'reset' | 'unshelve' | 'return-to-service';
/** Asks for something first. */
export type AskedDeed = 'shelve' | 'service' | 'comment';

interface Circumstances {
  readonly alarm: Pick<WireAlarm, 'state' | 'returnedAt'>;
  readonly may: { readonly acknowledge: boolean; readonly shelve: boolean; readonly service: boolean };
  /** Undefined while they are not known: then only what never depends on them is offered. */
  readonly rules: WireCard['rules'] | undefined;
  readonly isConfirmed: boolean;
}

/** What a person may do with an alarm as it stands, the likeliest first. The gateway decides again; this only spares refusals. */
export function offeredDeeds(circumstances: Circumstances): readonly (PlainDeed | AskedDeed)[] {
  const { alarm, may } = circumstances;
  if (alarm.state === 'closed') return [];
  const isAway = alarm.state === 'out-of-service';
  const canShelve = alarm.state !== 'shelved' && !isAway && (circumstances.rules?.longestShelfMs ?? 0) > 0;
  return [
    ...latchDeeds(circumstances),
    ...(may.shelve && alarm.state === 'shelved' ? (['unshelve'] as const) : []),
    ...(may.service && isAway ? (['return-to-service'] as const) : []),
    ...(may.shelve && canShelve ? (['shelve'] as const) : []),
    ...(may.service && !isAway ? (['service'] as const) : []),
    ...(may.acknowledge ? (['comment'] as const) : []),
  ];
}

/** A latched alarm is acknowledged, then confirmed where that is asked for, then reset once its condition holds no more. */
function latchDeeds({ alarm, may, rules, isConfirmed }: Circumstances): readonly PlainDeed[] {
  if (!may.shelve || alarm.state !== 'latched-acknowledged') return [];
  if (rules?.confirmRequired && !isConfirmed) return ['confirm'];
  return alarm.returnedAt === null ? [] : ['reset'];
}
