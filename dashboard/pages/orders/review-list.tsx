import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDecideOffline, useOfflineReview } from '../../data/hooks/use-orders.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOfflineCommand } from '../../data/order-api.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';

/** Steps phones took without a link that their orders could not take any more; a person decides each. */
export function ReviewList(): ReactElement {
  const list = useOfflineReview('waiting');
  const [asked, setAsked] = useState<WireOfflineCommand>();
  const { t } = useWords();
  if (list.isPending) return <Loading label={t('signIn.loading')} />;
  if (!list.data) {
    const retry = { label: t('error.retry'), act: () => void list.refetch() };
    return <Notice title={t('error.title')} code={t('error.code', { code: codeOf(list.error) })} retry={retry} />;
  }
  if (list.data.length === 0) return <Notice title={t('orderUnsent.none')} />;
  return (
    <>
      <p className="label">{t('orderUnsent.about')}</p>
      <Commands commands={list.data} onDecide={setAsked} />
      {asked && <DecideDialog command={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface CommandsProps {
  readonly commands: readonly WireOfflineCommand[];
  readonly onDecide: (command: WireOfflineCommand) => void;
}

function Commands({ commands, onDecide }: CommandsProps): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Table
      caption={t('orderUnsent.title')}
      rows={commands}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'order',
          title: t('orders.title'),
          cell: ({ order }) => (
            <Link to="/work-orders/$id" params={{ id: String(order) }}>
              {t('orderName', { id: order })}
            </Link>
          ),
        },
        { key: 'step', title: t('orderUnsent.what'), cell: ({ step }) => t(`orderStep.${step}`) },
        { key: 'who', title: t('orderUnsent.who'), cell: ({ actor }) => personName(actor) },
        {
          ...{ key: 'deviceAt', title: t('orderUnsent.deviceAt'), wide: true },
          cell: ({ deviceAt }) => time.stamp(msOf(deviceAt), now),
        },
        {
          ...{ key: 'receivedAt', title: t('orderUnsent.receivedAt'), wide: true },
          cell: ({ receivedAt }) => time.stamp(msOf(receivedAt), now),
        },
        { key: 'why', title: t('orderUnsent.why'), wide: true, cell: ({ code, detail }) => detail ?? code ?? '' },
        {
          ...{ key: 'decide', title: '' },
          cell: (command) => (
            <Button variant="default" size="sm" onClick={() => onDecide(command)}>
              {t('orderUnsent.decide')}
            </Button>
          ),
        },
      ]}
    />
  );
}

interface DecideDialogProps {
  readonly command: WireOfflineCommand;
  readonly onClose: () => void;
}

function DecideDialog({ command, onClose }: DecideDialogProps): ReactElement {
  const decide = useDecideOffline(command.id);
  const [isBare, setBare] = useState(false);
  const { t } = useWords();
  function send(form: FormData): void {
    const note = textOf(form, 'note');
    setBare(note === '');
    const decision = textOf(form, 'decision') === 'apply' ? 'apply' : 'dismiss';
    if (note !== '') decide.mutate({ decision, note }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`${t('orderName', { id: command.order })} · ${t(`orderStep.${command.step}`)}`}
      submit={t('orders.send')}
      pending={decide.isPending}
      error={decide.error}
      onSubmit={send}
      onClose={onClose}
    >
      <pre className="mono">{JSON.stringify(command.body, null, 1)}</pre>
      <SelectField
        name="decision"
        label={t('orderUnsent.decision')}
        value="dismiss"
        options={(['dismiss', 'apply'] as const).map((one) => ({ value: one, label: t(`orderUnsent.${one}`) }))}
      />
      <TextAreaField name="note" label={t('orders.note')} problem={isBare ? t('orders.noteNeeded') : undefined} />
    </FormDialog>
  );
}
