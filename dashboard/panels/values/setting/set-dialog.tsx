import { type ReactElement, useEffect, useState } from 'react';
import type { EquipmentState, PointState } from '../../../../gateway/contract/resources.ts';
import type { WireOffer } from '../../../data/api.ts';
import { codeOf } from '../../../data/api-error.ts';
import { useConfirmWrite, usePrepareWrite } from '../../../data/hooks/use-write.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Loading, Notice } from '../../../ui/notice.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import { type Ending, endingOf, endingOfError } from './ending.ts';
import { EntryStep, type Wish } from './entry-step.tsx';
import { ResultStep } from './result-step.tsx';

type Stage =
  | { readonly at: 'entry' }
  | { readonly at: 'confirm'; readonly offer: WireOffer; readonly wish: Wish }
  | { readonly at: 'result'; readonly ending: Ending };

export interface SetDialogProps {
  readonly equipment: EquipmentState;
  readonly point: PointState;
  readonly onClose: () => void;
}

/** Sets one point in two steps. The second stands on an offer made when the first was left, so that typing may take its time. */
export function SetDialog({ equipment, point, onClose }: SetDialogProps): ReactElement {
  const prepare = usePrepareWrite(point.tag);
  const confirm = useConfirmWrite(point.tag);
  const [stage, setStage] = useState<Stage>({ at: 'entry' });
  const [first, setFirst] = useState<WireOffer>();
  const [wish, setWish] = useState<Wish>();
  const { t, text } = useWords();
  const { mutate: ask } = prepare;
  useEffect(() => ask(undefined, { onSuccess: setFirst }), [ask]);

  function begin(): void {
    setStage({ at: 'entry' });
    ask(undefined, { onSuccess: setFirst });
  }

  function goOn(next: Wish): void {
    setWish(next);
    ask(undefined, { onSuccess: (offer) => setStage({ at: 'confirm', offer, wish: next }) });
  }

  function send({ offer, wish: { value, reason } }: Extract<Stage, { at: 'confirm' }>): void {
    confirm.mutate(
      { token: offer.token, value, reason },
      {
        onSuccess: (record) => setStage({ at: 'result', ending: endingOf(record) }),
        onError: (error) => setStage({ at: 'result', ending: endingOfError(error) }),
      },
    );
  }

  function body(): ReactElement {
    const code = prepare.error && codeOf(prepare.error);
    switch (stage.at) {
      case 'entry':
        if (code) return <Refusal code={code} onAgain={begin} />;
        if (!first) return <Loading label={t('write.present')} />;
        return <EntryStep point={point} offer={first} wish={wish} busy={prepare.isPending} onNext={goOn} />;
      case 'confirm':
        return (
          <ConfirmStep
            {...{ equipment, point, offer: stage.offer, wish: stage.wish, busy: confirm.isPending }}
            onBack={begin}
            onConfirm={() => send(stage)}
          />
        );
      case 'result':
        return <ResultStep point={point} ending={stage.ending} onAgain={begin} onClose={onClose} />;
    }
  }

  return (
    <Dialog
      title={t('write.setNamed', { what: text(point.title) })}
      close={t('write.close')}
      onClose={() => confirm.isPending || onClose()}
    >
      {body()}
    </Dialog>
  );
}

function Refusal({ code, onAgain }: { readonly code: string; readonly onAgain: () => void }): ReactElement {
  const { t } = useWords();
  const title = t(`code.${code}` as 'code.INTERNAL', { defaultValue: code });
  return <Notice title={title} code={code} retry={{ label: t('error.retry'), act: onAgain }} />;
}
