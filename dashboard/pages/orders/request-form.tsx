import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRequestRepair } from '../../data/hooks/use-orders.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { EquipmentField, PriorityField } from './order-fields.tsx';
import css from './order-page.module.css';
import { readRequest } from './read-new-order.ts';

const WAYS = ['phone', 'desk', 'app', 'visit', 'mail'] as const;

/** What is wrong, where, and who says so; a dispatcher looks at it first. */
export function RequestForm({ equipment }: { readonly equipment: string | undefined }): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  // Who sits at the desk writes down what others report; everybody else reports for himself.
  const isDesk = useMay('work-order:assign');
  const me = useSession()?.user.displayName ?? '';
  const request = useRequestRepair();
  const navigate = useNavigate();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  const problem = (name: string, words: string) => (wrong.has(name) ? words : undefined);

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readRequest(new FormData(event.currentTarget), { timeZone, now: time.nowMs() });
    setWrong(read.ok ? new Set() : read.wrong);
    if (!read.ok) return;
    request.mutate(read.value, {
      onSuccess: ({ id }) => void navigate({ to: '/work-orders/$id', params: { id: String(id) } }),
    });
  }

  return (
    <form className={css.form} onSubmit={send} noValidate>
      <TextAreaField name="item" label={t('newOrder.item')} problem={problem('item', t('newOrder.itemNeeded'))} />
      <TextField name="place" label={t('orders.place')} problem={problem('place', t('newOrder.placeNeeded'))} />
      <TextField
        name="name"
        label={t('newOrder.name')}
        value={isDesk ? '' : me}
        problem={problem('name', t('newOrder.nameNeeded'))}
      />
      <TextField name="phone" label={t('newOrder.phone')} />
      <SelectField
        name="via"
        label={t('orders.via')}
        value="phone"
        options={WAYS.map((way) => ({ value: way, label: t(`requestVia.${way}`) }))}
      />
      <PriorityField label={t('newOrder.urgency')} />
      <EquipmentField equipment={equipment} />
      <TextField
        name="appointmentAt"
        label={t('newOrder.appointment')}
        problem={problem('appointmentAt', t('orderForm.timeNeeded'))}
      />
      {request.error && <Refusal error={request.error} />}
      <Button type="submit" size="lg" h={60} loading={request.isPending}>
        {t('newOrder.send')}
      </Button>
    </form>
  );
}
