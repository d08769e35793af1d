import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { codeOf } from '../data/api-error.ts';
import type { WirePush } from '../data/channel-api.ts';
import { usePush, useRegisterPush, useRemovePush } from '../data/hooks/use-channels.ts';
import { useNow, useSiteTime } from '../data/hooks/use-site.ts';
import { msOf } from '../format/site-time.ts';
import { useWords } from '../i18n/use-words.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import css from './push-section.module.css';
import { deviceId, pushAbility, registerDevice } from './this-device.ts';

/** Alarms that wake this phone or browser: turned on with a press, and the list of what is on. Nothing where the site has no push. */
export function PushSection(): ReactElement | null {
  const push = usePush();
  const { t } = useWords();
  const publicKey = push.data?.publicKey ?? null;
  if (!push.data || publicKey === null) return null;
  return (
    <Section title={t('push.title')}>
      <p className={css.about}>{t('push.about')}</p>
      <ThisDevice publicKey={publicKey} browsers={push.data.browsers} />
      <Browsers browsers={push.data.browsers} />
    </Section>
  );
}

interface ThisDeviceProps {
  readonly publicKey: string;
  readonly browsers: WirePush['browsers'];
}

function ThisDevice({ publicKey, browsers }: ThisDeviceProps): ReactElement {
  const register = useRegisterPush(() => registerDevice(publicKey));
  // Read anew with every change of the list: registering is what changes it.
  const own = useQuery({
    queryKey: ['push', 'this-device', browsers.length],
    queryFn: async () => (await deviceId()) ?? null,
  });
  const { t } = useWords();
  const ability = pushAbility();
  if (ability !== 'ready') return <p role="status">{t(`push.ability.${ability}`)}</p>;
  if (browsers.some(({ id }) => id === own.data)) return <p role="status">{t('push.on')}</p>;
  return (
    <>
      <Button size="lg" h={60} loading={register.isPending} onClick={() => register.mutate()}>
        {t('push.turnOn')}
      </Button>
      {register.data === false && <p role="status">{t('push.declined')}</p>}
      {register.error && <Notice title={t('push.failed')} code={codeOf(register.error)} />}
    </>
  );
}

function Browsers({ browsers }: { readonly browsers: WirePush['browsers'] }): ReactElement | null {
  const remove = useRemovePush();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (browsers.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t('push.list')}>
      {browsers.map(({ id, label, createdAt }) => (
        <li key={id}>
          <span>
            <span className="mono">{label}</span> · {time.stamp(msOf(createdAt), now)}
          </span>
          <Button
            variant="default"
            size="sm"
            aria-label={t('push.removeOne', { label })}
            onClick={() => remove.mutate(id)}
          >
            {t('push.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
