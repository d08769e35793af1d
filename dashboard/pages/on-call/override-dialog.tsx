import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useOverrideDuty } from '../../data/hooks/use-duty.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireDutyPlan } from '../../data/on-call-api.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { type OverrideField, readOverride } from './read-override.ts';

export interface OverrideDialogProps {
  readonly plan: WireDutyPlan;
  readonly onClose: () => void;
}

const TURN_MS = 12 * 3_600_000;

/** Asks who comes in, whose place it is and for how long. Who may not manage the duty asks another to take the own place. */
export function OverrideDialog({ plan, onClose }: OverrideDialogProps): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const override = useOverrideDuty();
  const manages = useMay('duty:manage');
  const me = useSession()?.user.username;
  const [wrong, setWrong] = useState<ReadonlySet<OverrideField>>(new Set());
  const { t } = useWords();
  const now = time.nowMs();
  const problem = (field: OverrideField, words: string) => (wrong.has(field) ? words : undefined);

  function send(form: FormData): void {
    const read = readOverride(form, timeZone, manages ? undefined : me);
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) override.mutate(read.wish, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={t(manages ? 'override.add' : 'override.askSwap')}
      submit={t(manages ? 'override.save' : 'override.ask')}
      pending={override.isPending}
      error={override.error}
      onSubmit={send}
      onClose={onClose}
    >
      {!manages && <p>{t('override.swapAbout')}</p>}
      <Rotations plan={plan} problem={problem('rotation', t('override.rotationNeeded'))} />
      <People plan={plan} manages={manages} problem={problem('person', t('override.personNeeded'))} />
      <TextField
        name="from"
        label={t('override.fromField')}
        value={siteEntry(now, timeZone).slice(0, -3)}
        problem={problem('from', t('records.timeNeeded'))}
      />
      <TextField
        name="to"
        label={t('override.toField')}
        value={siteEntry(now + TURN_MS, timeZone).slice(0, -3)}
        problem={problem('to', t('override.toNeeded'))}
      />
      <TextAreaField name="reason" label={t('deed.reason')} problem={problem('reason', t('deed.reasonNeeded'))} />
    </FormDialog>
  );
}

interface PartProps {
  readonly plan: WireDutyPlan;
  readonly problem: string | undefined;
}

function Rotations({ plan, problem }: PartProps): ReactElement {
  const { t, text } = useWords();
  const [only, ...others] = plan.rotations;
  return (
    <SelectField
      name="rotation"
      label={t('duty.rotation')}
      options={plan.rotations.map(({ id, title }) => ({ value: id, label: text(title) }))}
      {...(only && others.length === 0 ? { value: only.id } : {})}
      problem={problem}
    />
  );
}

function People({ plan, manages, problem }: PartProps & { readonly manages: boolean }): ReactElement {
  const { t } = useWords();
  const people = plan.people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      {manages && (
        <SelectField
          name="kind"
          label={t('override.kindField')}
          value="replace"
          options={(['replace', 'add', 'remove'] as const).map((kind) => ({
            value: kind,
            label: t(`override.choice.${kind}`),
          }))}
        />
      )}
      <SelectField name="person" label={t('override.person')} options={people} problem={problem} />
      {manages && <SelectField name="instead" label={t('override.instead')} options={people} />}
    </>
  );
}
