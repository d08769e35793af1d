import { ranksAtLeast } from '../role.ts';
import type { Expected } from './reference-episode.fixtures.ts';
import { serviceOf, shelvesOf, suppressionOf } from './reference-quiet.fixtures.ts';
import { type Fed, signal } from './reference-signal.fixtures.ts';
import { Story } from './reference-story.fixtures.ts';
import type { AlarmRule } from './rule.ts';

/**
 * The rules told another way: first what the samples mean, then what keeps it quiet, then what people make of it; each for the whole
 * history at once, from the lists that the one before has left.
 */
export function replay(rule: AlarmRule, history: readonly Fed[]): Expected[] {
  const out = history.map((): Expected => ({ events: [], order: null, refusal: null }));
  const service = serviceOf(rule, history, out);
  const marks = signal(
    rule,
    history,
    service.map((state) => state === 'disabled'),
  );
  const shelf = shelvesOf(rule, history, service, marks, out);
  const quiet = suppressionOf(rule, history);
  const story = new Story(rule);
  for (const [index, { at, input }] of history.entries()) {
    const facts = { index, at, mark: marks[index]!, out: out[index]! };
    story.isOut = (index > 0 ? service[index - 1] : 'in-service') !== 'in-service';
    story.isShelved = index > 0 && shelf[index - 1]!.isShelved;
    story.isSuppressed = index > 0 && quiet[index - 1]!.isQuiet;
    story.reasons = index > 0 ? quiet[index - 1]!.reasons : 0;
    story.takeSample(facts);
    if (shelf[index]!.begins) story.takeShelf(facts);
    if (shelf[index]!.ends) story.endShelf(facts);
    if (quiet[index]!.adds) story.takeSuppression(facts, quiet[index]!.adds!.parentOnset, quiet[index]!.adds!.isNew);
    if (quiet[index]!.frees) story.endSuppression(facts);
    story.isSuppressed = quiet[index]!.isQuiet;
    story.takeService(facts, index > 0 ? service[index - 1]! : 'in-service', service[index]!);
    if (input.kind === 'tick') story.takeTick(facts);
    if (input.kind === 'acknowledge') story.acknowledge(facts, input.occurrence, input.note);
    if (input.kind === 'confirm') story.confirm(facts);
    if (input.kind === 'reset') story.reset(facts, ranksAtLeast(input.actor.role, 'engineer'));
  }
  return out;
}
