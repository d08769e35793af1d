import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import type { StepWish, WireRunStep } from '../../data/playbook-api.ts';
import { shrinkPhoto } from '../../data/shrink-photo.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField, TextField } from '../../ui/fields.tsx';

export interface StepDialogProps {
  readonly runId: number;
  readonly step: WireRunStep;
  readonly onClose: () => void;
}

interface Evidence extends Pick<StepWish, 'note' | 'value'> {
  readonly photo: File | undefined;
}

type Needed = 'note' | 'value' | 'photo';

/** Asks for the evidence that a step needs. A photo is sent first, so that a bad link loses at most the press. */
export function StepDialog({ runId, step, onClose }: StepDialogProps): ReactElement {
  const [missing, setMissing] = useState<Needed>();
  const confirm = useDeed('playbook', async (api, { photo, ...said }: Evidence) => {
    const photos = photo ? [(await api.addFile(await shrinkPhoto(photo))).sha256] : [];
    return api.doPlaybook(runId, { deed: `steps/${step.id}/confirm`, body: { ...said, photos } });
  });
  const { t, text } = useWords();
  const needs = (one: Needed): boolean => step.evidence.includes(one);

  function send(form: FormData): void {
    const [note, value, file] = [textOf(form, 'note'), textOf(form, 'value'), form.get('photo')];
    const photo = file instanceof File && file.size > 0 ? file : undefined;
    const has = { note: note !== '', value: value !== '', photo: photo !== undefined };
    const first = step.evidence.find((one) => !has[one]);
    setMissing(first);
    if (first === undefined) confirm.mutate({ note, value, photo }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t('playbooks.confirmTitle', { title: text(step.title) })}
      submit={t('playbooks.confirm')}
      pending={confirm.isPending}
      error={confirm.error}
      onSubmit={send}
      onClose={onClose}
    >
      {needs('value') && (
        <TextField
          name="value"
          label={t('playbooks.evidence.value')}
          problem={missing === 'value' ? t('playbooks.valueNeeded') : undefined}
        />
      )}
      <TextAreaField
        name="note"
        label={t('playbooks.evidence.note')}
        problem={missing === 'note' ? t('playbooks.noteNeeded') : undefined}
      />
      <label>
        {t('playbooks.photo')}
        <input type="file" name="photo" accept="image/*" capture="environment" />
      </label>
      {missing === 'photo' && <p role="alert">! {t('playbooks.photoNeeded')}</p>}
    </FormDialog>
  );
}
