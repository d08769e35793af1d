import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireChannel } from '../../data/channel-api.ts';
import type { SiteEdit, WireOutline } from '../../data/config-api.ts';
import { useChannels } from '../../data/hooks/use-channels.ts';
import { useSiteOutline } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ChannelSection } from '../channels/channel-section.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import css from './config.module.css';
import { SaveDialog } from './save-dialog.tsx';

/** Every channel with its test, and what it is set to, to be changed. */
export function ChannelEditor(): ReactElement {
  const channels = useChannels();
  const outline = useSiteOutline();
  return (
    <Answer query={channels}>
      {(list) => <Answer query={outline}>{(site) => <Channels channels={list} outline={site} />}</Answer>}
    </Answer>
  );
}

interface ChannelsProps {
  readonly channels: readonly WireChannel[];
  readonly outline: WireOutline;
}

function Channels({ channels, outline }: ChannelsProps): ReactElement {
  const [asked, setAsked] = useState<WireChannel | 'new'>();
  const [edits, setEdits] = useState<readonly SiteEdit[]>();
  const { t, text } = useWords();
  return (
    <div className={css.stack}>
      <div className={css.buttons}>
        <Button variant="default" onClick={() => setAsked('new')}>
          {t('channel.add')}
        </Button>
      </div>
      {channels.length === 0 && <Notice title={t('channels.none')} />}
      {channels.map((channel) => (
        <ChannelSection key={channel.id} channel={channel}>
          <Button
            variant="default"
            aria-label={`${t('channel.change')} ${text(channel.title)} ${channel.id}`}
            onClick={() => setAsked(channel)}
          >
            {t('channel.change')}
          </Button>
        </ChannelSection>
      ))}
      {asked !== undefined && (
        <ChannelDialog
          channel={asked === 'new' ? undefined : asked}
          outline={outline}
          onClose={() => setAsked(undefined)}
          onEdit={(edit) => {
            setAsked(undefined);
            setEdits([edit]);
          }}
        />
      )}
      {edits && <SaveDialog edits={edits} onSaved={() => setEdits(undefined)} onClose={() => setEdits(undefined)} />}
    </div>
  );
}
