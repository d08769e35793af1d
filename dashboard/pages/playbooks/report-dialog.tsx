import type { ReactElement } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import type { ReportWish, WirePlaybookRun } from '../../data/playbook-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField, TextField } from '../../ui/fields.tsx';

const LONG = ['cause', 'impact', 'losses', 'measures', 'correction'] as const;
const SHORT = ['responsible', 'correctBy'] as const;

export interface ReportDialogProps {
  readonly run: WirePlaybookRun;
  readonly onClose: () => void;
}

/** The written part of the incident report; the timeline is there already. */
export function ReportDialog({ run, onClose }: ReportDialogProps): ReactElement {
  const write = useDeed('playbook', (api, body: ReportWish) => api.doPlaybook(run.id, { deed: 'report', body }));
  const { t } = useWords();

  function send(form: FormData): void {
    const read = (name: (typeof LONG)[number] | (typeof SHORT)[number]): string => textOf(form, name);
    write.mutate(
      {
        ...{ cause: read('cause'), impact: read('impact'), losses: read('losses'), measures: read('measures') },
        ...{ correction: read('correction'), responsible: read('responsible'), correctBy: read('correctBy') },
      },
      { onSuccess: onClose },
    );
  }

  return (
    <FormDialog
      title={t('playbooks.report')}
      submit={t('playbooks.writeReport')}
      pending={write.isPending}
      error={write.error}
      onSubmit={send}
      onClose={onClose}
    >
      {LONG.map((field) => (
        <TextAreaField
          key={field}
          name={field}
          label={t(`playbooks.field.${field}`)}
          value={run.report?.[field] ?? ''}
        />
      ))}
      {SHORT.map((field) => (
        <TextField key={field} name={field} label={t(`playbooks.field.${field}`)} value={run.report?.[field] ?? ''} />
      ))}
    </FormDialog>
  );
}
