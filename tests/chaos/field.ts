import { Failures } from './field/failures.ts';
import { FieldRun } from './field/field-run.ts';
import { startTargets, TARGET_NAMES } from './field/targets.ts';
import type { ChaosProgram } from './program.ts';

/** Everything that can go wrong between a gateway and its devices, at random but repeatably. A round is one harm to one line. */
export const field: ChaosProgram = {
  name: 'field',
  about: 'devices, servers, brokers and lines fail in every way; values stay right and everything comes back',
  run: async (options) => {
    if (options.only !== undefined && !TARGET_NAMES.includes(options.only)) {
      throw new Error(`--only takes one of ${TARGET_NAMES.join(', ')}`);
    }
    const targets = await startTargets(options.seed, options.only);
    try {
      return await new FieldRun(options, targets, new Failures(options.seed, options.progress)).play();
    } finally {
      await Promise.all(targets.map((target) => target.stop()));
    }
  },
};
