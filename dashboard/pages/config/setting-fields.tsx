import type { ReactElement } from 'react';
import type { WireSettingForm } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import css from './config.module.css';

export interface SettingFieldsProps {
  readonly form: WireSettingForm;
  /** Goes before the name of each field: `device.` */
  readonly prefix: string;
  readonly wrong: ReadonlySet<string>;
  /** What is set now, by name. */
  readonly present?: Readonly<Record<string, string>>;
}

/** What a driver or channel has to be told: what it cannot do without first, the rest folded away. */
export function SettingFields({ form, prefix, wrong, present = {} }: SettingFieldsProps): ReactElement {
  const { t } = useWords();
  const needed = form.fields.filter((field, index) => field.isRequired || (index === 0 && !hasRequired(form)));
  const others = form.fields.filter((field) => !needed.includes(field));
  const draw = (field: Field): ReactElement => <SettingField key={field.name} {...{ field, prefix, wrong, present }} />;
  return (
    <>
      {needed.map(draw)}
      {others.length > 0 && (
        <details className={css.more}>
          <summary>{t('config.more')}</summary>
          <div className={css.fields}>{others.map(draw)}</div>
        </details>
      )}
    </>
  );
}

type Field = WireSettingForm['fields'][number];

const hasRequired = ({ fields }: WireSettingForm): boolean => fields.some(({ isRequired }) => isRequired);

interface SettingFieldProps extends Omit<SettingFieldsProps, 'form' | 'present'> {
  readonly field: Field;
  readonly present: Readonly<Record<string, string>>;
}

function SettingField({ field, prefix, wrong, present }: SettingFieldProps): ReactElement {
  const { t } = useWords();
  const { type, choices, fallback, hint, isSecret, isRequired } = field;
  const name = `${prefix}${field.name}`;
  const problem = wrong.has(name) ? t(type === 'number' ? 'config.notNumber' : 'config.needed') : undefined;
  const own = present[field.name];
  const value = own === undefined ? {} : { value: own };
  const usual = fallback === null ? '' : t('config.optional', { value: fallback });
  const note = [hint, isSecret ? t('channel.secret') : usual]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  const options =
    type === 'yes-no' ? yesNo(t('config.yes'), t('config.no')) : choices.map((one) => ({ value: one, label: one }));
  const asUsual = isRequired ? [] : [{ value: '', label: t('config.usual') }];
  return (
    <div>
      {type === 'choice' || type === 'yes-no' ? (
        <SelectField
          name={name}
          label={field.name}
          problem={problem}
          options={[...asUsual, ...options]}
          value={own ?? ''}
        />
      ) : (
        <TextField
          name={name}
          label={field.name}
          problem={problem}
          secret={isSecret ? 'new' : undefined}
          {...(isSecret ? {} : value)}
        />
      )}
      {note !== '' && <p className={css.hint}>{note}</p>}
    </div>
  );
}

const yesNo = (yes: string, no: string) => [
  { value: 'true', label: yes },
  { value: 'false', label: no },
];
