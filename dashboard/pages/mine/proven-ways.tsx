import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useDelivery } from '../../data/hooks/use-outbox.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDelivery } from '../../data/outbox-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { lastPush } from '../../push/last-push.ts';

const LOOK_MS = 15_000;

/** Which way to this person was last proven, and when: a message that came here, and the latest self-test where he may see it. */
export function ProvenWays(): ReactElement {
  const maySee = useMay('system:read');
  return (
    <>
      <PushProof />
      {maySee && <Tested />}
    </>
  );
}

function PushProof(): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const last = useQuery({
    queryKey: ['last-push'],
    queryFn: () => lastPush(window.isSecureContext ? window.caches : undefined),
    refetchInterval: LOOK_MS,
  });
  const at = last.data ?? null;
  return (
    <p className="label">{at === null ? t('phone.neverPush') : t('phone.provenPush', { at: time.brief(at, now) })}</p>
  );
}

type Way = NonNullable<WireDelivery['selfTest']>['ways'][number];

function Tested(): ReactElement | null {
  const me = useSession()?.user.username;
  const test = useDelivery().data?.selfTest;
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (!test?.endedAt) return null;
  const at = time.brief(Date.parse(test.endedAt), now);
  const said = ({ channel, state }: Way): string =>
    t(state === 'passed' ? 'phone.provenWay' : 'phone.failedWay', { channel, at });
  return (
    <>
      {test.ways
        .filter(({ recipient }) => recipient === me)
        .map((way) => (
          <p key={way.channel} className="label">
            {said(way)}
          </p>
        ))}
    </>
  );
}
