import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { type TaskWish, useTaskDeed } from '../../data/hooks/use-maintenance.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { WireTask } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AskDialog } from '../../panels/form-dialog/ask-dialog.tsx';
import type { Asked, AskedValues } from '../../panels/form-dialog/read-asked.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from './maintenance-page.module.css';

type Question = 'sendBack' | 'move' | 'cancel' | 'addendum';

/** What the person who looks at it may do with the record now. */
export function TaskDeeds({ task }: { readonly task: WireTask }): ReactElement {
  const deed = useTaskDeed(task);
  const [question, setQuestion] = useState<Question>();
  const { t } = useWords();
  const deeds = useDeeds(task);
  return (
    <div className={css.deeds}>
      {deeds.sign && (
        <Button
          size="lg"
          h={60}
          loading={deed.isPending}
          onClick={() => deed.mutate({ kind: 'step', deed: { step: 'sign' } })}
        >
          {t('upkeep.sign')}
        </Button>
      )}
      {deeds.accept && (
        <Button
          size="lg"
          h={60}
          loading={deed.isPending}
          onClick={() => deed.mutate({ kind: 'decision', deed: { step: 'accept' } })}
        >
          {t('upkeep.accept')}
        </Button>
      )}
      {deeds.questions.map((one) => (
        <Button key={one} variant="default" onClick={() => setQuestion(one)}>
          {t(`upkeep.${one}`)}
        </Button>
      ))}
      <Button variant="default" onClick={() => globalThis.print()}>
        {t('upkeep.print')}
      </Button>
      {deed.error && !question && <Refusal error={deed.error} />}
      {question && <QuestionDialog task={task} question={question} onClose={() => setQuestion(undefined)} />}
    </div>
  );
}

interface Deeds {
  readonly sign: boolean;
  readonly accept: boolean;
  readonly questions: readonly Question[];
}

function useDeeds({ state, body }: WireTask): Deeds {
  const mayWrite = useMay('record:write');
  const mayReview = useMay('record:review');
  const me = useSession()?.user.username ?? '';
  const isOpen = state === 'open';
  const isComplete = body.items.every(({ id }) => body.answers.some(({ item }) => item === id));
  const didIt = body.signatures.some(({ by }) => by === me);
  const isSigned = body.signatures.length >= body.people;
  return {
    sign: mayWrite && isOpen && isComplete && !didIt && !isSigned,
    accept: mayReview && isOpen && isComplete && isSigned && !didIt,
    questions: [
      ...(mayReview && isOpen && body.signatures.length > 0 ? ['sendBack' as const] : []),
      ...(mayReview && isOpen ? ['move' as const] : []),
      ...(mayReview && isOpen && !body.statutory ? ['cancel' as const] : []),
      ...(mayWrite && !isOpen ? ['addendum' as const] : []),
    ],
  };
}

interface QuestionProps {
  readonly task: WireTask;
  readonly question: Question;
  readonly onClose: () => void;
}

function QuestionDialog({ task, question, onClose }: QuestionProps): ReactElement {
  const deed = useTaskDeed(task);
  const { t } = useWords();
  const asked: Asked[] = [
    ...(question === 'move'
      ? [{ name: 'to', label: t('upkeep.moveTo'), kind: 'day' as const, isNeeded: true, value: task.body.plannedFor }]
      : []),
    {
      name: 'reason',
      label: t(question === 'addendum' ? 'upkeep.addendumText' : 'deed.reason'),
      kind: 'text',
      isNeeded: true,
    },
  ];
  return (
    <AskDialog
      title={t(`upkeep.${question}`)}
      asked={asked}
      pending={deed.isPending}
      error={deed.error}
      onSend={(values) => deed.mutate(wishOf(question, values), { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function wishOf(question: Question, values: AskedValues): TaskWish {
  const reason = values.text('reason');
  switch (question) {
    case 'sendBack':
      return { kind: 'decision', deed: { step: 'send-back', reason } };
    case 'move':
      return { kind: 'decision', deed: { step: 'move', to: values.text('to'), reason } };
    case 'cancel':
      return { kind: 'decision', deed: { step: 'cancel', reason } };
    case 'addendum':
      return { kind: 'step', deed: { step: 'addendum', text: reason } };
  }
}
