import { type ReactElement, useCallback, useSyncExternalStore } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EquipmentTile } from '../live/equipment-tile.tsx';
import css from './gensets.module.css';
import { type Check, inAuto, noLockout, type ReadinessItem, readinessOf, withinBand } from './readiness.ts';

/** Named alarms that lock the engine out. */
const LOCKOUTS = [
  'emergency_stop',
  'low_oil',
  'high_coolant',
  'under_speed',
  'over_speed',
  'fail_to_start',
  'fail_to_stop',
] as const;
const MARKS: Readonly<Record<Check, string>> = { pass: '✓', fail: '✗', unknown: '?' };
const WORDS = { pass: 'gensets.pass', fail: 'gensets.fail', unknown: 'gensets.unread' } as const;

/** Present values of the named alarms the template has, as one string, so that the store can compare it. */
function useLockoutCheck(id: string): Check {
  const points = useCell(useServices().site)?.points;
  const { pointByTag } = usePlant();
  const tags = LOCKOUTS.map((name) => `${id}.${name}`).filter((tag) => pointByTag.has(tag));
  const key = tags.join();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = key.split(',').map((tag) => points?.subscribe(tag, listener));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    [points, key],
  );
  return useSyncExternalStore(subscribe, check, check);

  function check(): Check {
    return noLockout(
      tags.map((tag) => {
        const reading = points?.read(tag);
        return reading?.standing === 'good' ? reading.value : null;
      }),
    );
  }
}

/** Whether this set would start now, item by item; its values below. */
export function GensetTile({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { t } = useWords();
  const { pointByTag } = usePlant();
  const id = equipment.id;
  const normal = (name: string) => pointByTag.get(`${id}.${name}`)?.normal;
  const items: ReadinessItem[] = [
    { id: 'auto', check: inAuto(usePresentValue(`${id}.mode`)) },
    { id: 'fuel', check: withinBand(usePresentValue(`${id}.fuel_pct`), normal('fuel_pct')) },
    { id: 'battery', check: withinBand(usePresentValue(`${id}.batt_v`), normal('batt_v')) },
    { id: 'coolant', check: withinBand(usePresentValue(`${id}.coolant_t`), normal('coolant_t')) },
    { id: 'lockout', check: useLockoutCheck(id) },
  ];
  const running = (usePresentValue(`${id}.rpm`) ?? 0) > 0;
  const verdict = running ? 'running' : readinessOf(items);
  return (
    <EquipmentTile equipment={equipment} status={<strong>{t(`gensets.${verdict}`)}</strong>}>
      <ul className={css.items} aria-label={t('gensets.readiness')}>
        {items.map((item) => (
          <li key={item.id} data-check={item.check}>
            <span className={css.mark} aria-hidden="true">
              {MARKS[item.check]}
            </span>
            {t(`gensets.${item.id}`)}
            <span className="visually-hidden">: {t(WORDS[item.check])}</span>
          </li>
        ))}
      </ul>
    </EquipmentTile>
  );
}
