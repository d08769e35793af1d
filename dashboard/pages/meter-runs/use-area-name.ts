import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';

/** The name of a room; its id where the site no longer has it. */
export function useAreaName(): (area: string) => string {
  const { areas } = usePlant().site;
  const { text } = useWords();
  return (area) => {
    const found = areas.find(({ id }) => id === area);
    return found ? text(found.name) : area;
  };
}
