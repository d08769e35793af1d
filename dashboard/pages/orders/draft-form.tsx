import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCreateOrder } from '../../data/hooks/use-orders.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { EquipmentField, PriorityField } from './order-fields.tsx';
import css from './order-page.module.css';
import { readDraft } from './read-new-order.ts';

/** Kinds a person opens; a request comes from its own form. */
const KINDS = ['corrective', 'inspection', 'hazard', 'preventive'] as const;

/** Opens a work order by hand. */
export function DraftForm({ equipment }: { readonly equipment: string | undefined }): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const create = useCreateOrder();
  const navigate = useNavigate();
  const [kind, setKind] = useState<string>(KINDS[0]);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const problem = (name: string, words: string) => (wrong.has(name) ? words : undefined);

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readDraft(new FormData(event.currentTarget), KINDS, { timeZone, now: time.nowMs() });
    setWrong(read.ok ? new Set() : read.wrong);
    if (!read.ok) return;
    create.mutate(read.value, {
      onSuccess: ({ id }) => void navigate({ to: '/work-orders/$id', params: { id: String(id) } }),
    });
  }

  return (
    <form
      className={css.form}
      onSubmit={send}
      onChange={(event) => setKind(String(new FormData(event.currentTarget).get('kind') ?? KINDS[0]))}
      noValidate
    >
      <SelectField
        name="kind"
        label={t('orders.kindField')}
        value={KINDS[0]}
        options={KINDS.map((one) => ({ value: one, label: t(`orderKind.${one}`) }))}
      />
      <EquipmentField equipment={equipment} />
      <TextField name="place" label={t('orders.place')} problem={problem('place', t('newOrder.placeOrEquipment'))} />
      <PriorityField label={t('newOrder.priority')} />
      <TextField name="title" label={t('newOrder.what')} problem={problem('title', t('newOrder.whatNeeded'))} />
      <TextAreaField name="description" label={t('newOrder.description')} />
      {kind === 'hazard' && (
        <TextField
          name="deadlineAt"
          label={t('newOrder.deadline')}
          problem={problem('deadlineAt', t('newOrder.deadlineNeeded'))}
        />
      )}
      {create.error && <Refusal error={create.error} />}
      <Button type="submit" size="lg" h={60} loading={create.isPending}>
        {t('newOrder.create')}
      </Button>
    </form>
  );
}
