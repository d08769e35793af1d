import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { ComplaintWish } from '../../data/complaint-api.ts';
import { useDeed, usePapers } from '../../data/hooks/use-paper.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { CHANNELS, type ComplaintField, readComplaint, TOPICS } from './read-complaint.ts';

/** Writes down what somebody complains of, and says what may lie behind it. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const plant = usePlant();
  const navigate = useNavigate();
  const register = useDeed('complaint', (api, wish: ComplaintWish) => api.registerComplaint(wish));
  const [wrong, setWrong] = useState<ReadonlySet<ComplaintField>>(new Set());
  const { t, text } = useWords();
  const problem = (field: ComplaintField) => (wrong.has(field) ? t('complaints.needed') : undefined);

  function send(form: FormData): void {
    const read = readComplaint(form);
    setWrong(read.ok ? new Set() : read.wrong);
    if (!read.ok) return;
    register.mutate(read.wish, {
      onSuccess: ({ id }) => void navigate({ to: '/complaints/$id', params: { id: String(id) } }),
    });
  }

  return (
    <FormDialog
      title={t('complaints.registerTitle')}
      submit={t('complaints.register')}
      pending={register.isPending}
      error={register.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField name="room" label={t('complaints.room')} problem={problem('room')} />
      <TextField name="name" label={t('complaints.name')} problem={problem('name')} />
      <TextField name="phone" label={t('complaints.phone')} />
      <SelectField
        name="channel"
        label={t('complaints.channelField')}
        value="phone"
        options={CHANNELS.map((channel) => ({ value: channel, label: t(`complaints.channel.${channel}`) }))}
      />
      <SelectField
        name="topic"
        label={t('complaints.topicField')}
        value="other"
        options={TOPICS.map((topic) => ({ value: topic, label: t(`complaints.topic.${topic}`) }))}
      />
      <TextAreaField name="summary" label={t('complaints.summary')} problem={problem('summary')} />
      <SelectField
        name="major"
        label={t('complaints.majorField')}
        value="no"
        options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(`complaints.${one}`) }))}
      />
      <SelectField
        name="equipment"
        label={t('complaints.equipmentField')}
        options={plant.equipment.map(({ id, name }) => ({ value: id, label: `${id} ${text(name)}` }))}
      />
      <Causes />
    </FormDialog>
  );
}

function Causes(): ReactElement {
  const causes = usePapers('complaint', ['causes'], (api) => api.complaintCauses(null)).data;
  const { t, text } = useWords();
  const none = { value: '', label: t('complaints.noCauses') };
  const alarms = causes?.alarms.map(({ id, title, equipment }) => {
    return { value: `alarm ${id}`, label: `${equipment} ${text(title)}` };
  });
  const outages = causes?.outages.map(({ id, title }) => ({ value: `outage ${id}`, label: title }));
  return (
    <SelectField
      name="cause"
      label={t('complaints.causes')}
      value=""
      options={[none, ...(outages ?? []), ...(alarms ?? [])]}
    />
  );
}
