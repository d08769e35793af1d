import { usePapers } from '../../data/hooks/use-paper.ts';
import { useWords } from '../../i18n/use-words.ts';

/** The name of a rule as people read it; its id once no set has to keep it any more. */
export function useRuleTitle(): (rule: string) => string {
  const sets = usePapers('test-run', ['sets'], (api) => api.generatorSets()).data ?? [];
  const { text } = useWords();
  const titles = new Map(
    sets.flatMap(({ duties }) => duties.flatMap(({ duty }) => (duty ? [[duty.rule, duty.title] as const] : []))),
  );
  return (rule) => {
    const title = titles.get(rule);
    return title ? text(title) : rule;
  };
}
