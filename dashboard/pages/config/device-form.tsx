import { type ReactElement, useState } from 'react';
import type { WireOutline } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import css from './config.module.css';
import { type DeviceForms, NEW_CONNECTION } from './read-device.ts';
import { SettingFields } from './setting-fields.tsx';
import { WayField } from './way-field.tsx';

export interface Ways {
  readonly connection: number;
  readonly device: number;
}

export interface DeviceFormProps {
  readonly forms: DeviceForms;
  readonly outline: WireOutline;
  readonly ways: Ways;
  readonly wrong: ReadonlySet<string>;
  readonly onWays: (ways: Ways) => void;
}

/** What has to be known of a machine: its name, where it stands, where it answers, its ratings. */
export function DeviceForm({ forms, outline, ways, wrong, onWays }: DeviceFormProps): ReactElement {
  const { t, text } = useWords();
  const { template, device } = forms;
  const problem = (name: string): string | undefined => (wrong.has(name) ? t('config.needed') : undefined);
  return (
    <>
      <fieldset className={css.group}>
        <legend>{t('device.what')}</legend>
        <div>
          <TextField name="id" label={t('device.id')} problem={wrong.has('id') ? t('device.idHint') : undefined} />
          <p className={css.hint}>{t('device.idHint')}</p>
        </div>
        <TextField name="nameEn" label={t('device.nameEn')} problem={problem('nameEn')} />
        <TextField name="nameZh" label={t('device.nameZh')} problem={problem('nameZh')} />
        <SelectField
          name="area"
          label={t('device.area')}
          problem={problem('area')}
          options={outline.areas.map(({ id, name }) => ({ value: id, label: text(name) }))}
        />
      </fieldset>
      <fieldset className={css.group}>
        <legend>{t('device.where')}</legend>
        <ConnectionFields {...{ forms, outline, ways, wrong, onWays }} />
        <WayField forms={template.device} chosen={ways.device} onChoose={(way) => onWays({ ...ways, device: way })} />
        <SettingFields form={device} prefix="device." wrong={wrong} />
      </fieldset>
      {template.parameters.length > 0 && (
        <fieldset className={css.group}>
          <legend>{t('device.parameters')}</legend>
          {template.parameters.map(({ name, title, unit, fallback }) => (
            <TextField
              key={name}
              name={`parameter.${name}`}
              label={text(title)}
              unit={unit}
              value={String(fallback)}
              problem={wrong.has(`parameter.${name}`) ? t('config.notNumber') : undefined}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

function ConnectionFields({ forms, outline, ways, wrong, onWays }: DeviceFormProps): ReactElement {
  const { template, connection } = forms;
  const own = outline.connections.filter(({ driver }) => driver === template.driver);
  const [chosen, setChosen] = useState('');
  const { t } = useWords();
  const options = own.map(({ id, endpoint }) => ({ value: id, label: t('device.connectionOf', { id, endpoint }) }));
  return (
    <>
      <div onChange={(event) => event.target instanceof HTMLSelectElement && setChosen(event.target.value)}>
        <SelectField
          name="connection"
          label={t('device.connection')}
          problem={wrong.has('connection') ? t('config.needed') : undefined}
          options={[...options, { value: NEW_CONNECTION, label: t('device.newConnection') }]}
        />
      </div>
      {chosen === NEW_CONNECTION && (
        <>
          <TextField
            name="connectionId"
            label={t('device.connectionId')}
            problem={wrong.has('connectionId') ? t('config.needed') : undefined}
          />
          <WayField
            forms={template.connection}
            chosen={ways.connection}
            onChoose={(way) => onWays({ ...ways, connection: way })}
          />
          <SettingFields form={connection} prefix="connection." wrong={wrong} />
        </>
      )}
    </>
  );
}
