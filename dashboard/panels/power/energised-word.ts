import type { Energised } from '../../../gateway/domain/topology.ts';
import type { Translate } from '../../i18n/use-words.ts';

/** How a line lives, in words. */
export const energisedWord = (state: Energised, t: Translate): string =>
  state === 'generator' ? t('overview.onGenerator') : t(`state.${state}`);
