import { usePeople } from '../../data/hooks/queries.ts';
import { useWords } from '../../i18n/use-words.ts';

/** Who the gateway names when nobody did it. */
const BY_ITSELF = 'system';

/** The display name of a person; the user name when nobody has it any more. What the gateway did by itself has its word. */
export function usePersonName(): (username: string) => string {
  const people = usePeople().data ?? [];
  const { t } = useWords();
  return (username) => {
    if (username === BY_ITSELF) return t('bySystem');
    return people.find((person) => person.username === username)?.displayName ?? username;
  };
}
