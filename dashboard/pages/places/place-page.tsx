import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDeed, usePlace, useRound } from '../../data/hooks/use-rounds.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { PlaceState, RoundBrief } from '../../data/round-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { OwnOrders } from './own-orders.tsx';
import css from './places.module.css';

const route = getRouteApi('/q/$code');

/** Where a phone lands that has scanned a code: the round to be walked here, the machine, and the way to report a fault. */
export function PlacePage(): ReactElement {
  const { code } = route.useParams();
  const place = usePlace(code);
  const { t } = useWords();
  if (place.error && !place.data) {
    const isUnknown = codeOf(place.error) === 'RESOURCE_NOT_FOUND';
    return <Notice title={t(isUnknown ? 'places.unknown' : 'error.title')} code={codeOf(place.error)} />;
  }
  if (!place.data) return <Loading label={t('signIn.loading')} />;
  return <Place place={place.data} />;
}

function Place({ place }: { readonly place: PlaceState }): ReactElement {
  const navigate = useNavigate();
  const mayWrite = useMay('record:write');
  const mayOrder = useMay('work-order:create');
  const { t, text } = useWords();
  const { kind, id, name, rounds, code } = place;
  return (
    <div className={css.page}>
      <p className="quiet">{t('places.here')}</p>
      <h1>{text(name)}</h1>
      <div className={css.actions}>
        {mayWrite && kind === 'equipment' && <OwnOrders equipment={id} />}
        {rounds.length === 0 && <Notice title={t('places.noRound')} />}
        {mayWrite && rounds.map((round) => <Walk key={round.id} round={round} code={code} />)}
        {kind === 'equipment' && (
          <Button variant="default" onClick={() => void navigate({ to: '/equipment/$id', params: { id } })}>
            {t('places.equipment')}
          </Button>
        )}
        {mayOrder && kind === 'equipment' && (
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/work-orders/new', search: { equipment: id } })}
          >
            {t('places.report')}
          </Button>
        )}
      </div>
      <p>
        <Link to="/rounds" search={{ view: 'now' }}>
          {t('rounds.all')}
        </Link>
      </p>
    </div>
  );
}

/** Says that one is here and goes on with the round at this stop. Who was here before on this round only goes on. */
function Walk({ round, code }: { readonly round: RoundBrief; readonly code: string }): ReactElement | null {
  const navigate = useNavigate();
  const deed = useDeed('rounds', round.id);
  const stop = useRound(round.id).data?.body.stops.find((one) => one.code === code);
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  if (!stop) return null;
  const goOn = (): void =>
    void navigate({ to: '/rounds/$id', params: { id: String(round.id) }, search: { stop: stop.id } });
  const walk = (): void => {
    if (stop.scannedAt !== null || !stop.needsScan) goOn();
    else deed.mutate({ deed: 'scan', body: { stop: stop.id, code, typed: false } }, { onSuccess: goOn });
  };
  return (
    <>
      <Button size="lg" loading={deed.isPending} onClick={walk}>
        {t('places.walk')}: {text(round.title)} {time.brief(round.at, now)}
      </Button>
      {deed.error && <Refusal error={deed.error} />}
    </>
  );
}
