import { type ReactElement, useState } from 'react';
import type { WireChannel } from '../../data/channel-api.ts';
import type { SiteEdit, WireOutline } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import css from './config.module.css';
import { readSettings } from './read-settings.ts';
import { SettingFields } from './setting-fields.tsx';

export interface ChannelDialogProps {
  /** Undefined: a new one. */
  readonly channel: WireChannel | undefined;
  readonly outline: WireOutline;
  readonly onEdit: (edit: SiteEdit) => void;
  readonly onClose: () => void;
}

const NO_FORM = { title: '', fixed: {}, fields: [] };

/** What a channel is set to. Secrets go in and never come out. */
export function ChannelDialog({ channel, outline, onEdit, onClose }: ChannelDialogProps): ReactElement {
  const [kind, setKind] = useState(channel?.kind ?? outline.channelKinds[0]?.kind ?? '');
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t, text } = useWords();
  const form = outline.channelKinds.find((one) => one.kind === kind)?.forms[0] ?? NO_FORM;
  const set = (channel?.settings ?? []).flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const present = Object.fromEntries(set);
  function send(given: FormData): void {
    const id = channel?.id ?? String(given.get('id') ?? '').trim();
    const read = readSettings(given, form, 'setting.', channel === undefined);
    const all = new Set([...read.wrong, ...(id === '' ? ['id'] : [])]);
    setWrong(all);
    if (all.size > 0) return;
    const settings = Object.fromEntries(
      Object.entries(read.values).filter(([name, value]) => String(value) !== present[name]),
    );
    const secrets = read.secrets;
    onEdit({ kind: 'put-channel', id, settings: channel ? settings : { kind, ...settings }, secrets });
  }
  return (
    <FormDialog
      title={channel ? `${text(channel.title)} ${channel.id}` : t('channel.add').replace(/…$/, '')}
      submit={t('config.review')}
      pending={false}
      error={null}
      onSubmit={send}
      onClose={onClose}
    >
      {channel === undefined && (
        <>
          <label className={css.fields}>
            {t('channel.kind')}
            <select className={css.search} value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              {outline.channelKinds.map((one) => (
                <option key={one.kind} value={one.kind}>
                  {text(one.title)}
                </option>
              ))}
            </select>
          </label>
          <TextField name="id" label={t('channel.id')} problem={wrong.has('id') ? t('config.needed') : undefined} />
        </>
      )}
      <SettingFields key={kind} form={form} prefix="setting." wrong={wrong} present={present} />
      <p className={css.hint}>{t('channel.lists')}</p>
    </FormDialog>
  );
}
