import type { ReactElement } from 'react';
import { useAddFile, useOrderStep } from '../../data/hooks/use-orders.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { FileButton } from '../../ui/file-button.tsx';

const BEFORE: ReadonlySet<WireOrder['state']> = new Set(['draft', 'open', 'assigned', 'accepted']);
const LONGEST_NAME = 200;

/** Adds a photo or paper; until the work begins it is one of before. Needs a link: files do not wait on the device. */
export function AddPhoto({ order }: { readonly order: WireOrder }): ReactElement {
  const add = useAddFile();
  const step = useOrderStep(order);
  const { t } = useWords();
  const stage = BEFORE.has(order.state) ? 'before' : 'after';
  const error = add.error ?? step.error;
  return (
    <>
      <FileButton
        label={`${t('orderStep.attach')} (${t(`orderForm.fileStage.${stage}`)})`}
        isBusy={add.isPending || step.isPending}
        onFile={(picked) =>
          add.mutate(picked, {
            onSuccess: ({ sha256, mediaType }) => {
              const file = { sha256, mediaType, name: picked.name.slice(0, LONGEST_NAME), stage } as const;
              step.mutate({ step: 'attach', file });
            },
          })
        }
      />
      {error && <Refusal error={error} />}
    </>
  );
}
