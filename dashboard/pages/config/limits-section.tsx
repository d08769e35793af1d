import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireLimit } from '../../data/config-api.ts';
import { useLimits } from '../../data/hooks/use-config.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { LimitEditor } from './limit-editor.tsx';
import { limitText } from './limit-text.ts';

/** Alarms of one machine, and the one that is being set beside its present value and its past. */
export function LimitsSection(): ReactElement {
  const { equipment = '', alarm } = useSearch({ from: '/config' });
  const navigate = useNavigate();
  const plant = usePlant();
  const limits = useLimits(equipment);
  const { t, text } = useWords();
  const choose = (next: { equipment: string; alarm?: string }): void =>
    void navigate({ to: '/config', search: { view: 'limits', ...next }, replace: true });
  return (
    <div className={css.stack}>
      <label className={css.fields}>
        {t('limits.machine')}
        <select
          className={css.search}
          value={equipment}
          onChange={(event) => choose({ equipment: event.currentTarget.value })}
        >
          <option value="">—</option>
          {plant.equipment.map(({ id, name }) => (
            <option key={id} value={id}>
              {id} · {text(name)}
            </option>
          ))}
        </select>
      </label>
      {equipment === '' ? (
        <p>{t('limits.choose')}</p>
      ) : (
        <Answer query={limits}>
          {(list) => <Limits list={list} chosen={alarm} onChoose={(name) => choose({ equipment, alarm: name })} />}
        </Answer>
      )}
    </div>
  );
}

interface LimitsProps {
  readonly list: readonly WireLimit[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

function Limits({ list, chosen, onChoose }: LimitsProps): ReactElement {
  const { equipment = '' } = useSearch({ from: '/config' });
  const { t, text } = useWords();
  const limit = list.find(({ name }) => name === chosen);
  return (
    <div className={css.split}>
      <Section title={t('limits.alarm')}>
        {list.length === 0 && <p>{t('limits.noAlarms')}</p>}
        <ul className={css.alarms}>
          {list.map((one) => (
            <li key={one.name}>
              <button
                type="button"
                className={css.alarm}
                aria-pressed={one.name === chosen}
                onClick={() => onChoose(one.name)}
              >
                <PriorityBadge priority={one.priority} size={20} label={t(`priority.${one.priority}`)} />
                <span className={css.what}>{text(one.title)}</span>
                <span>{one.isEnabled ? limitText(one) : t('limits.off')}</span>
                {Object.keys(one.own).length > 0 && <span className="quiet">{t('limits.own')}</span>}
              </button>
            </li>
          ))}
        </ul>
      </Section>
      {limit ? (
        <LimitEditor key={`${limit.condition} ${JSON.stringify(limit)}`} equipment={equipment} limit={limit} />
      ) : (
        <p>{t('limits.choose')}</p>
      )}
    </div>
  );
}
