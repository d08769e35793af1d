import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import css from './config.module.css';
import { readRoute } from './read-rota.ts';
import { entryOf, type RotaEntry, textOf, textsOf } from './rota-entries.ts';

export interface RouteDialogProps {
  readonly route: RotaEntry;
  readonly policies: readonly string[];
  readonly onRoute: (route: RotaEntry) => void;
  readonly onClose: () => void;
}

/** Which alarms a route is for, and by which policy they are told. */
export function RouteDialog({ route, policies, onRoute, onClose }: RouteDialogProps): ReactElement {
  const { t } = useWords();
  const match = entryOf(route.match);
  const words = (name: string, label: string): ReactElement => (
    <TextField name={name} label={label} value={textsOf(match[name]).join(', ')} />
  );
  return (
    <FormDialog
      title={t('rota.routes')}
      submit={t('config.review')}
      pending={false}
      error={null}
      onSubmit={(form) => onRoute(readRoute(form, route))}
      onClose={onClose}
    >
      <p className={css.hint}>{t('rota.lists')}</p>
      {words('priorities', t('rota.priorities'))}
      {words('systems', t('rota.systems'))}
      {words('equipmentClasses', t('rota.classes'))}
      {words('equipment', t('rota.equipment'))}
      {words('conditions', t('rota.conditions'))}
      <SelectField
        name="policy"
        label={t('rota.policy')}
        value={textOf(route.policy)}
        options={[{ value: '', label: '—' }, ...policies.map((id) => ({ value: id, label: id }))]}
      />
      <SelectField
        name="goesOn"
        label={t('rota.goesOn')}
        value={String(route.goesOn === true)}
        options={[
          { value: 'false', label: t('config.no') },
          { value: 'true', label: t('config.yes') },
        ]}
      />
    </FormDialog>
  );
}
