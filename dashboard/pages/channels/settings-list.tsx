import type { ReactElement } from 'react';
import type { WireChannel } from '../../data/channel-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './channels-page.module.css';

type Setting = WireChannel['settings'][number];

/** What the site file sets, folded away; of secrets only that they are set. */
export function SettingsList({ settings }: { readonly settings: readonly Setting[] }): ReactElement {
  const { t } = useWords();
  return (
    <details className={css.settings}>
      <summary>{t('channels.settings')}</summary>
      <p className={css.about}>{t('channels.settingsAbout')}</p>
      <dl className={css.facts}>
        {settings.map((setting) => (
          <div key={setting.name}>
            <dt className="mono">{setting.name}</dt>
            <dd>
              <SettingValue setting={setting} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function SettingValue({ setting: { isSecret, isSet, value } }: { readonly setting: Setting }): ReactElement {
  const { t } = useWords();
  if (!isSet) return <>{t('channels.notSet')}</>;
  if (value !== null) return <span className="mono">{value}</span>;
  return <>{t(isSecret ? 'channels.hidden' : 'channels.set')}</>;
}
