import type { ReactElement } from 'react';
import type { WireLimit } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import css from './config.module.css';

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
const KNOWN = ['high', 'highHigh', 'low', 'lowLow', 'deadband'] as const;

export interface LimitFieldsProps {
  readonly limit: WireLimit;
  readonly wrong: ReadonlySet<string>;
}

/** What may be set of an alarm, as it holds now. */
export function LimitFields({ limit, wrong }: LimitFieldsProps): ReactElement {
  const { t } = useWords();
  const { options, optionNames, unit, priority, isEnabled, onDelay, offDelay } = limit;
  const delayProblem = (name: string): string | undefined => (wrong.has(name) ? t('limits.notDelay') : undefined);
  const labelOf = (name: string): string => {
    const known = KNOWN.find((one) => one === name);
    return known ? t(`limits.option.${known}`) : name;
  };
  return (
    <div className={css.group}>
      {optionNames.map((name) => (
        <TextField
          key={name}
          name={`option.${name}`}
          label={labelOf(name)}
          unit={unit}
          value={options[name] === undefined ? '' : String(options[name])}
          problem={wrong.has(`option.${name}`) ? t('config.notNumber') : undefined}
        />
      ))}
      <div>
        <TextField name="onDelay" label={t('limits.onDelay')} value={onDelay} problem={delayProblem('onDelay')} />
        <p className={css.hint}>{t('limits.delayHint')}</p>
      </div>
      <TextField name="offDelay" label={t('limits.offDelay')} value={offDelay} problem={delayProblem('offDelay')} />
      <SelectField
        name="priority"
        label={t('limits.priority')}
        value={priority}
        options={PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(`priority.${one}`)}` }))}
      />
      <SelectField
        name="enabled"
        label={t('limits.isEnabled')}
        value={String(isEnabled)}
        options={[
          { value: 'true', label: t('limits.enabled') },
          { value: 'false', label: t('limits.disabled') },
        ]}
      />
    </div>
  );
}
