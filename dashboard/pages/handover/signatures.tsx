import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { HandoverBlock } from '../../../gateway/domain/duty/shifts/shift.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import type { HandPartProps, WireHandover } from './hand-props.ts';
import css from './handover-page.module.css';
import { SignInDialog } from './sign-in-dialog.tsx';

export interface SignaturesProps extends HandPartProps {
  /** Why it may not be handed over now. */
  readonly blocks: readonly HandoverBlock[];
}

/** Both signatures, the outgoing first; what stood against it and what the relief found. */
export function Signatures({ shift, handover, blocks }: SignaturesProps): ReactElement {
  const personName = usePersonName();
  const { t } = useWords();
  const { outgoing, incoming, override, isLate, found, walked } = handover;
  return (
    <Section title={t('handover.signatures')}>
      <div className={css.signatures}>
        <Signature title={t('handover.outgoing')} signature={outgoing} />
        <Signature title={t('handover.incoming')} signature={incoming} />
      </div>
      {incoming && (
        <p>
          {t('handover.walked')}: {t(walked ? 'handover.walkedYes' : 'handover.walkedNo')}
        </p>
      )}
      {found && (
        <p className={css.words}>
          {t('handover.found')}: {found}
        </p>
      )}
      {isLate && <p>! {t('handover.lateBy')}</p>}
      {override && (
        <p className={css.words}>
          ! {t('handover.overriddenBy', { name: personName(override.by), reason: override.reason })} (
          {override.blocks.map((block) => t(`handover.block.${block}`)).join(', ')})
        </p>
      )}
      <Deeds shift={shift} handover={handover} blocks={blocks} />
    </Section>
  );
}

type Signed = WireHandover['outgoing'];

function Signature({ title, signature }: { readonly title: string; readonly signature: Signed }): ReactElement {
  const time = useSiteTime();
  const { t } = useWords();
  const at = signature && Date.parse(signature.at);
  return (
    <div className={css.signature}>
      <span className="label">{title}</span>
      {signature && at !== null ? (
        <span>
          ✎ <PersonName>{signature.name}</PersonName> {time.date(at)} {time.minute(at)}
          {signature.isStandIn && ` · ${t('shifts.standIn')}`}
        </span>
      ) : (
        <span className="quiet">{t('handover.unsigned')}</span>
      )}
    </div>
  );
}

function Deeds({ shift, handover, blocks }: SignaturesProps): ReactElement | null {
  const deed = useShiftDeed(shift.id, shift.version);
  const mayWrite = useMay('record:write');
  const [isTaking, setTaking] = useState(false);
  const { t } = useWords();
  if (!mayWrite || shift.state !== 'open') return null;
  return (
    <div className={css.deeds}>
      {!handover.outgoing && (
        <>
          <p className="quiet">{t('handover.signOutHint')}</p>
          <Button h={60} loading={deed.isPending} onClick={() => deed.mutate({ what: 'sign-out' })}>
            {t('handover.signOut')}
          </Button>
        </>
      )}
      {handover.outgoing && (
        <Button h={60} onClick={() => setTaking(true)}>
          {t('handover.signIn')}
        </Button>
      )}
      {deed.error && <Refusal error={deed.error} />}
      {isTaking && <SignInDialog shift={shift} blocks={blocks} onClose={() => setTaking(false)} />}
    </div>
  );
}
