import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { PlaybookStartWish, WirePlaybook } from '../../data/playbook-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';

export interface BeginDialogProps {
  readonly playbook: WirePlaybook;
  readonly onClose: () => void;
}

/** Begins a playbook by hand, for real or as a drill, and goes to it. */
export function BeginDialog({ playbook, onClose }: BeginDialogProps): ReactElement {
  const plant = usePlant();
  const navigate = useNavigate();
  const begin = useDeed('playbook', (api, wish: PlaybookStartWish) => api.startPlaybook(wish));
  const { t, text } = useWords();

  function send(form: FormData): void {
    const equipment = textOf(form, 'equipment');
    begin.mutate(
      {
        playbook: playbook.id,
        isDrill: textOf(form, 'kind') === 'drill',
        place: textOf(form, 'place'),
        equipment: equipment === '' ? [] : [equipment],
      },
      { onSuccess: ({ id }) => void navigate({ to: '/playbooks/$id', params: { id: String(id) } }) },
    );
  }

  return (
    <FormDialog
      title={t('playbooks.beginTitle', { title: text(playbook.title) })}
      submit={t('playbooks.begin')}
      pending={begin.isPending}
      error={begin.error}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label={t('playbooks.asDrill')}
        value="event"
        options={(['event', 'drill'] as const).map((kind) => ({ value: kind, label: t(`playbooks.kind.${kind}`) }))}
      />
      <TextField name="place" label={t('playbooks.place')} />
      {playbook.scope === 'equipment' && (
        <SelectField
          name="equipment"
          label={t('paper.equipment')}
          options={plant.equipment.map(({ id, name }) => ({ value: id, label: `${id} ${text(name)}` }))}
        />
      )}
    </FormDialog>
  );
}
