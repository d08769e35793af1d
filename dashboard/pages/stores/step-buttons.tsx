import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useRegisterStep } from '../../data/hooks/use-maintenance.ts';
import type { StoresSteps } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AskDialog } from '../../panels/form-dialog/ask-dialog.tsx';
import type { Asked, AskedValues } from '../../panels/form-dialog/read-asked.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from './stores-page.module.css';

/** A step that may be taken; with nothing asked it is taken at once. */
export interface StepChoice<R extends keyof StoresSteps> {
  readonly label: string;
  readonly asked: readonly Asked[];
  readonly stepOf: (values: AskedValues) => StoresSteps[R];
}

export interface StepButtonsProps<R extends keyof StoresSteps> {
  readonly register: R;
  readonly record: { readonly id: number; readonly version: number };
  readonly choices: readonly StepChoice<R>[];
}

const NOTHING: AskedValues = { text: () => '', textOrNull: () => null, number: () => 0, numberOrNull: () => null };

/** More than these are a list, which a phone has room for. */
const MOST_BUTTONS = 3;

/** The steps of one entry of a register. */
export function StepButtons<R extends keyof StoresSteps>({
  register,
  record,
  choices,
}: StepButtonsProps<R>): ReactElement {
  const step = useRegisterStep(register);
  const [chosen, setChosen] = useState<StepChoice<R>>();
  const { id, version } = record;
  const take = (choice: StepChoice<R>, values: AskedValues): void =>
    step.mutate({ id, version, step: choice.stepOf(values) }, { onSuccess: () => setChosen(undefined) });
  const choose = (choice: StepChoice<R>): void =>
    choice.asked.length === 0 ? take(choice, NOTHING) : setChosen(choice);
  return (
    <span className={css.deeds}>
      {choices.length > MOST_BUTTONS ? (
        <StepMenu choices={choices} onChoose={choose} />
      ) : (
        choices.map((choice) => (
          <Button key={choice.label} variant="default" size="xs" onClick={() => choose(choice)}>
            {choice.label}
          </Button>
        ))
      )}
      {step.error && !chosen && <Refusal error={step.error} />}
      {chosen && (
        <AskDialog
          title={chosen.label}
          asked={chosen.asked}
          pending={step.isPending}
          error={step.error}
          onSend={(values) => take(chosen, values)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </span>
  );
}

interface StepMenuProps<R extends keyof StoresSteps> {
  readonly choices: readonly StepChoice<R>[];
  readonly onChoose: (choice: StepChoice<R>) => void;
}

function StepMenu<R extends keyof StoresSteps>({ choices, onChoose }: StepMenuProps<R>): ReactElement {
  const { t } = useWords();
  function choose(label: string): void {
    const choice = choices.find((one) => one.label === label);
    if (choice) onChoose(choice);
  }
  return (
    <select
      className={css.menu}
      aria-label={t('stores.deeds')}
      value=""
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{t('stores.deeds')}…</option>
      {choices.map(({ label }) => (
        <option key={label} value={label}>
          {label}
        </option>
      ))}
    </select>
  );
}
